// Drafts become parcels, parcels become sent copies: each step one transaction, so that a dead battery finds one or the
// other.
import type { OutboxStore } from "../outbox/core";
import { fileBody, groupParcels, hashesOf } from "./attachments";
import type { Body, Draft, Keeper, Known, Parcel, Sent, TakenFile } from "./db";

export const SCHEMA = 1;
const KEPT_DAYS = 30;
const DAY = 86_400_000;

/** The states of a version that somebody has to settle. */
export const OPEN_STATES: ReadonlySet<string> = new Set(["conflict", "refused", "waiting", "aside"]);

/** `count`: parcels; `lines`: as a person counts them, a record with its files once. */
export interface Waiting {
  count: number;
  lines: number;
  oldest: string;
}
/** What the server says of a version it was asked about. `rev`: the edition it made as it was sent, 0 for none. */
export interface VersionState {
  version: string;
  state: string;
  rev: number;
  sentence: string;
}

/** The server's answer to a submission. `rev`: the revision that this version made, 0 for none. */
export interface Answer {
  rev: number;
  state: string;
  sentence: string;
  version: string;
  /** Changes when the server was restored from a copy: what it lost goes again. */
  epoch?: string;
}

/** The IndexedDB store of the outbox, with the drafts, files and sent copies beside it. */
export class Outbox implements OutboxStore<Parcel, Answer> {
  constructor(
    readonly keeper: Keeper,
    private readonly now: () => Date = () => new Date(),
  ) {}

  // Drafts

  async saveDraft(draft: Draft): Promise<void> {
    await this.keeper.write(["drafts"], async (tx) => {
      await tx.objectStore("drafts").put({ ...draft, at: this.now().toISOString() });
    });
  }
  draft(id: string): Promise<Draft | undefined> {
    return this.keeper.run((db) => db.get("drafts", id));
  }
  drafts(): Promise<Draft[]> {
    return this.keeper.run((db) => db.getAll("drafts"));
  }
  async dropDraft(id: string): Promise<void> {
    await this.keeper.write(["drafts"], async (tx) => {
      await tx.objectStore("drafts").delete(id);
    });
  }

  /** Keep the bytes of a file under their hash; return the hash. */
  async keepFile(bytes: ArrayBuffer): Promise<string> {
    const sha256 = await hashOf(bytes);
    await this.keeper.write(["blobs"], async (tx) => {
      await tx.objectStore("blobs").put({ sha256, bytes, at: this.now().toISOString() });
    });
    return sha256;
  }
  async file(sha256: string): Promise<ArrayBuffer | null> {
    return (await this.keeper.run((db) => db.get("blobs", sha256)))?.bytes ?? null;
  }

