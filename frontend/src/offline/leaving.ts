// Signing out: the board goes at once; the server's session ends now or, without a network, first thing when it is
// back.
import { ask, type Trouble } from "../outbox/answers";
import { Board } from "./board";
import { Keeper, setWhoIsHere, setWhoSignedOut, whoIsHere, whoSignedOut } from "./db";
import { Outbox } from "./outbox";

const TIMEOUT = 15_000;

/** Take the board off this browser; "waiting" when something is still to be sent, which stays. */
export async function leave(): Promise<"gone" | "waiting"> {
  const person = await whoIsHere();
  if (!person) return "gone";
  const outbox = new Outbox(new Keeper(person));
  if ((await outbox.waiting()).count || (await outbox.drafts()).length) return "waiting";
  await new Board(outbox).wipe();
  await outbox.setMeta({ token: "" });
  await setWhoIsHere("");
  // Without a worker nothing would take the mark away before the next sign-in.
  if (navigator.serviceWorker?.controller) await setWhoSignedOut(person);
  return "gone";
}

/** End the session of somebody who signed out here; null when none of theirs is left, else why that is not known. */
export async function endSession(): Promise<Trouble | null> {
  const person = await whoSignedOut();
  if (!person) return null;
  const before = await session();
  if ("failure" in before) return before;
  if (before.person === person) {
    await fetch("/account/logout/", {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: { "X-CSRFToken": before.csrf },
      signal: AbortSignal.timeout(TIMEOUT),
    }).catch(() => undefined);
    const after = await session();
    if ("failure" in after) return after;
    if (after.person === person) return { failure: "server", status: 0 };
  }
  await setWhoSignedOut("");
  return null;
}

interface Session {
  person: string;
  csrf: string;
}

/** Ask the server who is signed in: its own JSON, which no portal can give. */
async function session(): Promise<Session | Trouble> {
  const answer = await ask(
    "/sync/v1/session",
    { credentials: "same-origin", headers: { Accept: "application/json" } },
    TIMEOUT,
  );
  if ("failure" in answer) return answer;
  return answer.status === 200 ? (answer.data as Session) : { failure: "server", status: answer.status };
}
