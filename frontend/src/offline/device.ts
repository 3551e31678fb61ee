// How a browser makes itself known, and how much it can be trusted to keep.
import { type Failure, troubleOf } from "../outbox/answers";
import { Keeper, setWhoIsHere } from "./db";
import { Outbox } from "./outbox";

export interface Enrolled {
  device: string;
  token: string;
  epoch: string;
  person: string;
}

export interface NotEnrolled {
  why: Failure | "sign-in";
  status: number;
}

/**
 * Make this browser known to the server, as the phone it was (`known`) when it was one. `why`: nobody is signed in, or
 * there is no answer.
 */
export async function enrol(csrf: string, known: string): Promise<Enrolled | NotEnrolled> {
  const headers = {
    "X-CSRFToken": csrf,
    "X-Arpent-Device": known,
    "X-Arpent-Model": await deviceModel(),
    Accept: "application/json",
  };
  let response: Response;
  try {
    response = await fetch("/sync/v1/devices", {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers,
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    return { why: "offline", status: 0 };
  }
  if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403)
    return { why: "sign-in", status: 0 };
  let told: Enrolled | null = null;
  try {
    told = (await response.json()) as Enrolled;
  } catch {
    /* no JSON: its trouble says why */
  }
  const trouble = troubleOf(response, response.ok && told !== null);
  if (trouble || !told) return { why: trouble?.failure ?? "server", status: trouble?.status ?? 0 };
  return told;
}

interface Hints {
  getHighEntropyValues(names: string[]): Promise<{ model?: string }>;
}

/** Return the model of this phone in ASCII ("Pixel 7"), "" where the browser does not tell it. */
async function deviceModel(): Promise<string> {
  const hints = (navigator as { userAgentData?: Hints }).userAgentData;
  try {
    return ((await hints?.getHighEntropyValues(["model"]))?.model ?? "").replace(/[^\x20-\x7e]/g, "").slice(0, 40);
  } catch {
    return "";
  }
}

/** Open a person's outbox in this browser with a fresh token; what waits there from before goes with it. */
export async function adopt(told: Enrolled): Promise<Outbox> {
  const outbox = new Outbox(new Keeper(told.person));
  const known = await outbox.meta<string>("device");
  // Numbers go on where they were; what was sent as another phone is known by its words.
  const oldest = (await outbox.next(0))?.seq,
    seq = (await outbox.meta<number>("seq")) ?? 0;
  await outbox.setMeta(
    known === told.device
      ? { token: told.token, left: "" }
      : { token: told.token, left: "", device: told.device, former: known ?? "", first: oldest ?? seq + 1 },
  );
  if ((await outbox.meta<string>("epoch")) === undefined) await outbox.setMeta({ epoch: told.epoch });
  await setWhoIsHere(told.person);
  return outbox;
}

/** Ask the browser to keep our data when room is short; null where it cannot be asked. */
export async function askToKeep(): Promise<boolean | null> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return null;
  }
}

/** On an iPhone outside the home screen, Safari forgets what a site keeps after seven days. */
export function needsHomeScreen(): boolean {
  const ios =
    /iPhone|iPad|iPod/.test(navigator.userAgent) ||
    (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);
  return (
    ios &&
    (navigator as { standalone?: boolean }).standalone !== true &&
    !matchMedia("(display-mode: standalone)").matches
  );
}
