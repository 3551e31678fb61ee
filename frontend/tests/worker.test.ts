// The service worker over an update: what an open page of the former version still finds, and what never mixes.
import { beforeEach, expect, test } from "vitest";

type Handler = (event: Record<string, unknown>) => void;
const handlers: Record<string, Handler> = {};
const stores = new Map<string, Map<string, Response>>();
let network: Record<string, string> = {};

const address = (request: unknown): string =>
  new URL(typeof request === "string" ? request : (request as Request).url, "https://arpent.test").pathname;
const opened = (name: string) => {
  if (!stores.has(name)) stores.set(name, new Map());
  const store = stores.get(name)!;
  return {
    put: async (r: unknown, a: Response) => void store.set(address(r), a),
    match: async (r: unknown) => store.get(address(r))?.clone(),
  };
};
Object.assign(globalThis, {
  ASSETS: ["/static/dist/field-NEW.js"],
  VERSION: "new",
  location: { origin: "https://arpent.test" },
  addEventListener: (name: string, handler: Handler) => {
    handlers[name] = handler;
  },
  skipWaiting: async () => undefined,
  clients: { claim: async () => undefined },
  fetch: async (r: unknown) => {
    const body = network[address(r)];
    if (body === undefined) throw new TypeError("no network");
    return new Response(body);
  },
  caches: {
    open: async (name: string) => opened(name),
    keys: async () => [...stores.keys()],
    delete: async (name: string) => stores.delete(name),
    match: async (r: unknown) => {
      for (const name of stores.keys()) {
        const found = await opened(name).match(r);
        if (found) return found;
      }
      return undefined;
    },
  },
});
await import("../src/offline/worker");

const raise = async (name: "install" | "activate"): Promise<void> => {
  let job: Promise<unknown> = Promise.resolve();
  handlers[name]!({
    waitUntil: (j: Promise<unknown>) => {
      job = j;
    },
  });
  await job;
};
const ask = async (path: string, mode = "cors"): Promise<string> => {
  let answer: Promise<Response> | undefined;
  const behind: Promise<unknown>[] = [];
  handlers.fetch!({
    request: { url: `https://arpent.test${path}`, method: "GET", mode },
    respondWith: (a: Promise<Response>) => {
      answer = a;
    },
    waitUntil: (j: Promise<unknown>) => behind.push(j),
  });
  const text = await (await answer!).text();
  await Promise.all(behind);
  return text;
};

beforeEach(() => {
  stores.clear();
  network = { "/field/": '<html data-app="new">', "/static/dist/field-NEW.js": "new" };
});

test("a page of the former version keeps its parts after an update, without a network", async () => {
  await opened("arpent-shell-older").put("/static/dist/chunk-OLDER.js", new Response("older"));
  await opened("arpent-shell-old").put("/static/dist/chunk-OLD.js", new Response("old"));
  await raise("install");
  await raise("activate");
  network = {};
  expect(await ask("/static/dist/chunk-OLD.js")).toBe("old");
  expect(await ask("/static/dist/field-NEW.js")).toBe("new");
  expect([...stores.keys()]).toEqual(["arpent-shell-old", "arpent-shell-new"]);
});

test("a page of a newer version is not kept beside the files of this one", async () => {
  await raise("install");
  network["/field/"] = '<html data-app="newer">';
  expect(await ask("/field/", "navigate")).toMatch(/"new"/);
  expect(await ask("/field/", "navigate")).toMatch(/"new"/);
});

test("a page of this version is taken anew: the language may have changed", async () => {
  await raise("install");
  network["/field/"] = '<html lang="en" data-app="new">';
  await ask("/field/", "navigate");
  expect(await ask("/field/", "navigate")).toMatch(/lang="en"/);
});

test("files of another version are not installed", async () => {
  network["/field/"] = '<html data-app="newer">';
  await expect(raise("install")).rejects.toThrow();
});
