// What a grid has to send: kept in the browser until the server has it, so that a lost connection loses nothing.
import type { Line } from "./types";

export type Value = string | boolean;
export interface Edit {
  key: string;
  /** What the fields held when they were changed; null for a line the server does not have yet. */
  seen: Record<string, Value> | null;
  after?: string;
  remove?: boolean;
  values: Record<string, Value>;
}
export interface Refusal {
  sentence: string;
  fields: string[] | null;
  clash: boolean;
}
export interface Held extends Refusal {
  edit: Edit;
}

const AT_ONCE = 500;
// What a reference or a quantity changes beside itself.
const FOLLOW = ["price", "label", "unit", "cost", "description", "reference"];

export class Outbox {
  private waiting = new Map<string, Edit>();
  private sending = new Map<string, Edit>();
  /** Changes the server refused, by key: sent again with the next change of their line. */
  readonly refused = new Map<string, Held>();
  private readonly slot: string;

  /** Each page keeps its own; at its start it takes over what any page of this offer has left behind. */
  constructor(
    name: string,
    private readonly store: Storage | null = safeStorage(),
  ) {
    this.slot = `${name}.${Math.random().toString(36).slice(2)}`;
    for (const slot of slots(store, name)) {
      for (const edit of read(store, slot)) {
        const before = this.waiting.get(edit.key);
        this.waiting.set(edit.key, before ? merge(before, edit) : edit);
      }
      if (this.keep()) store?.removeItem(slot);
    }
  }

  get size(): number {
    return new Set([...this.waiting.keys(), ...this.sending.keys()]).size;
  }
  get busy(): boolean {
    return this.sending.size > 0;
  }
  /** Return what was written for a line and is not with the server yet. */
  pending(key: string): Edit | undefined {
    const parts = [this.refused.get(key)?.edit, this.sending.get(key), this.waiting.get(key)].filter(
      (e): e is Edit => !!e,
    );
    return parts.length ? parts.reduce(merge) : undefined;
  }
  keys(): string[] {
    return [...new Set([...this.refused.keys(), ...this.sending.keys(), ...this.waiting.keys()])];
  }

  add(edit: Edit): void {
    const before = this.refused.get(edit.key)?.edit;
    this.refused.delete(edit.key);
    const held = this.waiting.get(edit.key) ?? (before && again(before, edit));
    this.waiting.set(edit.key, held ? merge(held, edit) : edit);
    this.keep();
  }

  /** Take what is to be sent now; nothing while an answer is awaited. */
  take(): Edit[] {
    if (this.busy || !this.waiting.size) return [];
    const all = [...this.waiting];
    this.sending = new Map(all.slice(0, AT_ONCE));
    this.waiting = new Map(all.slice(AT_ONCE));
    return [...this.sending.values()];
  }

  /**
   * The server has answered: what it refused stays, with its sentence; what was written meanwhile stands on what it
   * says now.
   */
  done(refusals: Record<string, Refusal>, lines: Map<string, Line>): void {
    for (const [key, edit] of this.sending) {
      const refusal = refusals[key],
        later = this.waiting.get(key),
        line = lines.get(key);
      const rebased = later && rebase(later, edit, refusal, line);
      if (rebased) this.waiting.set(key, rebased);
      if (!refusal) continue;
      const left = refusal.fields ? only(edit, refusal.fields) : edit;
      if (rebased) this.waiting.set(key, merge(left, rebased));
      else this.refused.set(key, { ...refusal, edit: left });
    }
    this.sending = new Map();
    this.keep();
  }

  /** The answer never came: all waits again. */
  failed(): void {
    for (const [key, edit] of [...this.sending].reverse()) {
      const later = this.waiting.get(key);
      this.waiting.delete(key);
      this.waiting = new Map([[key, later ? merge(edit, later) : edit], ...this.waiting]);
    }
    this.sending = new Map();
    this.keep();
  }

  drop(key: string): void {
    for (const map of [this.waiting, this.refused]) map.delete(key);
    this.keep();
  }
  isSending(key: string): boolean {
    return this.sending.has(key);
  }

  private keep(): boolean {
    const all = new Map<string, Edit>();
    for (const { edit } of this.refused.values()) all.set(edit.key, edit);
    for (const map of [this.sending, this.waiting])
      for (const [key, edit] of map) {
        const before = all.get(key);
        all.set(key, before ? merge(before, edit) : edit);
      }
    try {
      if (all.size) this.store?.setItem(this.slot, JSON.stringify([...all.values()]));
      else this.store?.removeItem(this.slot);
      return true;
    } catch {
      return false; /* a browser that keeps nothing still sends */
    }
  }
}

function safeStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function slots(store: Storage | null, name: string): string[] {
  return store ? Object.keys(store).filter((k) => k.startsWith(`${name}.`)) : [];
}

function read(store: Storage | null, slot: string): Edit[] {
  try {
    const found = JSON.parse(store?.getItem(slot) ?? "[]") as Edit[];
    return found.filter((e) => e && typeof e.key === "string" && typeof e.values === "object");
  } catch {
    return [];
  }
}

export function merge(first: Edit, then: Edit): Edit {
  if (then.remove) return { ...then, seen: then.seen && { ...then.seen, ...first.seen } };
  const merged: Edit = { ...first, ...then, values: { ...first.values, ...then.values } };
  // What one saw is what stood there before the first of two changes of a field.
  merged.seen = first.seen || then.seen ? { ...then.seen, ...first.seen } : null;
  if (first.after !== undefined && then.after === undefined) merged.after = first.after;
  return merged;
}

/** Whoever writes a refused field again has seen what stands there now. */
function again(refused: Edit, edit: Edit): Edit {
  if (!refused.seen) return refused;
  const seen = { ...refused.seen };
  for (const name of Object.keys(edit.values)) delete seen[name];
  return { ...refused, seen };
}

function only(edit: Edit, fields: string[]): Edit {
  const pick = <T>(from: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(from).filter(([k]) => fields.includes(k)));
  return { key: edit.key, seen: edit.seen && pick(edit.seen), values: pick(edit.values) };
}

/** Have a later change stand on what the server now says of the fields that went before it. */
function rebase(later: Edit, sent: Edit, refusal: Refusal | undefined, line: Line | undefined): Edit {
  if (!line || (refusal && !refusal.fields)) return later;
  const names = Object.keys(sent.values);
  const own = new Set([...names, ...(names.includes("reference") || names.includes("quantity") ? FOLLOW : [])]);
  for (const name of refusal?.fields ?? []) own.delete(name);
  const seen = { ...later.seen };
  const there = line as unknown as Record<string, Value | null | undefined>;
  for (const name of own) if (name in seen || name in later.values) seen[name] = there[name] ?? "";
  return { ...later, seen };
}

/** Return what a line holds in some fields, as the server wrote it. */
export function seenOf(line: Line, names: readonly string[]): Record<string, Value> {
  const here = line as unknown as Record<string, Value | null | undefined>;
  return Object.fromEntries(names.filter((n) => n in here).map((n) => [n, here[n] ?? ""]));
}
