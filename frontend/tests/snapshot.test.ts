// The offline snapshot and the enrolment of a phone: encryption, expiry, deletion, what answers of the network mean.
import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { Database } from "../src/offline/db";
import { enrol } from "../src/offline/device";
import { DeviceOutbox } from "../src/offline/outbox";
import { Snapshot } from "../src/offline/snapshot";

let people = 0;
let outbox: DeviceOutbox;
let snapshot: Snapshot;
let now: Date;
let parts: Record<string, () => Response | Promise<Response>>;

beforeEach(() => {
  now = new Date("2026-11-24T12:00:00Z");
  outbox = new DeviceOutbox(new Database(`snapshot-${people++}`));
  snapshot = new Snapshot(outbox, () => now);
  parts = {
    tour: () => Response.json({ made_at: "2026-11-24T12:00:00Z" }),
    index: () => Response.json({ rows: [], shard: 100, shards: 2 }),
    "0": () => Response.json({ records: {} }),
    "1": () => Response.json({ records: {} }),
    prices: () => Response.json({ lists: [] }),
  };
  vi.stubGlobal("fetch", async (url: string) => parts[url.split("/").at(-1) ?? ""]?.());
});

test("every part is fetched, and the steps are counted", async () => {
  const steps: [number, number][] = [];
  expect(await snapshot.fetchAll((done, total) => steps.push([done, total]))).toBe("done");
  expect(steps.at(-1)).toEqual([5, 5]);
  expect((await snapshot.size()).parts).toBe(5);
  expect(await outbox.meta("snapshot_at")).toBe("2026-11-24T12:00:00.000Z");
});

test("what is stored is encrypted, and read back", async () => {
  await snapshot.put("tour", JSON.stringify({ secret: "Pompes Martin" }));
  const row = await outbox.database.run((db) => db.get("snapshot", "tour"));
  expect(Object.keys(row as object).sort()).toEqual(["data", "iv"]);
  expect(await snapshot.read("tour")).toEqual({ secret: "Pompes Martin" });
});

test("the snapshot is deleted with its key when it expires; what is to be sent stays", async () => {
  await snapshot.put("tour", "{}");
  await outbox.post("visit", "v", {}, "v");
  now = new Date("2026-12-01T11:59:00Z");
  expect(await snapshot.expire("2026-11-24T12:00:00Z", 7)).toBe(false);
  now = new Date("2026-12-01T12:00:00Z");
  expect(await snapshot.expire("2026-11-24T12:00:00Z", 7)).toBe(true);
  expect([await snapshot.read("tour"), await outbox.meta("snapshot_key")]).toEqual([null, undefined]);
  expect(await outbox.count()).toBe(1);
});

test("shards that a smaller snapshot no longer has are deleted", async () => {
  await snapshot.put("7", "{}");
  await snapshot.fetchAll(() => undefined);
  expect(await snapshot.read("7")).toBeNull();
});

test("a network that is lost in between keeps the parts that came, and the snapshot is not complete", async () => {
  parts["1"] = () => Promise.reject(new TypeError("no network"));
  expect(await snapshot.fetchAll(() => undefined)).toBe("offline");
  expect(await snapshot.read("0")).toEqual({ records: {} });
  expect(await outbox.meta("snapshot_at")).toBeUndefined();
});

test.each([
  ["another user", () => Response.json({}, { status: 401 }), "other-user"],
  ["a captive portal", () => new Response("<html>"), "portal"],
  ["a failing server", () => new Response("", { status: 503 }), "server"],
])("%s stores nothing", async (_name, respond, result) => {
  parts.tour = respond;
  expect(await snapshot.fetchAll(() => undefined)).toBe(result);
  expect((await snapshot.size()).parts).toBe(0);
});

test.each([
  ["nobody is signed in", () => Response.json({}, { status: 401 }), { why: "sign-in", status: 0 }],
  ["the token was replaced", () => new Response("<h1>", { status: 403 }), { why: "sign-in", status: 0 }],
  ["a captive portal", () => new Response("<html>"), { why: "portal", status: 200 }],
  ["a failing server", () => new Response("", { status: 502 }), { why: "server", status: 502 }],
  ["no network", () => Promise.reject(new TypeError("no network")), { why: "offline", status: 0 }],
  ["enrolled", () => Response.json({ device: "d", token: "t" }), { device: "d", token: "t" }],
])("enrolment: %s", async (_name, respond, result) => {
  vi.stubGlobal("navigator", {});
  parts.devices = respond;
  expect(await enrol("csrf", "")).toEqual(result);
});
