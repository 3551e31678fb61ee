// The lines of a quote before they are stored: new rows, pasted tables, duplicates, refused changes; what answers mean.
import { beforeEach, expect, test, vi } from "vitest";
import { QuoteLines } from "../src/offers/lines";
import { saveEdits } from "../src/offers/server";
import type { Grid, Line } from "../src/offers/types";

const line = (key: string, more: Partial<Line> = {}): Line =>
  ({
    key,
    kind: "product",
    role: "included",
    reference: key,
    label: key,
    description: "",
    quantity: "1",
    ...more,
  }) as Line;
let lines: QuoteLines;

beforeEach(() => {
  lines = new QuoteLines({ lines: [line("a"), line("t", { kind: "section" }), line("b")] } as Grid, "offer", null);
});

const pending = (key: string) => lines.outbox.pending(key);

test("a new row is sent once it has a name, and another empty row follows", () => {
  const key = lines.blank;
  expect(lines.write(key, { quantity: "2" })).toBe(false);
  expect(lines.blank).not.toBe(key);
  expect(lines.write(key, { label: "Pose" })).toBe(true);
  expect(lines.order(true)).toEqual(["a", "t", "b", key, lines.blank]);
});

test("a row inserted below a line is sent with its place", () => {
  const key = lines.insertBelow("a");
  lines.write(key, { label: "Joint" });
  expect(pending(key)?.after).toBe("a");
  expect(lines.order(false)).toEqual(["a", key, "t", "b"]);
});

test("a change of a line carries what the server had in those fields", () => {
  lines.write("a", { quantity: "3" });
  expect(pending("a")).toMatchObject({ seen: { quantity: "1" }, values: { quantity: "3" } });
});

test("a table is pasted over the lines below, titles are skipped, the rest becomes new lines", () => {
  expect(lines.paste("X1\tPompe\nX2\tVanne\nX3\tJoint", "reference", "a", lines.order(true))).toBe(3);
  expect(pending("a")?.values).toEqual({ reference: "X1", label: "Pompe" });
  expect(pending("t")).toBeUndefined();
  expect(pending("b")?.values).toEqual({ reference: "X2", label: "Vanne" });
  expect(lines.order(false)).toHaveLength(4);
});

test("a heading row says which column is which; a single word is no table", () => {
  expect(lines.paste("Désignation\tQté\nPompe\t4", "reference", "a", lines.order(true))).toBe(1);
  expect(pending("a")?.values).toEqual({ label: "Pompe", quantity: "4" });
  expect(lines.paste("Pompe", "label", "a", lines.order(true))).toBe(0);
});

test("a duplicate keeps what was typed and leaves list prices to the server", () => {
  lines.duplicate(line("a", { price: "12", manual_price: false, cost: null, vat: "normal" }));
  const [copy] = lines.outbox.keys().map(pending);
  expect(copy).toMatchObject({ after: "a", seen: null, values: { reference: "a", quantity: "1", vat: "normal" } });
  expect(copy?.values).not.toHaveProperty("price");
  expect(copy?.values).not.toHaveProperty("cost");
});

test("a removed line is sent, a row that was never sent is only dropped", () => {
  const key = lines.insertBelow("a");
  lines.write(key, { label: "Joint" });
  expect(lines.remove(key)).toBe(false);
  expect(lines.remove("b")).toBe(true);
  expect(lines.outbox.keys()).toEqual(["b"]);
});

test("a refused reference can become a free line, or be discarded", async () => {
  const refuse = async () => {
    lines.write("a", { reference: "X9" });
    const batch = await lines.outbox.next(0);
    await lines.outbox.requeue(batch!, "Référence inconnue.");
  };
  await refuse();
  expect(lines.resolveRefusal("outside", "a")).toBe(true);
  expect(pending("a")?.values).toEqual({ reference: "X9", label: "X9", kind: "free" });
  lines.outbox.drop("a");
  await refuse();
  expect(lines.resolveRefusal("theirs", "a")).toBe(false);
  expect(lines.outbox.keys()).toEqual([]);
});

test("what could not be stored can be copied as text", () => {
  lines.write("a", { label: "Pompe", quantity: "2" });
  expect(lines.unsentText()).toBe("Pompe\t2");
});

test("a alternative belongs to the included line above it", () => {
  expect(lines.baseOf("b")?.key).toBe("a");
  expect(lines.baseOf("a")).toBeUndefined();
});

const answers: [string, () => Response | Promise<Response>, string][] = [
  ["a stored batch", () => Response.json({ grid: { lines: [] }, refusals: {} }), "stored"],
  ["a batch refused as a whole", () => Response.json({ sentence: "Non.", frozen: false }, { status: 422 }), "refused"],
  ["a version that was sent", () => Response.json({ sentence: "Envoyée.", frozen: true }, { status: 422 }), "closed"],
  ["an ended session", () => Response.json({}, { status: 401 }), "sign-in"],
  ["a replaced token", () => new Response("<h1>403</h1>", { status: 403 }), "sign-in"],
  ["the page of a captive portal", () => new Response("<html>"), "portal"],
  ["a failing server", () => new Response("", { status: 502 }), "server"],
  ["no network", () => Promise.reject(new TypeError("no network")), "offline"],
];
test.each(answers)("the answer to changes: %s", async (_name, respond, kind) => {
  vi.stubGlobal("document", { querySelector: () => null });
  vi.stubGlobal("fetch", async () => respond());
  expect((await saveEdits("/lines", [])).kind).toBe(kind);
});
