// The sending side of every outbox: order, concurrency, retries and states. Two stores hold the entries:
// offers/outbox.ts (localStorage: changes of quote lines) and offline/outbox.ts (IndexedDB: what a phone submits).
import type { Failure } from "./answers";

/** One change to send. `id`: idempotency key, two entries with one id are never sent side by side; `seq`: its order. */
export interface Entry {
  readonly id: string;
  readonly seq: number;
}

/** Why sending stops: no answer of our server, a sign-in that ended, a revoked device, a target that is closed. */
export type Stop = Failure | "sign-in" | "revoked" | "closed";
/** Result of one attempt. `refused`: the server refused this entry only; the sentence says why. */
export type Attempt<A> = { kind: "stored"; answer: A } | { kind: "refused"; sentence: string } | { kind: Stop };
/** Result of a pass. `done`: nothing left; `refused`: what is left was refused; `busy`: another pass is under way. */
export type Reason = "done" | "refused" | "busy" | Stop;

/** Result of a pass: entries sent and left, and why it ended. */
export interface Outcome {
  sent: number;
  left: number;
  reason: Reason;
}

/** Where entries wait until the server has answered. Each write is on the disk when its promise resolves. */
export interface OutboxStore<E extends Entry, A> {
  /** Return the oldest entry after a number, undefined when none is left. */
  next(after: number): Promise<E | undefined>;
  /** Take an entry off the queue and apply its answer; true when entries sent before have to go again. */
  acknowledge(entry: E, answer: A): Promise<boolean>;
  /** Keep an entry that was not stored; `problem` is the server's sentence, "" when there was no answer. */
  requeue(entry: E, problem: string): Promise<void>;
  /** Return how many entries wait. */
  count(): Promise<number>;
}

/** Options of a sender. */
export interface Options<E extends Entry> {
  /** Maximum number of concurrent attempts. */
  window: number;
  /** After how many failures in a row (no network, failing server) a pass ends. */
  patience: number;
  /** Entries that others depend on: sent alone. */
  alone?: (entry: E) => boolean;
  /** Name of the browser-wide lock: one page sends at a time. */
  lock?: string;
}

interface Pass {
  sent: number;
  failures: number;
  reason: Reason;
  stopped: boolean;
  again: boolean;
}

/** Sends what waits in a store, oldest first, one pass at a time. An entry leaves the store only when it was stored. */
export class OutboxSender<E extends Entry, A> {
  private running = false;

  constructor(
    private readonly store: OutboxStore<E, A>,
    private readonly attempt: (entry: E) => Promise<Attempt<A>>,
    private readonly options: Options<E>,
  ) {}

  /** Send what waits. */
  async send(): Promise<Outcome> {
    const locks = (globalThis.navigator as { locks?: LockManager } | undefined)?.locks;
    if (!this.options.lock || !locks) return this.once();
    return locks.request(this.options.lock, { ifAvailable: true }, (lock) => (lock ? this.once() : this.busy()));
  }

  private async busy(): Promise<Outcome> {
    return { sent: 0, left: await this.store.count(), reason: "busy" };
  }

  private async once(): Promise<Outcome> {
    if (this.running) return this.busy();
    this.running = true;
    try {
      const pass: Pass = { sent: 0, failures: 0, reason: "done", stopped: false, again: false };
      do {
        pass.again = false;
        await this.walk(pass);
      } while (pass.again && !pass.stopped);
      const left = await this.store.count();
      return { sent: pass.sent, left, reason: left ? (pass.reason === "done" ? "refused" : pass.reason) : "done" };
    } finally {
      this.running = false;
    }
  }

  /** Go through the store once, with concurrent attempts; entries with one id one after the other. */
  private async walk(pass: Pass): Promise<void> {
    const pending = new Map<string, Promise<void>>();
    const wait = async (until: () => boolean): Promise<void> => {
      while (pending.size && !until()) await Promise.race(pending.values());
    };
    for (let last = 0; !pass.stopped; ) {
      const next = await this.store.next(last);
      if (!next) break;
      last = next.seq;
      const alone = this.options.alone?.(next) ?? false;
      await wait(() => !alone && pending.size < this.options.window && !pending.has(next.id));
      if (pass.stopped) break;
      const job = this.one(next, pass).finally(() => pending.delete(next.id));
      pending.set(next.id, job);
      if (alone) await job;
    }
    await wait(() => false);
  }

  private async one(entry: E, pass: Pass): Promise<void> {
    const result = await this.attempt(entry);
    if (result.kind === "stored") {
      pass.failures = 0;
      if (await this.store.acknowledge(entry, result.answer)) pass.again = true;
      pass.sent += 1;
      return;
    }
    await this.store.requeue(entry, result.kind === "refused" ? result.sentence : "");
    pass.reason = result.kind;
    // A refused entry must not hold up the next one; a lost network takes none.
    if (result.kind === "refused") return;
    const transient = result.kind === "offline" || result.kind === "server";
    pass.stopped ||= !transient || ++pass.failures >= this.options.patience;
  }
}

/** A job that runs later, once: asking again replaces the earlier time. */
export class Timer {
  private handle: ReturnType<typeof setTimeout> | undefined;
  constructor(private readonly job: () => unknown) {}
  start(delayMs: number): void {
    this.stop();
    this.handle = setTimeout(this.job, delayMs);
  }
  stop(): void {
    clearTimeout(this.handle);
  }
}
