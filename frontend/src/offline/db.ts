// What a browser keeps for a person who works without a network: drafts, what is to be sent, what was sent, what is on
// board.
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from "idb";

export type Body = Record<string, unknown>;

/** A file taken with the phone; its bytes lie in `blobs` under their hash. */
export interface TakenFile {
  id: string;
  kind: "photo" | "sketch" | "sound" | "card";
  type: string;
  sha256: string;
  caption: string;
  taken_at: string;
  /** It was finished before: it is shown, and not sent again. */
  sent?: boolean;
}

/** Another record born with a draft, that goes before it: the contact one has just met. */
export interface Beside {
  id: string;
  kind: string;
  body: Body;
  label: string;
}

/** A line drawn without lifting the finger: its points, in pixels of the pad. */
export type Stroke = [x: number, y: number][];
/** A recording that is not a file yet: the hashes of its parts in `blobs`, in their order. */
export interface Recording {
  type: string;
  started_at: string;
  parts: string[];
}
/**
 * The raw state of widgets that are still open. Saved with the draft at each change, absent once its value is in the
 * draft.
 */
export interface Widgets {
  contact_line?: string;
  product_text?: string;
  strokes?: Stroke[];
  recording?: Recording;
}

/** What is being written. Saved at each field; `at` changes with every save. */
export interface Draft {
  id: string;
  kind: string;
  body: Body;
  rev: number;
  label: string;
  at: string;
  files: TakenFile[];
  also?: Beside[];
  widgets?: Widgets;
}

/** One finished version on its way: never changed once it is here, whatever the person writes next. */
export interface Parcel {
  seq: number;
  id: string;
  kind: string;
  base_rev: number;
  captured_at: string;
  schema: number;
  body: Body;
  label: string;
  sha256: string;
  type: string;
  tries: number;
  problem: string;
}
export interface Sent extends Parcel {
  sent_at: string;
  state: string;
  rev: number;
  sentence: string;
  version: string;
}

/** The last of what this browser knows of a record it wrote; of a file, also the record it was finished with (`of`). */
export interface Known {
  id: string;
  kind: string;
  body: Body;
  rev: number;
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
  outbox: { key: number; value: Parcel; indexes: { id: string } };
  sent: { key: number; value: Sent };
  known: { key: string; value: Known };
  blobs: { key: string; value: { sha256: string; bytes: ArrayBuffer; at: string } };
  board: { key: string; value: unknown };
}
export type Base = IDBPDatabase<Schema>;
export type Stores = StoreNames<Schema>;
export type Writing = IDBPTransaction<Schema, Stores[], "readwrite">;

export function openBase(person: string): Promise<Base> {
  return openDB<Schema>(`arpent-${person}`, 1, {
    upgrade(db) {
      db.createObjectStore("meta");
      db.createObjectStore("drafts", { keyPath: "id" });
      db.createObjectStore("outbox", { keyPath: "seq" }).createIndex("id", "id");
      db.createObjectStore("sent", { keyPath: "seq" });
      db.createObjectStore("known", { keyPath: "id" });
      db.createObjectStore("blobs", { keyPath: "sha256" });
      db.createObjectStore("board");
    },
  });
}

/**
 * A base that is opened again when the browser has closed it behind our back (iOS: "Connection to Indexed Database
 * server lost").
 */
export class Keeper {
  private base: Promise<Base> | null = null;
  constructor(readonly person: string) {}

  async run<T>(job: (base: Base) => Promise<T>): Promise<T> {
    try {
      return await job(await this.open());
    } catch (error) {
      if (!lost(error)) throw error;
      this.base = null;
      return job(await this.open());
    }
  }

  /** Write to several stores in one transaction that is on the disk when it is done. */
  write<T>(stores: Stores[], job: (tx: Writing) => Promise<T>): Promise<T> {
    return this.run(async (base) => {
      const tx = base.transaction(stores, "readwrite", { durability: "strict" });
      try {
        const result = await job(tx);
        await tx.done;
        return result;
      } catch (error) {
        try {
          tx.abort();
        } catch {
          /* it has ended by itself */
        }
        await tx.done.catch(() => undefined);
        throw error;
      }
    });
  }

  private open(): Promise<Base> {
    this.base ??= openBase(this.person);
    this.base.catch(() => {
      this.base = null;
    });
    return this.base;
  }
}

function lost(error: unknown): boolean {
  const { name, message } = error as DOMException;
  return name === "InvalidStateError" || (name === "UnknownError" && /lost|closing|closed/i.test(message));
}

export function isFull(error: unknown): boolean {
  return (error as DOMException)?.name === "QuotaExceededError";
}

const WHO = "arpent-who";

async function inWho<T>(job: (db: IDBPDatabase) => Promise<T>): Promise<T> {
  const db = await openDB(WHO, 1, {
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

/** Return who uses this browser, "" for nobody: known without a network. */
export function whoIsHere(): Promise<string> {
  return inWho(async (db) => String((await db.get("meta", "person")) ?? ""));
}
export async function setWhoIsHere(person: string): Promise<void> {
  await inWho((db) => db.put("meta", person, "person"));
}

/** Return who signed out while the server may still have their session, "" for nobody. */
export function whoSignedOut(): Promise<string> {
  return inWho(async (db) => String((await db.get("meta", "signed_out")) ?? ""));
}
export async function setWhoSignedOut(person: string): Promise<void> {
  await inWho((db) => db.put("meta", person, "signed_out"));
}
