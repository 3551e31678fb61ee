// The state of the Field app: drafts on a full phone, dropped and reopened drafts, company records of the snapshot,
// messages.
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Drafts } from "../src/field/drafts";
import type { FieldModel } from "../src/field/model";
import { Notices } from "../src/field/notices";
import { Records } from "../src/field/records";
import type { CompanyRecord, Tour } from "../src/field/types";
import { Database, type Draft } from "../src/offline/db";
import { DeviceOutbox } from "../src/offline/outbox";
import { Snapshot } from "../src/offline/snapshot";

let people = 0;
let model: FieldModel;
let runs: number;
const draft = (id: string): Draft => ({
  id,
  kind: "visit",
  body: { said: "x" },
  revision: 0,
  label: id,
  at: "",
  files: [],
});

beforeEach(() => {
  vi.stubGlobal("location", { hash: "#/visit/v" });
  runs = 0;
  const outbox = new DeviceOutbox(new Database(`state-${people++}`));
  const stub = {
    outbox,
    snapshot: new Snapshot(outbox),
    notices: new Notices(() => undefined),
    changed: () => undefined,
    refresh: async () => undefined,
    sync: { run: async () => ++runs },
  };
  model = stub as unknown as FieldModel;
});
afterEach(() => vi.restoreAllMocks());

/** Let writes fail as on a full disk: while the snapshot is stored, or always. */
function fillDisk(always: boolean): void {
  const put = IDBObjectStore.prototype.put,
    clear = IDBObjectStore.prototype.clear;
  let full = true;
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...args) {
    if (full && this.name !== "snapshot") throw new DOMException("no room", "QuotaExceededError");
    return put.apply(this, args);
  });
  vi.spyOn(IDBObjectStore.prototype, "clear").mockImplementation(function (this: IDBObjectStore) {
    full = always;
    return clear.apply(this);
  });
}

test("on a full phone the snapshot gives way to what is being written", async () => {
  const drafts = new Drafts(model);
  await model.snapshot.put("tour", "{}");
  fillDisk(false);
  expect(await drafts.save(draft("v"))).toBe(true);
  expect((await model.outbox.drafts()).map((d) => d.id)).toEqual(["v"]);
  expect(await model.snapshot.read("tour")).toBeNull();
  expect(model.notices.text).toContain("Le téléphone était plein");
});

test("when nothing can be stored the draft is not finished, and the page says so", async () => {
  const drafts = new Drafts(model);
  await drafts.save(draft("v"));
  fillDisk(true);
  expect(await drafts.finish(draft("v"))).toBe(false);
  expect(model.notices.text).toContain("Le téléphone est plein");
  vi.restoreAllMocks();
  expect((await model.outbox.drafts()).map((d) => d.id)).toEqual(["v"]);
  expect(await model.outbox.count()).toBe(0);
});

test("a finished draft is queued and sent at once", async () => {
  expect(await new Drafts(model).finish(draft("v"))).toBe(true);
  expect([await model.outbox.count(), runs]).toEqual([1, 1]);
});

test("a dropped draft can be restored", async () => {
  const drafts = new Drafts(model);
  await drafts.save(draft("v"));
  await drafts.drop(draft("v"));
  expect(await model.outbox.drafts()).toEqual([]);
  await model.notices.undo?.back();
  expect((await model.outbox.drafts()).map((d) => d.id)).toEqual(["v"]);
});

test("a submitted record is opened again with its files, marked as sent", async () => {
  const file = { id: "f", kind: "photo" as const, type: "image/jpeg", sha256: "h", caption: "", taken_at: "" };
  await model.outbox.finish({ ...draft("v"), files: [file] });
  const reopened = await new Drafts(model).reopen("v");
  expect(reopened).toMatchObject({ id: "v", body: { said: "x" }, files: [{ id: "f", sent: true }] });
  expect(await new Drafts(model).reopen("unknown")).toBeNull();
});

test("a message belongs to its page and goes with it", () => {
  const { notices } = model;
  notices.offer("Fait.", "Annuler", () => undefined);
  notices.pageChanged();
  expect(notices.undo?.text).toBe("Fait.");
  location.hash = "#/clients";
  notices.pageChanged();
  expect(notices.undo).toBeNull();
});

test("a company record is found in another shard than the index says, when the network went in between", async () => {
  const records = new Records(model),
    rows = ["a", "b"].map((id) => [id, id]);
  await model.snapshot.put("index", JSON.stringify({ rows, shard: 1, shards: 2 }));
  await model.snapshot.put("0", JSON.stringify({ records: { b: { id: "b", name: "Vannes Roux" } } }));
  await model.snapshot.put("1", JSON.stringify({ records: {} }));
  expect((await records.company("b"))?.name).toBe("Vannes Roux");
  expect(await records.company("c")).toBeNull();
});

test("a company written on this phone has a company record before the server knows it", async () => {
  await model.outbox.post("company", "c", { name: "Piscines Galtier", postcode: "69003", city: "Lyon" }, "Galtier");
  const companyRecord = await new Records(model).company("c");
  expect(companyRecord).toMatchObject({ name: "Piscines Galtier", local: true, sites: [{ address: "69003 Lyon" }] });
});

test("a past visit is found with the name of its company", async () => {
  const records = new Records(model);
  const companyRecord = { name: "Pompes Martin", visits: [{ id: "v", revision: 2, own: true, by: "", body: {} }] };
  records.tour = { records: { a: companyRecord as unknown as CompanyRecord } as Record<string, CompanyRecord> } as Tour;
  expect(await records.pastVisit("v")).toMatchObject({ name: "Pompes Martin", revision: 2 });
  expect(await records.pastVisit("w")).toBeNull();
});
