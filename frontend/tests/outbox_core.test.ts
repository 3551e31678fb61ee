// The sending core, whatever the store: one pass at a time, order, patience, entries that come while it sends.
import { expect, test } from "vitest";
import { type Attempt, type Entry, type Options, OutboxSender, type OutboxStore, type Stop } from "../src/outbox/core";

class MemoryStore implements OutboxStore<Entry, string> {
  constructor(readonly entries: Entry[]) {}
  readonly problems: string[] = [];
  async next(after: number): Promise<Entry | undefined> {
    return this.entries.find((e) => e.seq > after);
  }
  async acknowledge(entry: Entry): Promise<boolean> {
    this.entries.splice(this.entries.indexOf(entry), 1);
    return false;
  }
  async requeue(_entry: Entry, problem: string): Promise<void> {
    this.problems.push(problem);
  }
  async count(): Promise<number> {
    return this.entries.length;
  }
}

const entries = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `e${i + 1}`, seq: i + 1 }));
const options: Options<Entry> = { window: 2, patience: 2 };
const stored: Attempt<string> = { kind: "stored", answer: "" };

test("a second pass does not begin while one is under way: nothing is submitted twice", async () => {
  const attempts: number[] = [],
    store = new MemoryStore(entries(2));
  const sender = new OutboxSender<Entry, string>(
    store,
    async ({ seq }) => {
      attempts.push(seq);
      await new Promise((done) => setTimeout(done));
      return stored;
    },
    options,
  );
  const [first, second] = await Promise.all([sender.send(), sender.send()]);
  expect([first.reason, second.reason]).toEqual(["done", "busy"]);
  expect(attempts).toEqual([1, 2]);
});

test("what is queued while a pass runs goes in the same pass", async () => {
  const store = new MemoryStore(entries(1));
  const sender = new OutboxSender<Entry, string>(
    store,
    async ({ seq }) => {
      if (seq === 1) store.entries.push({ id: "e2", seq: 2 });
      return stored;
    },
    options,
  );
  expect(await sender.send()).toEqual({ sent: 2, left: 0, reason: "done" });
});

test("a pass ends after as many failures in a row as its patience, a success begins the count anew", async () => {
  const kinds: Attempt<string>["kind"][] = ["offline", "stored", "offline", "server", "stored"];
  const sender = new OutboxSender<Entry, string>(
    new MemoryStore(entries(5)),
    async ({ seq }) => (kinds[seq - 1] === "stored" ? stored : { kind: kinds[seq - 1] as Stop }),
    { ...options, window: 1 },
  );
  expect(await sender.send()).toEqual({ sent: 1, left: 4, reason: "server" });
});

test.each(["portal", "sign-in", "revoked", "closed"] as const)("%s stops at once", async (kind) => {
  const store = new MemoryStore(entries(3));
  const sender = new OutboxSender<Entry, string>(store, async () => ({ kind }), { ...options, window: 1 });
  expect(await sender.send()).toEqual({ sent: 0, left: 3, reason: kind });
  expect(store.problems).toEqual([""]);
});

test("a refused entry stays with its sentence and holds up no other", async () => {
  const store = new MemoryStore(entries(3));
  const sender = new OutboxSender<Entry, string>(
    store,
    async ({ seq }) => (seq === 2 ? { kind: "refused", sentence: "Non." } : stored),
    options,
  );
  expect(await sender.send()).toEqual({ sent: 2, left: 1, reason: "refused" });
  expect(store.problems).toEqual(["Non."]);
});
