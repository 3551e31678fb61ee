// The service worker: caches the field app, public maps and nothing personal.
import { endSession } from "./sign_out";

declare const ASSETS: string[];
declare const VERSION: string;
interface Extendable extends Event {
  waitUntil(job: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope extends EventTarget {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}
const scope = globalThis as unknown as Scope;

const SHELL = `arpent-shell-${VERSION}`,
  MAPS = "arpent-maps-1",
  HOME = "/field/";

scope.addEventListener("install", (e) =>
  (e as Extendable).waitUntil(
    (async () => {
      const cache = await caches.open(SHELL);
      await Promise.all(
        [HOME, ...ASSETS].map(async (url) => {
          const answer = await fetch(url, { cache: "no-cache", redirect: "error" });
          if (!answer.ok || (url === HOME && !(await isOurs(answer)))) throw new Error(`${url}: ${answer.status}`);
          await cache.put(url, answer);
        }),
      );
      await scope.skipWaiting();
    })(),
  ),
);

scope.addEventListener("activate", (e) =>
  (e as Extendable).waitUntil(
    (async () => {
      // One former version stays in the cache, for pages that were opened before the update.
      const former = (await caches.keys()).filter((name) => name.startsWith("arpent-shell-") && name !== SHELL);
      for (const name of former.slice(0, -1)) await caches.delete(name);
      await scope.clients.claim();
    })(),
  ),
);

scope.addEventListener("fetch", (e) => {
  const event = e as Fetching,
    { request } = event,
    url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname === HOME && request.mode === "navigate") event.respondWith(shell(event));
  else if (url.pathname.startsWith("/static/dist/")) event.respondWith(asset(request));
  else if (url.pathname.startsWith("/geo/")) event.respondWith(geography(request));
  else if (request.mode === "navigate") event.respondWith(online(request));
});

/** Return whether a page belongs to this version: another one's would need files that this cache lacks. */
async function isOurs(answer: Response): Promise<boolean> {
  return (await answer.clone().text()).includes(`data-app="${VERSION}"`);
}

/** Return the app's page from the cache, and refresh it behind; a newer version comes with its own worker. */
async function shell(event: Fetching): Promise<Response> {
  const cache = await caches.open(SHELL),
    cached = await cache.match(HOME);
  const fresh = fetch(HOME, { cache: "no-cache", redirect: "error" }).then(async (answer) => {
    if (answer.ok && (await isOurs(answer))) await cache.put(HOME, answer.clone());
    return answer;
  });
  if (!cached) return fresh;
  event.waitUntil(fresh.catch(() => undefined));
  return cached;
}

/** Return a file of the build, of this version or of the former one. */
async function asset(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** Return outlines or communes: public, and unchanged for years. */
async function geography(request: Request): Promise<Response> {
  const cache = await caches.open(MAPS),
    cached = await cache.match(request);
  if (cached) return cached;
  const answer = await fetch(request, { redirect: "error" });
  if (answer.ok && answer.headers.get("Content-Type")?.includes("json")) await cache.put(request, answer.clone());
  return answer;
}

/** Return any other page from the network, else a redirect to the field app. */
async function online(request: Request): Promise<Response> {
  // A pending sign-out is completed before any page shows.
  await endSession().catch(() => undefined);
  try {
    return await fetch(request);
  } catch {
    return Response.redirect(HOME, 302);
  }
}
