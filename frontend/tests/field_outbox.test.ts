// The phone's outbox on IndexedDB: one transaction a step, numbers without gaps, a full disk, files, restored servers.
import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";
import { Database, type Draft, isFull, type TakenFile } from "../src/offline/db";
import { DeviceOutbox } from "../src/offline/outbox";

let people = 0;
const NOON = "2026-11-24T12:00:00.000Z";
const open = (now = () => new Date(NOON)) => new DeviceOutbox(new Database(`person-${people++}`), now);
const draft = (id: string, more: Partial<Draft> = {}): Draft => ({
  id,
  kind: "visit",
  body: { said: id },
  revision: 0,
  label: id,
  at: "",
  files: [],
  ...more,
});
const photo = (id: string, sha256: string, taken_at = NOON): TakenFile => ({
  id,
  kind: "photo",
  type: "image/jpeg",
  sha256,
  caption: "",
  taken_at,
});
const answer = (more: Partial<{ revision: number; state: string; sentence: string; version: string }> = {}) => ({
  revision: 1,
  state: "applied",
  sentence: "",
  version: "v1",
  ...more,
});
const only = async (outbox: DeviceOutbox) => (await outbox.submissions())[0]!;

test("a finished draft becomes numbered submissions, what it depends on first, its files last", async () => {
  const outbox = open();
  await outbox.saveDraft(draft("v"));
  const also = [{ id: "k", kind: "contact", body: { last_name: "Durand" }, label: "Durand" }];
  await outbox.finish(draft("v", { also, files: [photo("f", "hash")] }));
  await outbox.finish(draft("w"));
  const submissions = await outbox.submissions();
  expect(submissions.map((p) => [p.seq, p.kind, p.id])).toEqual([
    [1, "contact", "k"],
    [2, "visit", "v"],
    [3, "file", "f"],
    [4, "visit", "w"],
  ]);
  expect(await outbox.drafts()).toEqual([]);
  expect((await outbox.record("v"))?.state).toBe("local");
});

test("a file that was finished before is not submitted twice", async () => {
  const outbox = open();
  await outbox.finish(draft("v", { files: [photo("f", "hash")] }));
  await outbox.finish(draft("v", { files: [photo("f", "hash"), { ...photo("g", "hash2"), sent: true }] }));
  expect((await outbox.submissions()).map((p) => p.id)).toEqual(["v", "f", "v"]);
});

test("an acknowledged submission leaves the outbox, and the record knows its revision", async () => {
  const outbox = open();
  await outbox.finish(draft("v"));
  await outbox.acknowledge(await only(outbox), answer({ revision: 3 }));
  expect(await outbox.waiting()).toEqual({ count: 0, lines: 0, oldest: "" });
  expect(await outbox.sent()).toMatchObject([{ id: "v", seq: 1, state: "applied", sent_at: NOON }]);
  expect(await outbox.record("v")).toMatchObject({ revision: 3, state: "applied" });
  await outbox.finish(draft("v"));
  expect((await only(outbox)).base_revision).toBe(3);
});

test("a record with a later version to send stays to be sent", async () => {
  const outbox = open();
  await outbox.finish(draft("v"));
  await outbox.finish(draft("v", { body: { said: "more" } }));
  await outbox.acknowledge(await only(outbox), answer());
  expect(await outbox.record("v")).toMatchObject({ revision: 1, state: "local", body: { said: "more" } });
});

test("a conflict stays open until it is resolved on the site", async () => {
  const outbox = open();
  await outbox.finish(draft("v"));
  await outbox.acknowledge(await only(outbox), answer({ revision: 0, state: "conflict" }));
  expect(await outbox.openVersions()).toEqual(["v1"]);
  await outbox.noteStates([{ version: "v1", state: "resolved", revision: 5, sentence: "" }]);
  expect(await outbox.openVersions()).toEqual([]);
  expect((await outbox.record("v"))?.revision).toBe(5);
});

test("a failed attempt is counted with its reason and changes nothing else", async () => {
  const outbox = open();
  await outbox.finish(draft("v"));
  const before = await only(outbox);
  await outbox.requeue(before, "Le client n’existe plus.");
  expect(await only(outbox)).toEqual({ ...before, tries: 1, problem: "Le client n’existe plus." });
});

test("when the disk is full nothing is half finished: the draft stays, no number is used", async () => {
  const outbox = open();
  await outbox.saveDraft(draft("v"));
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...args) {
    if (this.name === "records") throw new DOMException("no room", "QuotaExceededError");
    return put.apply(this, args);
  });
  const error: unknown = await outbox.finish(draft("v")).catch((e: unknown) => e);
  vi.restoreAllMocks();
  expect(isFull(error)).toBe(true);
  expect(await outbox.submissions()).toEqual([]);
  expect((await outbox.drafts()).map((d) => d.id)).toEqual(["v"]);
  expect(await outbox.finish(draft("v"))).toEqual([1]);
});

test("after the server was restored what it lacks goes again, under the same ids and numbers", async () => {
  const outbox = open();
  for (const id of ["a", "b", "c"]) await outbox.finish(draft(id));
  const former = await outbox.submissions();
  for (const submission of former) await outbox.acknowledge(submission, answer());
  expect(await outbox.sendAgain(new Set([2]))).toBe(1);
  expect(await outbox.submissions()).toEqual([former[1]]);
  expect(await outbox.sendAgain()).toBe(2);
  expect(await outbox.submissions()).toEqual(former);
});

test("sent copies and their bytes are forgotten after thirty days, bytes still needed are not", async () => {
  let now = new Date(NOON);
  const outbox = open(() => now);
  const bytes = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;
  const [sent, needed] = [await outbox.storeFile(bytes("sent")), await outbox.storeFile(bytes("needed"))];
  await outbox.finish(draft("v", { files: [photo("f", sent)] }));
  for (const submission of await outbox.submissions()) await outbox.acknowledge(submission, answer());
  await outbox.saveDraft(draft("w", { files: [photo("g", needed)] }));
  now = new Date("2026-12-25T12:00:00Z");
  await outbox.deleteOld();
  expect(await outbox.sent()).toEqual([]);
  expect(await outbox.file(sent)).toBeNull();
  expect(await outbox.file(needed)).not.toBeNull();
});

test("files finished with a record are found again in the order they were taken", async () => {
  const outbox = open();
  const later = photo("late", "h1", "2026-11-24T11:00:00Z"),
    earlier = photo("early", "h2", "2026-11-24T10:00:00Z");
  await outbox.finish(draft("v", { files: [later, earlier] }));
  expect((await outbox.filesOf("v")).map((f) => [f.id, f.sent])).toEqual([
    ["early", true],
    ["late", true],
  ]);
});
