// The IndexedDB store of the outbox. Drafts become submissions, submissions become sent copies; each step is one
// transaction, so that nothing is lost or doubled when the phone goes off in between.
import type { OutboxStore } from "../outbox/core";
import { fileBody, groupSubmissions, hashesOf } from "./attachments";
import type { Body, Database, Draft, RecordState, Sent, Submission, TakenFile } from "./db";
import { hashOf } from "./hashes";
import { submissionOf } from "./submissions";

/** How long sent copies are kept, in case the server is restored from a backup. */
const RETENTION_DAYS = 30;
const DAY = 86_400_000;

/** States of a version that need a decision or a missing record. */
export const OPEN_STATES: ReadonlySet<string> = new Set(["conflict", "refused", "waiting", "target_deleted"]);

/** Queued submissions. `lines`: a record with its files counts once; `oldest`: when the first was captured. */
export interface Waiting {
  count: number;
  lines: number;
  oldest: string;
}
/** State of a submitted version on the server. `revision`: the record revision that it created, 0 for none. */
export interface VersionState {
  version: string;
  state: string;
  revision: number;
  sentence: string;
}

/** The server's answer to a submission. `revision`: the record revision that it created, 0 for none. */
export interface Answer {
  revision: number;
  state: string;
  sentence: string;
  version: string;
  /** Changes when the server was restored from a backup. */
  epoch?: string;
}

/** Drafts, submissions and files of this phone, in its database. */
export class DeviceOutbox implements OutboxStore<Submission, Answer> {
  constructor(
    readonly database: Database,
    private readonly now: () => Date = () => new Date(),
  ) {}

  // Drafts

  async saveDraft(draft: Draft): Promise<void> {
    await this.database.write(["drafts"], async (tx) => {
      await tx.objectStore("drafts").put({ ...draft, at: this.now().toISOString() });
    });
  }
  draft(id: string): Promise<Draft | undefined> {
    return this.database.run((db) => db.get("drafts", id));
  }
  drafts(): Promise<Draft[]> {
    return this.database.run((db) => db.getAll("drafts"));
  }
  async dropDraft(id: string): Promise<void> {
    await this.database.write(["drafts"], async (tx) => {
      await tx.objectStore("drafts").delete(id);
    });
  }

  /** Store the bytes of a file; return their hash, which is their key. */
  async storeFile(bytes: ArrayBuffer): Promise<string> {
    const sha256 = await hashOf(bytes);
    await this.database.write(["blobs"], async (tx) => {
      await tx.objectStore("blobs").put({ sha256, bytes, at: this.now().toISOString() });
    });
    return sha256;
  }
  async file(sha256: string): Promise<ArrayBuffer | null> {
    return (await this.database.run((db) => db.get("blobs", sha256)))?.bytes ?? null;
  }

  /** Replace a draft by submissions of its prerequisites, its version and its files, in one transaction. */
  async finish(draft: Draft): Promise<number[]> {
    return this.database.write(["drafts", "outbox", "records", "meta"], async (tx) => {
      const meta = tx.objectStore("meta"),
        known = tx.objectStore("records");
      let seq = Number((await meta.get("seq")) ?? 0);
      const existing = await known.get(draft.id);
      const base = Math.max(draft.revision, existing?.revision ?? 0);
      const captured = this.now().toISOString();
      const submissions = (draft.also ?? []).map((one) => submissionOf(++seq, one, 0, captured, one.body, "", ""));
      submissions.push(submissionOf(++seq, draft, base, captured, draft.body, "", ""));
      for (const file of draft.files) {
        if (file.sent || (await known.get(file.id))) continue;
        const label = [file.caption, draft.label].filter(Boolean).join(" · ");
        submissions.push(
          submissionOf(
            ++seq,
            { ...draft, id: file.id, kind: "file", label },
            0,
            captured,
            fileBody(draft, file),
            file.sha256,
            file.type,
          ),
        );
      }
      for (const submission of submissions) {
        await tx.objectStore("outbox").put(submission);
        const file = draft.files.find((f) => f.id === submission.id);
        await known.put({
          id: submission.id,
          kind: submission.kind,
          body: submission.body,
          revision: submission.base_revision,
          state: "local",
          label: submission.label,
          at: captured,
          sentence: "",
          version: "",
          ...(file ? { of: draft.id, file } : {}),
        });
      }
      await meta.put(seq, "seq");
      await tx.objectStore("drafts").delete(draft.id);
      return submissions.map((p) => p.seq);
    });
  }

  /** Queue a submission that had no draft. */
  async post(kind: string, id: string, body: Body, label: string, files: TakenFile[] = []): Promise<number[]> {
    return this.finish({ id, kind, body, revision: 0, label, at: "", files });
  }

  /** Return the submitted files of a record, in the order they were taken. */
  async filesOf(id: string): Promise<TakenFile[]> {
    const files = (await this.records()).flatMap((k) => (k.of === id && k.file ? [{ ...k.file, sent: true }] : []));
    return files.sort((a, b) => a.taken_at.localeCompare(b.taken_at));
  }

  // The outbox

  submissions(): Promise<Submission[]> {
    return this.database.run((db) => db.getAll("outbox"));
  }
  async waiting(): Promise<Waiting> {
    const submissions = await this.submissions();
    return {
      count: submissions.length,
      lines: groupSubmissions(submissions).length,
      oldest: submissions[0]?.captured_at ?? "",
    };
  }
  /** Return the oldest submission after a number. */
  async next(after: number): Promise<Submission | undefined> {
    return (await this.database.run((db) => db.getAll("outbox", IDBKeyRange.lowerBound(after, true), 1)))[0];
  }
  count(): Promise<number> {
    return this.database.run((db) => db.count("outbox"));
  }

