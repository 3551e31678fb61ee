// How the grid talks with the server: what the network did not carry, and what a session that has ended does, are told
// apart.
import type { Refusal } from "./outbox";
import type { Grid } from "./types";

export interface Answer {
  grid: Grid;
  refusals: Record<string, Refusal>;
  voided: boolean;
  undo: string;
  sentence?: string;
  frozen?: boolean;
  others?: string[];
}

/** Post JSON. "offline": no answer came; "ended": one has to sign in again. */
export async function post(url: string, body: unknown): Promise<Answer | "offline" | "ended"> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
    });
    const json = (answer.headers.get("Content-Type") ?? "").includes("json");
    if (answer.status >= 500) return "offline";
    // The page of the sign-in answers in JSON too, to whom asks for it.
    if (answer.redirected || answer.status === 401 || (!json && answer.status === 403)) return "ended";
    if (!json) return "offline";
    return (await answer.json()) as Answer;
  } catch {
    return "offline";
  }
}

/** Ask for the page again: null when one is not signed in. A new sign-in has a new token, which it takes up. */
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

export function token(): string {
  return document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "";
}