  /** Finish a draft: its version and its files go to the outbox, and the draft is gone, all at once. */
  async finish(draft: Draft): Promise<number[]> {
    return this.keeper.write(["drafts", "outbox", "known", "meta"], async (tx) => {
      const meta = tx.objectStore("meta"),
        known = tx.objectStore("known");
      let seq = Number((await meta.get("seq")) ?? 0);
      const held = await known.get(draft.id);
      const base = Math.max(draft.rev, held?.rev ?? 0);
      const captured = this.now().toISOString();
      const parcels = (draft.also ?? []).map((one) => parcelOf(++seq, one, 0, captured, one.body, "", ""));
      parcels.push(parcelOf(++seq, draft, base, captured, draft.body, "", ""));
      for (const file of draft.files) {
        if (file.sent || (await known.get(file.id))) continue;
        const label = [file.caption, draft.label].filter(Boolean).join(" · ");
        parcels.push(
          parcelOf(
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
      for (const parcel of parcels) {
        await tx.objectStore("outbox").put(parcel);
        const file = draft.files.find((f) => f.id === parcel.id);
        await known.put({
          id: parcel.id,
          kind: parcel.kind,
          body: parcel.body,
          rev: parcel.base_rev,
          state: "here",
          label: parcel.label,
          at: captured,
          sentence: "",
          version: "",
          ...(file ? { of: draft.id, file } : {}),
        });
      }
      await meta.put(seq, "seq");
      await tx.objectStore("drafts").delete(draft.id);
      return parcels.map((p) => p.seq);
    });
  }

  /** Finish what has no draft: one tap, one parcel. */
  async post(kind: string, id: string, body: Body, label: string, files: TakenFile[] = []): Promise<number[]> {
    return this.finish({ id, kind, body, rev: 0, label, at: "", files });
  }

  /** Return the files that were finished with a record on this phone, in the order they were taken. */
  async filesOf(id: string): Promise<TakenFile[]> {
    const files = (await this.allKnown()).flatMap((k) => (k.of === id && k.file ? [{ ...k.file, sent: true }] : []));
    return files.sort((a, b) => a.taken_at.localeCompare(b.taken_at));
  }

  // The outbox

  parcels(): Promise<Parcel[]> {
    return this.keeper.run((db) => db.getAll("outbox"));
  }
  async waiting(): Promise<Waiting> {
    const parcels = await this.parcels();
    return { count: parcels.length, lines: groupParcels(parcels).length, oldest: parcels[0]?.captured_at ?? "" };
  }
  /** Return the oldest parcel after a number. */
  async next(after: number): Promise<Parcel | undefined> {
    return (await this.keeper.run((db) => db.getAll("outbox", IDBKeyRange.lowerBound(after, true), 1)))[0];
  }
  count(): Promise<number> {
    return this.keeper.run((db) => db.count("outbox"));
  }

  /** Count an attempt that stored nothing, with the server's sentence, "" when there was no answer. */
  async keep({ seq }: Parcel, problem: string): Promise<void> {
    await this.keeper.write(["outbox"], async (tx) => {
      const store = tx.objectStore("outbox"),
        parcel = await store.get(seq);
      if (parcel) await store.put({ ...parcel, tries: parcel.tries + 1, problem });
    });
  }

  /** Move a stored submission to the sent copies; the record learns its revision and state. */
  async acknowledge(parcel: Parcel, { rev, state, sentence, version, epoch = "" }: Answer): Promise<boolean> {
    await this.keeper.write(["outbox", "sent", "known"], async (tx) => {
      const sent_at = this.now().toISOString();
      await tx.objectStore("outbox").delete(parcel.seq);
      await tx.objectStore("sent").put({ ...parcel, rev, state, sentence, version, problem: "", sent_at });
      const known = await tx.objectStore("known").get(parcel.id);
      // While a later version waits here, the record counts as not sent.
      const later = (await tx.objectStore("outbox").index("id").count(parcel.id)) > 0;
      if (known)
        await tx.objectStore("known").put({
          ...known,
          rev: Math.max(known.rev, rev),
          ...(later ? {} : { state, sentence, version }),
        });
    });
    return this.noteEpoch(epoch);
  }

  /** Compare the server's epoch with the known one; another one means a restored copy: everything sent goes again. */
  async noteEpoch(epoch: string): Promise<boolean> {
    const known = await this.meta<string>("epoch");
    if (!epoch || known === epoch) return false;
    await this.setMeta({ epoch });
    return known !== undefined && (await this.sendAgain()) > 0;
  }

  /** Return the versions that somebody had to settle when this phone last heard of them. */
  async openVersions(): Promise<string[]> {
    return (await this.allKnown()).filter((k) => k.version && OPEN_STATES.has(k.state)).map((k) => k.version);
  }

  /** Note what became of versions: settled or set aside at the desk, written once what they waited for had come. */
  async noteStates(states: readonly VersionState[]): Promise<void> {
    const told = new Map(states.map((one) => [one.version, one]));
    if (!told.size) return;
    await this.keeper.write(["known"], async (tx) => {
      for (const known of await tx.objectStore("known").getAll()) {
        const one = OPEN_STATES.has(known.state) ? told.get(known.version) : undefined;
        if (one)
          await tx
            .objectStore("known")
            .put({ ...known, state: one.state, sentence: one.sentence, rev: Math.max(known.rev, one.rev) });
      }
    });
  }

  sent(): Promise<Sent[]> {
    return this.keeper.run((db) => db.getAll("sent"));
  }
  known(id: string): Promise<Known | undefined> {
    return this.keeper.run((db) => db.get("known", id));
  }
  allKnown(): Promise<Known[]> {
    return this.keeper.run((db) => db.getAll("known"));
  }

  /** Have sent copies wait again: all of them after the base was restored, or those whose number never came. */
  async sendAgain(only?: ReadonlySet<number>): Promise<number> {
    return this.keeper.write(["outbox", "sent"], async (tx) => {
      let count = 0;
      for (const copy of await tx.objectStore("sent").getAll()) {
        if (only && !only.has(copy.seq)) continue;
        const { sent_at: _at, state: _s, rev: _r, sentence: _w, version: _v, ...parcel } = copy;
        await tx.objectStore("outbox").put({ ...parcel, tries: 0, problem: "" });
        await tx.objectStore("sent").delete(copy.seq);
        count += 1;
      }
      return count;
    });
  }

  /**
   * Forget sent copies after thirty days and their bytes with them, sooner when room is short; bytes that nothing names
   * yet
   * may be of a photo whose draft is being saved: they stay a day. */
  async forgetOld(days = KEPT_DAYS): Promise<void> {
    const before = (n: number) => new Date(this.now().getTime() - n * DAY).toISOString();
    const limit = before(days),
      orphaned = before(Math.max(1, days));
    await this.keeper.write(["sent", "blobs", "drafts", "outbox", "known"], async (tx) => {
      const [outbox, known] = [tx.objectStore("outbox"), tx.objectStore("known")],
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
      for (const parcel of await outbox.getAll()) needed.add(parcel.sha256);
      for (const draft of await tx.objectStore("drafts").getAll()) for (const hash of hashesOf(draft)) needed.add(hash);
      for (const { sha256, at } of await tx.objectStore("blobs").getAll()) {
        if (!needed.has(sha256) && (freed.has(sha256) || at < orphaned)) await tx.objectStore("blobs").delete(sha256);
      }
    });
  }

  async meta<T>(key: string): Promise<T | undefined> {
    return (await this.keeper.run((db) => db.get("meta", key))) as T | undefined;
  }
  async setMeta(values: Record<string, unknown>): Promise<void> {
    await this.keeper.write(["meta"], async (tx) => {
      for (const [key, value] of Object.entries(values)) await tx.objectStore("meta").put(value, key);
    });
  }
}

/**
 * Return the parcels that a draft would make if it were finished as it stands. Their number is 0: the phone has not
 * sent them.
 */
export function draftParcels(draft: Draft): Parcel[] {
  const one = (about: { id: string; kind: string; label: string }, base: number, body: Body, sha256 = "", type = "") =>
    parcelOf(0, about, base, draft.at, body, sha256, type);
  return [
    ...(draft.also ?? []).map((x) => one(x, 0, x.body)),
    one(draft, draft.rev, draft.body),
    ...draft.files
      .filter((f) => !f.sent)
      .map((f) => one({ id: f.id, kind: "file", label: draft.label }, 0, fileBody(draft, f), f.sha256, f.type)),
  ];
}

function parcelOf(
  seq: number,
  draft: { id: string; kind: string; label: string },
  base: number,
  captured: string,
  body: Body,
  sha256: string,
  type: string,
): Parcel {
  return {
    seq,
    id: draft.id,
    kind: draft.kind,
    base_rev: base,
    captured_at: captured,
    schema: SCHEMA,
    body,
    label: draft.label,
    sha256,
    type,
    tries: 0,
    problem: "",
  };
}

export async function hashOf(bytes: ArrayBuffer): Promise<string> {
  return hex(await crypto.subtle.digest("SHA-256", bytes));
}

export function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, "0")).join("");
}
