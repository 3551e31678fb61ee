// The service worker: the field app opens without a network; nothing that belongs to a person passes through its
// caches.
import { endSession } from "./leaving";

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
      // One former version stays: a page that was opened before the update still finds its parts there (names never
      // change content).
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

/** Whether a page names the files of this version: another one's would ask for files that this cache does not hold. */
async function isOurs(answer: Response): Promise<boolean> {
  return (await answer.clone().text()).includes(`data-app="${VERSION}"`);
}

/** The app's one page: at once from the cache, and anew behind it. A newer version's page comes with its own worker. */
async function shell(event: Fetching): Promise<Response> {
  const cache = await caches.open(SHELL),
    held = await cache.match(HOME);
  const fresh = fetch(HOME, { cache: "no-cache", redirect: "error" }).then(async (answer) => {
    if (answer.ok && (await isOurs(answer))) await cache.put(HOME, answer.clone());
    return answer;
  });
  if (!held) return fresh;
  event.waitUntil(fresh.catch(() => undefined));
  return held;
}

/** A file of a build, of this version or of the former one. */
async function asset(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** Outlines and communes: public, and the same for years. */
async function geography(request: Request): Promise<Response> {
  const cache = await caches.open(MAPS),
    held = await cache.match(request);
  if (held) return held;
  const answer = await fetch(request, { redirect: "error" });
  if (answer.ok && answer.headers.get("Content-Type")?.includes("json")) await cache.put(request, answer.clone());
  return answer;
}

/** Any other page needs the network; without one, the field app is what there is. */
async function online(request: Request): Promise<Response> {
  // Whoever signed out without a network is signed out before any page shows.
  await endSession().catch(() => undefined);
  try {
    return await fetch(request);
  } catch {
    return Response.redirect(HOME, 302);
  }
}
