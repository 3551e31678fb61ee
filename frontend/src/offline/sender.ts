// The HTTP side of the outbox: a PUT for each submission, a report of the device's state. A submission is acknowledged
// only by an answer that repeats its id and says `stored`: the page of a captive portal is no answer.
import { ask } from "../outbox/answers";
import { type Attempt, OutboxSender, type Outcome, type Stop } from "../outbox/core";
import type { Submission } from "./db";
import type { Answer, DeviceOutbox, VersionState } from "./outbox";

/** The server's answer to a report. `missing`: numbers it never received; `clock`: seconds this clock is behind. */
export interface ServerState {
  epoch: string;
  missing: number[];
  clock: number;
  states?: VersionState[];
}

/** Records that others refer to: sent alone, before what depends on them. */
const FIRST = new Set(["company", "contact"]);
const TIMEOUT = 20_000,
  FILE_TIMEOUT = 90_000;

/** Sends the submissions of the outbox to the server. */
export class Sender {
  /** The HTTP status of the server's last failure. */
  status = 0;
  private readonly queue: OutboxSender<Submission, Answer>;
  constructor(
    private readonly outbox: DeviceOutbox,
    person: string,
    public timeout = TIMEOUT,
    public fileTimeout = FILE_TIMEOUT,
  ) {
    this.queue = new OutboxSender(outbox, (submission) => this.put(submission), {
      window: 3,
      patience: 3,
      alone: ({ kind }) => FIRST.has(kind),
      lock: `arpent-send-${person}`,
    });
  }

  /** Send what waits; one page of this browser at a time. */
  send(): Promise<Outcome> {
    return this.queue.send();
  }

  private async put(submission: Submission): Promise<Attempt<Answer>> {
    const token = await this.outbox.meta<string>("token");
    if (!token) return { kind: "sign-in" };
    const envelope = JSON.stringify({
      base_revision: submission.base_revision,
      seq: submission.seq,
      captured_at: submission.captured_at,
      sent_at: new Date().toISOString(),
      schema: submission.schema,
      body: submission.body,
      sha256: submission.sha256,
    });
    const headers: Record<string, string> = { Authorization: `Bearer ${token}`, Accept: "application/json" };
    let body: BodyInit = envelope;
    if (submission.sha256) {
      const bytes = await this.outbox.file(submission.sha256);
      if (!bytes) return { kind: "refused", sentence: "" };
      headers["X-Arpent-Envelope"] = base64(envelope);
      headers["Content-Type"] = submission.type;
      body = bytes;
    } else headers["Content-Type"] = "application/json";
    const answer = await ask(
      `/sync/v1/${submission.kind}/${submission.id}`,
      { method: "PUT", credentials: "omit", headers, body },
      submission.sha256 ? this.fileTimeout : this.timeout,
    );
    if ("failure" in answer) {
      this.status = answer.status;
      return { kind: answer.failure };
    }
    const data = answer.data as Partial<Answer> & { id?: string; stored?: boolean; revoked?: boolean };
    if (data.stored === true && data.id === submission.id) return { kind: "stored", answer: data as Answer };
    if (answer.status === 401) return { kind: data.revoked ? "revoked" : "sign-in" };
    return { kind: "refused", sentence: data.sentence ?? "" };
  }

  /** Report the state of this device; queue again what the server says it never received. */
  async report(more: Record<string, unknown>): Promise<ServerState | Stop> {
    const token = await this.outbox.meta<string>("token");
    if (!token) return "sign-in";
    const pending = (await this.outbox.submissions()).map((p) => ({
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
    const report = {
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
        body: JSON.stringify(report),
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
    const state = answer.data as ServerState;
    await this.outbox.noteStates(state.states ?? []);
    await this.outbox.noteEpoch(state.epoch);
    if (state.missing?.length) await this.outbox.sendAgain(new Set(state.missing));
    return state;
  }
}

function base64(text: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
