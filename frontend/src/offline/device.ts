// How a browser makes itself known, and how much it can be trusted to keep.
import { Keeper, setWhoIsHere } from "./db";
import { Outbox } from "./outbox";

export interface Enrolled { device: string; token: string; epoch: string; person: string }

/** Make this browser known to the server, as the phone it was (`known`) when it was one; "sign-in" when nobody is signed in, "offline" without a network. */
export async function enrol(csrf: string, known: string): Promise<Enrolled | "offline" | "sign-in"> {
  let response: Response;
  try { response = await fetch("/sync/v1/devices", { method: "POST", credentials: "same-origin", redirect: "manual", headers: { "X-CSRFToken": csrf, "X-Arpent-Device": known, Accept: "application/json" }, signal: AbortSignal.timeout(20_000) }); }
  catch { return "offline"; }
  if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) return "sign-in";
  if (!response.ok) return "offline";
  try { return (await response.json()) as Enrolled; } catch { return "offline"; }
}

/** Open a person's outbox in this browser with a fresh token; what waits there from before goes with it. */
export async function adopt(told: Enrolled): Promise<Outbox> {
  const outbox = new Outbox(new Keeper(told.person));
  const known = await outbox.meta<string>("device");
  // Numbers go on where they were; what was sent as another phone is known by its words.
  const oldest = (await outbox.next(0))?.seq, seq = (await outbox.meta<number>("seq")) ?? 0;
  await outbox.setMeta(known === told.device ? { token: told.token } : { token: told.token, device: told.device, former: known ?? "", first: oldest ?? seq + 1 });
  if ((await outbox.meta<string>("epoch")) === undefined) await outbox.setMeta({ epoch: told.epoch });
  await setWhoIsHere(told.person);
  return outbox;
}

/** Ask the browser to keep our data when room is short; null where it cannot be asked. */
export async function askToKeep(): Promise<boolean | null> {
  try { return (await navigator.storage.persisted()) || (await navigator.storage.persist()); } catch { return null; }
}

/** On an iPhone outside the home screen, Safari forgets what a site keeps after seven days. */
export function needsHomeScreen(): boolean {
  const ios = /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);
  return ios && (navigator as { standalone?: boolean }).standalone !== true && !matchMedia("(display-mode: standalone)").matches;
}
