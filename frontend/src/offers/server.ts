// The grid's requests: changes of lines, the heartbeat, the page itself.
import { ask, type Failure, needsSignIn } from "../outbox/answers";
import type { Attempt } from "../outbox/core";
import type { Edit } from "./edits";
import type { Stored } from "./outbox";
import type { Grid } from "./types";

const TIMEOUT = 60_000;

/** Answer of the server to stored edits, with the recalculated grid. */
export interface GridAnswer extends Stored {
  grid: Grid;
  voided: boolean;
  undo: string;
}
interface RefusedBatch {
  sentence: string;
  /** The version accepts no more changes. */
  frozen: boolean;
}

/** Answer of the server to a page that is open: a changed grid, and who else has it open. */
export interface Heartbeat {
  grid?: Grid;
  others?: string[];
  sentence?: string;
}

/** Send changes of lines. "closed" comes with the server's sentence, as "refused" does. */
export async function saveEdits(
  url: string,
  edits: readonly Edit[],
): Promise<Attempt<GridAnswer> | { kind: "closed"; sentence: string }> {
  const answer = await post<GridAnswer | RefusedBatch>(url, { edits });
  if (typeof answer === "string") return { kind: answer };
  if (!("sentence" in answer)) return { kind: "stored", answer };
  return { kind: answer.frozen ? "closed" : "refused", sentence: answer.sentence };
}

/** Tell the server that the page is open, and ask for the grid when it has another revision. */
export function sendHeartbeat(url: string, revision: number): Promise<Heartbeat | Failure | "sign-in"> {
  return post<Heartbeat>(url, { revision });
}

/** Post JSON; return the answer, or why there is none. "sign-in": the session ended, or its token was replaced. */
async function post<T>(url: string, body: unknown): Promise<T | Failure | "sign-in"> {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" };
  const answer = await ask(
    url,
    { method: "POST", credentials: "same-origin", headers, body: JSON.stringify(body) },
    TIMEOUT,
  );
  if (needsSignIn(answer)) return "sign-in";
  return "failure" in answer ? answer.failure : (answer.data as T);
}

/** Fetch the page again and take up its CSRF token: null when nobody is signed in. */
export async function readPage(): Promise<Document | null> {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || new URL(answer.url).pathname !== location.pathname) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content;
    if (fresh) document.querySelector("meta[name=csrf-token]")?.setAttribute("content", fresh);
    return page;
  } catch {
    return null;
  }
}

/** Return the page's CSRF token, "" without one. */
export function token(): string {
  return document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "";
}
