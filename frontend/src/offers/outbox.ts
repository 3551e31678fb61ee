// The localStorage store of the outbox: changes of quote lines survive a lost connection and a closed page.
import type { Entry, OutboxStore } from "../outbox/core";
import { addEdit, afterRefusal, type Edit, merge, pickFields, type Refusal, rebase } from "./edits";
import type { Line } from "./types";

/** Changes that are sent together; a line's key is the idempotency key of its change. */
export interface Batch extends Entry {
  edits: Edit[];
}
/** What the server answers to a batch: its lines now, and what it refused, by key. */
export interface Stored {
  grid: { lines: Line[] };
  refusals: Record<string, Refusal>;
}

/** An edit that the server refused, with its reason. */
export interface RefusedEdit extends Refusal {
  edit: Edit;
}

const BATCH_SIZE = 500;

/** Edits of lines that wait for the server, kept in the browser's storage so that a reload loses none. */
export class EditOutbox implements OutboxStore<Batch, Stored> {
  private waiting = new Map<string, Edit>();
  private sending = new Map<string, Edit>();
  /** Refused changes by key: sent again with the next change of their line. */
  readonly refused = new Map<string, RefusedEdit>();
  private readonly slot: string;
  private batches = 0;

  /** Each page has a slot of its own; at its start it takes over what other pages of this quote have left. */
  constructor(
    name: string,
    private readonly storage: Storage | null = browserStorage(),
  ) {
    this.slot = `${name}.${Math.random().toString(36).slice(2)}`;
    for (const slot of slots(storage, name)) {
      for (const edit of read(storage, slot)) addEdit(this.waiting, edit);
      if (this.persist()) storage?.removeItem(slot);
    }
  }

  get size(): number {
    return new Set([...this.waiting.keys(), ...this.sending.keys()]).size;
  }
  get busy(): boolean {
    return this.sending.size > 0;
  }
  /** Return what was written for a line and is not stored on the server yet. */
  pending(key: string): Edit | undefined {
    const parts = [this.refused.get(key)?.edit, this.sending.get(key), this.waiting.get(key)].filter((e) => !!e);
    return parts.length ? parts.reduce(merge) : undefined;
  }
  keys(): string[] {
    return [...new Set([...this.refused.keys(), ...this.sending.keys(), ...this.waiting.keys()])];
  }
  isSending(key: string): boolean {
    return this.sending.has(key);
  }

  add(edit: Edit): void {
    const refused = this.refused.get(edit.key)?.edit;
    this.refused.delete(edit.key);
    if (refused && !this.waiting.has(edit.key)) this.waiting.set(edit.key, afterRefusal(refused, edit));
    addEdit(this.waiting, edit);
    this.persist();
  }

  drop(key: string): void {
    for (const edits of [this.waiting, this.refused]) edits.delete(key);
    this.persist();
  }

  // The store of the sending core

  async next(_after: number): Promise<Batch | undefined> {
    if (this.busy || !this.waiting.size) return undefined;
    const all = [...this.waiting];
    this.sending = new Map(all.slice(0, BATCH_SIZE));
    this.waiting = new Map(all.slice(BATCH_SIZE));
    return { id: this.slot, seq: ++this.batches, edits: [...this.sending.values()] };
  }

  /** Keep what was refused, with its sentence; base what was written meanwhile on the stored lines. */
  async acknowledge({ edits }: Batch, { grid, refusals }: Stored): Promise<boolean> {
    const lines = new Map(grid.lines.map((l) => [l.key, l]));
    for (const edit of edits) this.applyResult(edit, refusals[edit.key], lines.get(edit.key));
    this.sending = new Map();
    this.persist();
    return false;
  }

  /** Keep a batch: refused as a whole with its sentence, or, without an answer, to be sent again before the others. */
  async requeue({ edits }: Batch, problem: string): Promise<void> {
    if (problem) for (const edit of edits) this.applyResult(edit, { sentence: problem, fields: null, conflict: false });
    else {
      const later = this.waiting;
      this.waiting = new Map(edits.map((e) => [e.key, e]));
      for (const edit of later.values()) addEdit(this.waiting, edit);
    }
    this.sending = new Map();
    this.persist();
  }

  async count(): Promise<number> {
    return this.size;
  }

  private applyResult(edit: Edit, refusal?: Refusal, line?: Line): void {
    const later = this.waiting.get(edit.key),
      rebased = later && rebase(later, edit, refusal, line),
      left = refusal && (refusal.fields ? pickFields(edit, refusal.fields) : edit);
    if (rebased) this.waiting.set(edit.key, left ? merge(left, rebased) : rebased);
    else if (refusal && left) this.refused.set(edit.key, { ...refusal, edit: left });
  }

  /** Write all that is not stored on the server; false when the browser has no room: it is still sent from memory. */
  private persist(): boolean {
    const all = new Map<string, Edit>();
    for (const { edit } of this.refused.values()) all.set(edit.key, edit);
    for (const edits of [this.sending, this.waiting]) for (const edit of edits.values()) addEdit(all, edit);
    try {
      if (all.size) this.storage?.setItem(this.slot, JSON.stringify([...all.values()]));
      else this.storage?.removeItem(this.slot);
      return true;
    } catch {
      return false;
    }
  }
}

function browserStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function slots(storage: Storage | null, name: string): string[] {
  return storage ? Object.keys(storage).filter((k) => k.startsWith(`${name}.`)) : [];
}

function read(storage: Storage | null, slot: string): Edit[] {
  try {
    const edits = JSON.parse(storage?.getItem(slot) ?? "[]") as Edit[];
    return edits.filter((e) => e && typeof e.key === "string" && typeof e.values === "object");
  } catch {
    return [];
  }
}
