// Unsent changes of a quote's lines: order, double submission, refusals, conflicts, lost answers, a full browser.
import { beforeEach, expect, test } from "vitest";
import { type Edit, merge, type Refusal, seenOf } from "../src/offers/edits";
import { type Batch, EditOutbox } from "../src/offers/outbox";
import type { Line } from "../src/offers/types";

/** A Storage whose keys are its own properties, as in browsers; `full` refuses to write. */
class FakeStorage {
  [key: string]: unknown;
}
let full = false;
const methods = {
  getItem(this: FakeStorage, key: string) {
    return (this[key] as string | undefined) ?? null;
  },
  setItem(this: FakeStorage, key: string, value: string) {
    if (full) throw new DOMException("no room", "QuotaExceededError");
    this[key] = value;
  },
  removeItem(this: FakeStorage, key: string) {
    delete this[key];
  },
};
let storage: Storage;

beforeEach(() => {
  full = false;
  storage = Object.create(methods) as Storage;
});

const open = () => new EditOutbox("offer.1", storage);
const edit = (key: string, values: Edit["values"], more: Partial<Edit> = {}): Edit => ({
  key,
  seen: null,
  values,
  ...more,
});
/** Take the next batch, as the sending core does. */
const take = async (outbox: EditOutbox): Promise<Edit[]> => {
  const next = await outbox.next(0);
  batch = next ?? batch;
  return next?.edits ?? [];
};
let batch: Batch | undefined;
/** Let the server store the batch that was taken, but for its refusals. */
const done = (outbox: EditOutbox, refusals: Record<string, Refusal> = {}, lines: Line[] = []) =>
  outbox.acknowledge(batch!, { refusals, grid: { lines } });
const failed = (outbox: EditOutbox) => outbox.requeue(batch!, "");
const keysOf = (edits: Edit[]) => edits.map((e) => e.key);

test("changes are sent in the order of their lines, two changes of a line as one", async () => {
  const outbox = open();
  outbox.add(edit("a", { label: "Pompe" }));
  outbox.add(edit("b", { label: "Vanne" }));
  outbox.add(edit("a", { quantity: "2" }));
  expect(await take(outbox)).toEqual([edit("a", { label: "Pompe", quantity: "2" }), edit("b", { label: "Vanne" })]);
});

test("nothing is sent twice while an answer is awaited", async () => {
  const outbox = open();
  outbox.add(edit("a", { label: "Pompe" }));
  expect(keysOf(await take(outbox))).toEqual(["a"]);
  outbox.add(edit("b", { label: "Vanne" }));
  expect(await take(outbox)).toEqual([]);
  await done(outbox);
  expect(keysOf(await take(outbox))).toEqual(["b"]);
});

test("a batch has at most 500 lines, the others follow in order", async () => {
  const outbox = open();
  for (let i = 0; i < 501; i++) outbox.add(edit(`k${i}`, { quantity: "1" }));
  expect(await take(outbox)).toHaveLength(500);
  await done(outbox);
  expect(keysOf(await take(outbox))).toEqual(["k500"]);
});

test("without an answer everything waits again, first what was sent, with what was typed meanwhile", async () => {
  const outbox = open();
  outbox.add(edit("a", { label: "Pompe" }));
  outbox.add(edit("b", { label: "Vanne" }));
  await take(outbox);
  outbox.add(edit("c", { label: "Joint" }));
  outbox.add(edit("a", { label: "Pompe 2" }));
  await failed(outbox);
  const again = await take(outbox);
  expect(keysOf(again)).toEqual(["a", "b", "c"]);
  expect(again[0]?.values.label).toBe("Pompe 2");
});

test("a page that was closed before the answer leaves its changes to the next one, once", async () => {
  const outbox = open();
  outbox.add(edit("a", { label: "Pompe" }));
  await take(outbox);
  const next = open();
  expect(next.pending("a")?.values.label).toBe("Pompe");
  await take(next);
  await done(next);
  expect(Object.keys(storage)).toEqual([]);
  expect(open().size).toBe(0);
});

