// The user's IndexedDB database: drafts, outbox, sent copies, record states, file bytes, the offline snapshot.
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from "idb";

export type Body = Record<string, unknown>;

/** A file taken with the phone; its bytes are in `blobs` under their SHA-256 hash. */
export interface TakenFile {
  id: string;
  kind: "photo" | "sketch" | "sound" | "card";
  type: string;
  sha256: string;
  caption: string;
  taken_at: string;
  /** Already submitted: shown, not sent again. */
  sent?: boolean;
}

/** Another record created with a draft and submitted before it: a contact of a visit. */
export interface Prerequisite {
  id: string;
  kind: string;
  body: Body;
  label: string;
}

/** One stroke of a sketch: its points, in pixels of the pad. */
export type Stroke = [x: number, y: number][];
/** A recording that is not a file yet: hashes of its parts in `blobs`, in order. */
export interface Recording {
  type: string;
  started_at: string;
  parts: string[];
}
/** State of widgets that are still open, saved with the draft at each change until their value is part of it. */
export interface Widgets {
  contact_line?: string;
  product_text?: string;
  strokes?: Stroke[];
  recording?: Recording;
}

/** An unfinished record, saved at each change of a field (`at`). `revision`: the revision it is based on. */
export interface Draft {
  id: string;
  kind: string;
  body: Body;
  revision: number;
  label: string;
  at: string;
  files: TakenFile[];
  also?: Prerequisite[];
  widgets?: Widgets;
}

/**
 * One finished version in the outbox; immutable. `seq`: order without gaps; `base_revision`: revision it is based on, 0
 * for a new record; `sha256`: file bytes to send with it, "" for none.
 */
export interface Submission {
  seq: number;
  id: string;
  kind: string;
  base_revision: number;
  captured_at: string;
  schema: number;
  body: Body;
  label: string;
  sha256: string;
  type: string;
  tries: number;
  problem: string;
}

/** A submission that the server has stored, with its answer. */
export interface Sent extends Submission {
  sent_at: string;
  state: string;
  revision: number;
  sentence: string;
  version: string;
}

/** The last known state of a record written in this browser; for a file also the record it belongs to (`of`). */
export interface RecordState {
  id: string;
  kind: string;
  body: Body;
  revision: number;
  state: string;
  label: string;
  at: string;
  sentence: string;
  version: string;
  of?: string;
  file?: TakenFile;
}

interface Schema extends DBSchema {
  meta: { key: string; value: unknown };
  drafts: { key: string; value: Draft };
  outbox: { key: number; value: Submission; indexes: { id: string } };
  sent: { key: number; value: Sent };
  records: { key: string; value: RecordState };
  blobs: { key: string; value: { sha256: string; bytes: ArrayBuffer; at: string } };
  snapshot: { key: string; value: unknown };
}
export type Connection = IDBPDatabase<Schema>;
export type Stores = StoreNames<Schema>;
export type WriteTransaction = IDBPTransaction<Schema, Stores[], "readwrite">;

function connect(person: string): Promise<Connection> {
  return openDB<Schema>(`arpent-${person}`, 1, {
    upgrade(db) {
      db.createObjectStore("meta");
      db.createObjectStore("drafts", { keyPath: "id" });
      db.createObjectStore("outbox", { keyPath: "seq" }).createIndex("id", "id");
      db.createObjectStore("sent", { keyPath: "seq" });
      db.createObjectStore("records", { keyPath: "id" });
      db.createObjectStore("blobs", { keyPath: "sha256" });
      db.createObjectStore("snapshot");
    },
  });
}

/** A database that reconnects after the browser closed it (iOS: "Connection to Indexed Database server lost"). */
export class Database {
  private connection: Promise<Connection> | null = null;
  constructor(readonly person: string) {}

  async run<T>(job: (connection: Connection) => Promise<T>): Promise<T> {
    try {
      return await job(await this.open());
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      this.connection = null;
      return job(await this.open());
    }
  }

  /** Write to several stores in one transaction that is flushed to disk before it completes. */
  write<T>(stores: Stores[], job: (tx: WriteTransaction) => Promise<T>): Promise<T> {
    return this.run(async (connection) => {
      const tx = connection.transaction(stores, "readwrite", { durability: "strict" });
      try {
        const result = await job(tx);
        await tx.done;
        return result;
      } catch (error) {
        try {
          tx.abort();
        } catch {
          /* already aborted */
        }
        await tx.done.catch(() => undefined);
        throw error;
      }
    });
  }

  private open(): Promise<Connection> {
    this.connection ??= connect(this.person);
    this.connection.catch(() => {
      this.connection = null;
    });
    return this.connection;
  }
}

function isConnectionLost(error: unknown): boolean {
  const { name, message } = error as DOMException;
  return name === "InvalidStateError" || (name === "UnknownError" && /lost|closing|closed/i.test(message));
}

/** Return whether a write failed because the browser has no room left. */
export function isFull(error: unknown): boolean {
  return (error as DOMException)?.name === "QuotaExceededError";
}

const SESSION_DATABASE = "arpent-session";

async function inSession<T>(job: (db: IDBPDatabase) => Promise<T>): Promise<T> {
  const db = await openDB(SESSION_DATABASE, 1, {
    upgrade: (d) => {
      d.createObjectStore("meta");
    },
  });
  try {
    return await job(db);
  } finally {
    db.close();
  }
}

/** Return the id of the user of this browser, "" for none; needs no network. */
export function currentUser(): Promise<string> {
  return inSession(async (db) => String((await db.get("meta", "person")) ?? ""));
}

/** Store the id of the signed-in user. */
export async function setCurrentUser(person: string): Promise<void> {
  await inSession((db) => db.put("meta", person, "person"));
}

/** Return the user whose sign-out the server has not confirmed, "" for none. */
export function pendingSignOut(): Promise<string> {
  return inSession(async (db) => String((await db.get("meta", "signed_out")) ?? ""));
}

/** Store the user whose sign-out the server has not confirmed, "" for none. */
export async function setPendingSignOut(person: string): Promise<void> {
  await inSession((db) => db.put("meta", person, "signed_out"));
}
