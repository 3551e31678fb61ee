// One sender at a time, oldest first. What came is only what the server repeats with `stored`: a portal's page is no
// answer.
import { ask, type Failure } from "./answers";
import type { Parcel } from "./db";
import type { Outbox, VersionState } from "./outbox";

/**
 * Why it stopped: nothing left, no answer of our server, a sign-in that ended, a revoked phone, or some that cannot go.
 */
export type Reason = "done" | Failure | "sign-in" | "revoked" | "kept" | "busy";
export interface Outcome {
  sent: number;
  left: number;
  reason: Reason;
}
export interface Told {
  epoch: string;
  missing: number[];
  clock: number;
  states?: VersionState[];
}

interface Answer {
  id: string;
  stored: boolean;
  rev: number;
  state: string;
  sentence: string;
  version: string;
  epoch: string;
}
type Result =
  | { kind: "stored"; answer: Answer }
  | { kind: "kept"; sentence: string }
  | { kind: Exclude<Reason, "done" | "kept" | "busy"> };

interface Run {
  sent: number;
  failures: number;
  reason: Reason;
  stopped: boolean;
  again: boolean;
}

const WINDOW = 3,
  FIRST = new Set(["company", "contact"]);
const TIMEOUT = 20_000,
  FILE_TIMEOUT = 90_000;

export class Sender {
  /** The HTTP status of the server's last failure. */
  status = 0;
  constructor(
    private readonly outbox: Outbox,
    private readonly person: string,
    public timeout = TIMEOUT,
    public fileTimeout = FILE_TIMEOUT,
  ) {}

  /** Send what waits; one page of this browser at a time. */
  async send(): Promise<Outcome> {
    const locks = (navigator as { locks?: LockManager }).locks;
    if (!locks) return this.sendAll();
    return locks.request(`arpent-send-${this.person}`, { ifAvailable: true }, async (lock) =>
      lock ? this.sendAll() : { sent: 0, left: (await this.outbox.waiting()).count, reason: "busy" as Reason },
    );
  }

  private async sendAll(): Promise<Outcome> {
    const run: Run = { sent: 0, failures: 0, reason: "done", stopped: false, again: false };
    do {
      run.again = false;
      await this.pass(run);
    } while (run.again && !run.stopped);
    const left = (await this.outbox.waiting()).count;
    return { sent: run.sent, left, reason: left ? (run.reason === "done" ? "kept" : run.reason) : "done" };
  }

  /**
   * Go through the outbox once, oldest first, a few on the road at a time: versions of one record never side by side,
   * and what
   * others may stand on (a company, a contact) alone. */
  private async pass(run: Run): Promise<void> {
    const flying = new Map<string, Promise<void>>();
    const wait = async (until: () => boolean): Promise<void> => {
      while (flying.size && !until()) await Promise.race(flying.values());
    };
    for (let last = 0; !run.stopped; ) {
      const next = await this.outbox.next(last);
      if (!next) break;
      last = next.seq;
      const alone = FIRST.has(next.kind);
      await wait(() => !alone && flying.size < WINDOW && !flying.has(next.id));
      if (run.stopped) break;
      const job = this.one(next, run).finally(() => flying.delete(next.id));
      flying.set(next.id, job);
      if (alone) await job;
    }
    await wait(() => false);
  }

  private async one(parcel: Parcel, run: Run): Promise<void> {
    const result = await this.put(parcel);
    if (result.kind === "stored") {
      run.failures = 0;
      await this.outbox.acknowledge(parcel, result.answer);
      run.sent += 1;
      if (await this.sawEpoch(result.answer.epoch)) run.again = true;
      return;
    }
    await this.outbox.noteTry(parcel.seq, result.kind === "kept" ? result.sentence : "");
    run.reason = result.kind;
    // One that the server cannot take must not hold up the next; a network that is gone takes none.
    run.stopped ||=
      result.kind === "sign-in" ||
      result.kind === "revoked" ||
      result.kind === "portal" ||
      (["offline", "server"].includes(result.kind) && ++run.failures >= 3);
  }

  private async put(parcel: Parcel): Promise<Result> {
    const token = await this.outbox.meta<string>("token");
    if (!token) return { kind: "sign-in" };
    const envelope = JSON.stringify({
      base_rev: parcel.base_rev,
      seq: parcel.seq,
      captured_at: parcel.captured_at,
      sent_at: new Date().toISOString(),
      schema: parcel.schema,
      body: parcel.body,
      sha256: parcel.sha256,
    });
    const headers: Record<string, string> = { Authorization: `Bearer ${token}`, Accept: "application/json" };
    let body: BodyInit = envelope;
    if (parcel.sha256) {
      const bytes = await this.outbox.file(parcel.sha256);
      if (!bytes) return { kind: "kept", sentence: "" };
      headers["X-Arpent-Envelope"] = base64(envelope);
      headers["Content-Type"] = parcel.type;
      body = bytes;
    } else headers["Content-Type"] = "application/json";
    const answer = await ask(
      `/sync/v1/${parcel.kind}/${parcel.id}`,
      { method: "PUT", credentials: "omit", headers, body },
      parcel.sha256 ? this.fileTimeout : this.timeout,
    );
    if ("failure" in answer) {
      this.status = answer.status;
      return { kind: answer.failure };
    }
    const data = answer.data as Partial<Answer> & { revoked?: boolean };
    if (data.stored === true && data.id === parcel.id) return { kind: "stored", answer: data as Answer };
    if (answer.status === 401) return { kind: data.revoked ? "revoked" : "sign-in" };
    return { kind: "kept", sentence: data.sentence ?? "" };
  }

  /** Tell the server what is held here, and hear what it lacks; what it never got of what was sent goes again. */
  async report(more: Record<string, unknown>): Promise<Told | Reason> {
    const token = await this.outbox.meta<string>("token");
    if (!token) return "sign-in";
    const pending = (await this.outbox.parcels()).map((p) => ({
      seq: p.seq,
      kind: p.kind,
      label: p.label,
      at: p.captured_at,
      problem: p.problem,
    }));
    const [first, former] = [
      (await this.outbox.meta<number>("first")) ?? 1,
      (await this.outbox.meta<string>("former")) ?? "",
    ];
    const told = {
      ...more,
      first,
      former,
      sent_at: new Date().toISOString(),
      highest: (await this.outbox.meta<number>("seq")) ?? 0,
      pending,
      open: await this.outbox.openVersions(),
    };
    const answer = await ask(
      "/sync/v1/state",
      {
        method: "POST",
        credentials: "omit",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        body: JSON.stringify(told),
      },
      this.timeout,
    );
    if ("failure" in answer) {
      this.status = answer.status;
      return answer.failure;
    }
    if (answer.status === 401) return (answer.data as { revoked?: boolean }).revoked ? "revoked" : "sign-in";
    if (answer.status !== 200) {
      this.status = answer.status;
      return "server";
    }
    const heard = answer.data as Told;
    await this.outbox.noteStates(heard.states ?? []);
    await this.sawEpoch(heard.epoch);
    if (heard.missing?.length) await this.outbox.sendAgain(new Set(heard.missing));
    return heard;
  }

  /** A mark other than the one known: the base was restored, and what it lost goes again. */
  private async sawEpoch(epoch: string): Promise<boolean> {
    const known = await this.outbox.meta<string>("epoch");
    if (!epoch || known === epoch) return false;
    await this.outbox.setMeta({ epoch });
    return known !== undefined && (await this.outbox.sendAgain()) > 0;
  }
}

function base64(text: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
