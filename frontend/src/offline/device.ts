// Enrolment of a browser as a device, and how durable its storage is.
import { ask, type Failure, needsSignIn } from "../outbox/answers";
import { Database, setCurrentUser } from "./db";
import { DeviceOutbox } from "./outbox";

const TIMEOUT = 20_000;

/** Answer of the server to an enrolment. */
export interface Enrolment {
  device: string;
  token: string;
  epoch: string;
  person: string;
}

/** Why an enrolment failed. */
export interface EnrolmentFailure {
  why: Failure | "sign-in";
  status: number;
}

/** Enrol this browser with the server; `known`: the device id it had, "" for none. `why`: reason of a failure. */
export async function enrol(csrf: string, known: string): Promise<Enrolment | EnrolmentFailure> {
  const headers = {
    "X-CSRFToken": csrf,
    "X-Arpent-Device": known,
    "X-Arpent-Model": await deviceModel(),
    Accept: "application/json",
  };
  const answer = await ask("/sync/v1/devices", { method: "POST", credentials: "same-origin", headers }, TIMEOUT);
  if (needsSignIn(answer) || answer.status === 403) return { why: "sign-in", status: 0 };
  if ("failure" in answer) return { why: answer.failure, status: answer.status };
  return answer.status < 400 ? (answer.data as Enrolment) : { why: "server", status: answer.status };
}

interface Hints {
  getHighEntropyValues(names: string[]): Promise<{ model?: string }>;
}

/** Return the device model in ASCII ("Pixel 7"), "" where the browser does not expose it. */
async function deviceModel(): Promise<string> {
  const hints = (navigator as { userAgentData?: Hints }).userAgentData;
  try {
    return ((await hints?.getHighEntropyValues(["model"]))?.model ?? "").replace(/[^\x20-\x7e]/g, "").slice(0, 40);
  } catch {
    return "";
  }
}

/** Store the token of an enrolment in the user's outbox; submissions queued before are sent with it. */
export async function adopt(enrolment: Enrolment): Promise<DeviceOutbox> {
  const outbox = new DeviceOutbox(new Database(enrolment.person));
  const known = await outbox.meta<string>("device");
  // Numbers continue under a new device id (`first`, `former`): the server recognises earlier submissions by content.
  const oldest = (await outbox.next(0))?.seq,
    seq = (await outbox.meta<number>("seq")) ?? 0;
  await outbox.setMeta(
    known === enrolment.device
      ? { token: enrolment.token, removal_reason: "" }
      : {
          token: enrolment.token,
          removal_reason: "",
          device: enrolment.device,
          former: known ?? "",
          first: oldest ?? seq + 1,
        },
  );
  if ((await outbox.meta<string>("epoch")) === undefined) await outbox.setMeta({ epoch: enrolment.epoch });
  await setCurrentUser(enrolment.person);
  return outbox;
}

/** Request persistent storage; null where the browser has no such API. */
export async function requestPersistence(): Promise<boolean | null> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return null;
  }
}

/** Return whether Safari would delete our data: on an iPhone outside the home screen it does after seven days. */
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