test("a refused change stays with its sentence, and goes again with the next change of its line", async () => {
  const outbox = open();
  outbox.add(edit("a", { reference: "X1", quantity: "2" }));
  await take(outbox);
  await done(outbox, { a: { sentence: "Référence inconnue.", fields: ["reference"], conflict: false } });
  expect(outbox.size).toBe(0);
  expect(outbox.refused.get("a")).toMatchObject({
    sentence: "Référence inconnue.",
    edit: { values: { reference: "X1" } },
  });
  outbox.add(edit("a", { label: "Pompe hors catalogue" }));
  expect(outbox.refused.size).toBe(0);
  expect((await take(outbox))[0]?.values).toEqual({ reference: "X1", label: "Pompe hors catalogue" });
});

test("a batch that is refused as a whole keeps every change with the reason", async () => {
  const outbox = open();
  outbox.add(edit("a", { quantity: "2" }));
  await take(outbox);
  await outbox.requeue(batch!, "Cette offre est trop longue.");
  expect(outbox.refused.get("a")).toMatchObject({ sentence: "Cette offre est trop longue.", fields: null });
  expect(await take(outbox)).toEqual([]);
});

test("a refused change survives the page", async () => {
  const outbox = open();
  outbox.add(edit("a", { reference: "X1" }));
  await take(outbox);
  await done(outbox, { a: { sentence: "Non.", fields: null, conflict: false } });
  expect(open().pending("a")?.values.reference).toBe("X1");
});

test("writing a field again after a conflict counts as having seen the stored value", async () => {
  const outbox = open();
  outbox.add(edit("a", { price: "12", label: "Pompe" }, { seen: { price: "10", label: "P" } }));
  await take(outbox);
  await done(outbox, { a: { sentence: "Écrit aussi ailleurs.", fields: ["price", "label"], conflict: true } });
  outbox.add(edit("a", { price: "13" }, { seen: { price: "11" } }));
  expect((await take(outbox))[0]).toMatchObject({
    seen: { price: "11", label: "P" },
    values: { price: "13", label: "Pompe" },
  });
});

test("a change typed while its line was sent is based on the server's answer", async () => {
  const outbox = open();
  outbox.add(edit("a", { quantity: "2" }, { seen: { quantity: "1" } }));
  await take(outbox);
  outbox.add(edit("a", { price: "9" }, { seen: { price: "10" } }));
  await done(outbox, {}, [{ key: "a", ...{ quantity: "2", price: "8" } } as Line]);
  expect((await take(outbox))[0]?.seen).toEqual({ price: "8" });
});

test("a browser that is full still sends, and keeps what a former page had stored", async () => {
  open().add(edit("a", { label: "Pompe" }));
  full = true;
  const outbox = open();
  outbox.add(edit("b", { label: "Vanne" }));
  expect(keysOf(await take(outbox))).toEqual(["a", "b"]);
  expect(Object.keys(storage)).toHaveLength(1);
});

test("what another program wrote into the storage is ignored", async () => {
  storage.setItem("offer.1.x", "not json");
  storage.setItem("offer.1.y", '[null, {"key": 3}]');
  expect(open().size).toBe(0);
});

test("without storage changes are kept in memory", async () => {
  const outbox = new EditOutbox("offer.1", null);
  outbox.add(edit("a", { label: "Pompe" }));
  expect(keysOf(await take(outbox))).toEqual(["a"]);
});

test("a dropped line is neither sent nor stored", async () => {
  const outbox = open();
  outbox.add(edit("a", { label: "Pompe" }));
  outbox.drop("a");
  expect(await take(outbox)).toEqual([]);
  expect(Object.keys(storage)).toEqual([]);
});

test("merged changes keep the value seen first, the position and a removal", async () => {
  const first = edit("a", { price: "12" }, { seen: { price: "10" }, after: "b" });
  const then = edit("a", { price: "13", label: "P" }, { seen: { price: "12", label: "" } });
  expect(merge(first, then)).toEqual({
    key: "a",
    seen: { price: "10", label: "" },
    values: { price: "13", label: "P" },
    after: "b",
  });
  expect(merge(first, edit("a", {}, { seen: {}, remove: true }))).toEqual(
    edit("a", {}, { seen: { price: "10" }, remove: true }),
  );
});

test("the values seen of a line are those of the server, empty for none", async () => {
  expect(seenOf({ key: "a", label: "Pompe", cost: null } as Line, ["label", "cost", "price"])).toEqual({
    label: "Pompe",
    cost: "",
  });
});
