// Answers of our server as JSON, or the reason why there is none.

/** Why there is no answer: no network, a captive portal, a failing server or proxy. */
export type Failure = "offline" | "portal" | "server";
/** `status`: the HTTP status of what answered instead, 0 when nothing did or when it was a redirect. */
export interface Trouble {
  failure: Failure;
  status: number;
}

/** Answer of the server as parsed JSON. */
export interface Answered {
  status: number;
  data: unknown;
}

export const OFFLINE: Trouble = { failure: "offline", status: 0 };
const NETWORK_AUTHENTICATION_REQUIRED = 511;

/**
 * Return what is wrong with a response to a JSON request, null for our server's answer. Our server never redirects
 * them.
 */
export function troubleOf(response: { type: string; status: number; ok: boolean }, isJson: boolean): Trouble | null {
  if (response.type === "opaqueredirect" || response.status === NETWORK_AUTHENTICATION_REQUIRED)
    return { failure: "portal", status: response.status };
  if (response.status >= 500) return { failure: "server", status: response.status };
  if (isJson) return null;
  return { failure: response.ok ? "portal" : "server", status: response.status };
}

/** Fetch JSON of our server; the caller sets `credentials`. */
export async function ask(url: string, init: RequestInit, timeout: number): Promise<Answered | Trouble> {
  let response: Response;
  try {
    response = await fetch(url, {
      redirect: "manual",
      cache: "no-store",
      ...init,
      signal: AbortSignal.timeout(timeout),
    });
  } catch {
    return OFFLINE;
  }
  let data: unknown,
    isJson = true;
  try {
    data = await response.json();
  } catch (error) {
    // The connection was lost while the body was being read.
    if ((error as Error).name !== "SyntaxError" && response.type !== "opaqueredirect") return OFFLINE;
    isJson = false;
  }
  return troubleOf(response, isJson) ?? { status: response.status, data };
}

/**
 * Return whether nobody is signed in: 401, a redirect to the sign-in page (status 0), or a page that refuses the CSRF
 * token (403 without JSON), which a new sign-in has replaced.
 */
export function needsSignIn(answer: Answered | Trouble): boolean {
  if (!("failure" in answer)) return answer.status === 401;
  return answer.status === 401 || answer.status === 403 || (answer.failure === "portal" && answer.status === 0);
}
