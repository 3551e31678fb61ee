// Sign-out: the snapshot is removed at once; the server's session ends now or as soon as there is a network.
import { ask, type Trouble } from "../outbox/answers";
import { currentUser, Database, pendingSignOut, setCurrentUser, setPendingSignOut } from "./db";
import { DeviceOutbox } from "./outbox";
import { Snapshot } from "./snapshot";

const TIMEOUT = 15_000;

/** Sign out of this browser and remove the snapshot; "waiting": refused, something is still to be sent. */
export async function signOut(): Promise<"done" | "waiting"> {
  const person = await currentUser();
  if (!person) return "done";
  const outbox = new DeviceOutbox(new Database(person));
  if ((await outbox.waiting()).count || (await outbox.drafts()).length) return "waiting";
  await new Snapshot(outbox).clear();
  await outbox.setMeta({ token: "" });
  await setCurrentUser("");
  // Without a service worker nothing would confirm the sign-out before the next sign-in.
  if (navigator.serviceWorker?.controller) await setPendingSignOut(person);
  return "done";
}

/** End the server session of a pending sign-out; null when none is left, else why that is unknown. */
export async function endSession(): Promise<Trouble | null> {
  const person = await pendingSignOut();
  if (!person) return null;
  const before = await fetchSession();
  if ("failure" in before) return before;
  if (before.person === person) {
    await fetch("/account/logout/", {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: { "X-CSRFToken": before.csrf },
      signal: AbortSignal.timeout(TIMEOUT),
    }).catch(() => undefined);
    const after = await fetchSession();
    if ("failure" in after) return after;
    if (after.person === person) return { failure: "server", status: 0 };
  }
  await setPendingSignOut("");
  return null;
}

interface Session {
  person: string;
  csrf: string;
}

/** Return the user signed in on the server; the page of a captive portal is no answer. */
async function fetchSession(): Promise<Session | Trouble> {
  const answer = await ask(
    "/sync/v1/session",
    { credentials: "same-origin", headers: { Accept: "application/json" } },
    TIMEOUT,
  );
  if ("failure" in answer) return answer;
  return answer.status === 200 ? (answer.data as Session) : { failure: "server", status: answer.status };
}