  /** Count an attempt that stored nothing, with the server's sentence, "" when there was no answer. */
  async requeue({ seq }: Submission, problem: string): Promise<void> {
    await this.database.write(["outbox"], async (tx) => {
      const store = tx.objectStore("outbox"),
        submission = await store.get(seq);
      if (submission) await store.put({ ...submission, tries: submission.tries + 1, problem });
    });
  }

  /** Move a stored submission to the sent copies; the record learns its revision and state. */
  async acknowledge(
    submission: Submission,
    { revision, state, sentence, version, epoch = "" }: Answer,
  ): Promise<boolean> {
    await this.database.write(["outbox", "sent", "records"], async (tx) => {
      const sent_at = this.now().toISOString();
      await tx.objectStore("outbox").delete(submission.seq);
      await tx.objectStore("sent").put({ ...submission, revision, state, sentence, version, problem: "", sent_at });
      const known = await tx.objectStore("records").get(submission.id);
      // While a later version waits here, the record counts as not sent.
      const later = (await tx.objectStore("outbox").index("id").count(submission.id)) > 0;
      if (known)
        await tx.objectStore("records").put({
          ...known,
          revision: Math.max(known.revision, revision),
          ...(later ? {} : { state, sentence, version }),
        });
    });
    return this.noteEpoch(epoch);
  }

  /** Store the server's epoch. A new one means a restored backup: queue all sent copies again; return whether any. */
  async noteEpoch(epoch: string): Promise<boolean> {
    const known = await this.meta<string>("epoch");
    if (!epoch || known === epoch) return false;
    await this.setMeta({ epoch });
    return known !== undefined && (await this.sendAgain()) > 0;
  }

  /** Return the ids of versions in an open state, as last reported. */
  async openVersions(): Promise<string[]> {
    return (await this.records()).filter((k) => k.version && OPEN_STATES.has(k.state)).map((k) => k.version);
  }

  /** Store the states of open versions that the server reports: resolved, or applied once a missing record came. */
  async noteStates(states: readonly VersionState[]): Promise<void> {
    const reported = new Map(states.map((one) => [one.version, one]));
    if (!reported.size) return;
    await this.database.write(["records"], async (tx) => {
      for (const known of await tx.objectStore("records").getAll()) {
        const update = OPEN_STATES.has(known.state) ? reported.get(known.version) : undefined;
        if (update)
          await tx.objectStore("records").put({
            ...known,
            state: update.state,
            sentence: update.sentence,
            revision: Math.max(known.revision, update.revision),
          });
      }
    });
  }

  sent(): Promise<Sent[]> {
    return this.database.run((db) => db.getAll("sent"));
  }
  record(id: string): Promise<RecordState | undefined> {
    return this.database.run((db) => db.get("records", id));
  }
  records(): Promise<RecordState[]> {
    return this.database.run((db) => db.getAll("records"));
  }

  /** Queue sent copies again: all, or those of some numbers that the server never received. Return how many. */
  async sendAgain(only?: ReadonlySet<number>): Promise<number> {
    return this.database.write(["outbox", "sent"], async (tx) => {
      let count = 0;
      for (const copy of await tx.objectStore("sent").getAll()) {
        if (only && !only.has(copy.seq)) continue;
        const { sent_at: _at, state: _s, revision: _r, sentence: _w, version: _v, ...submission } = copy;
        await tx.objectStore("outbox").put({ ...submission, tries: 0, problem: "" });
        await tx.objectStore("sent").delete(copy.seq);
        count += 1;
      }
      return count;
    });
  }

  /**
   * Delete sent copies and their bytes after thirty days, sooner when the disk is full. Bytes that nothing refers to
   * are kept for a day: they may be a photo whose draft is being saved.
   */
  async deleteOld(days = RETENTION_DAYS): Promise<void> {
    const before = (n: number) => new Date(this.now().getTime() - n * DAY).toISOString();
    const limit = before(days),
      orphaned = before(Math.max(1, days));
    await this.database.write(["sent", "blobs", "drafts", "outbox", "records"], async (tx) => {
      const [outbox, known] = [tx.objectStore("outbox"), tx.objectStore("records")],
        needed = new Set<string>(),
        freed = new Set<string>();
      for (const copy of await tx.objectStore("sent").getAll()) {
        if (copy.sent_at >= limit) {
          needed.add(copy.sha256);
          continue;
        }
        await tx.objectStore("sent").delete(copy.seq);
        freed.add(copy.sha256);
        if ((await known.get(copy.id))?.state === "applied") await known.delete(copy.id);
      }
      for (const submission of await outbox.getAll()) needed.add(submission.sha256);
      for (const draft of await tx.objectStore("drafts").getAll()) for (const hash of hashesOf(draft)) needed.add(hash);
      for (const { sha256, at } of await tx.objectStore("blobs").getAll()) {
        if (!needed.has(sha256) && (freed.has(sha256) || at < orphaned)) await tx.objectStore("blobs").delete(sha256);
      }
    });
  }

  async meta<T>(key: string): Promise<T | undefined> {
    return (await this.database.run((db) => db.get("meta", key))) as T | undefined;
  }
  async setMeta(values: Record<string, unknown>): Promise<void> {
    await this.database.write(["meta"], async (tx) => {
      for (const [key, value] of Object.entries(values)) await tx.objectStore("meta").put(value, key);
    });
  }
}
