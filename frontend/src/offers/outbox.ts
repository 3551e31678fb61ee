// What a grid has to send: kept in the browser until the server has it, so that a lost connection loses nothing.
export interface Edit {
  key: string;
  edition: number | null;
  after?: string;
  remove?: boolean;
  values: Record<string, string | boolean>;
}

export class Outbox {
  private waiting = new Map<string, Edit>();
  private sending = new Map<string, Edit>();
  /** Changes the server refused, by key: sent again with the next change of their line. */
  readonly refused = new Map<string, { edit: Edit; sentence: string }>();

  constructor(private readonly name: string) {
    for (const edit of this.read()) this.waiting.set(edit.key, edit);
  }

  get size(): number { return new Set([...this.waiting.keys(), ...this.sending.keys()]).size; }
  get busy(): boolean { return this.sending.size > 0; }
  /** Return what was written for a line and is not with the server yet. */
  pending(key: string): Edit | undefined {
    const parts = [this.refused.get(key)?.edit, this.sending.get(key), this.waiting.get(key)].filter((e): e is Edit => !!e);
    return parts.length ? parts.reduce(merge) : undefined;
  }
  keys(): string[] { return [...new Set([...this.refused.keys(), ...this.sending.keys(), ...this.waiting.keys()])]; }

  add(edit: Edit): void {
    const before = this.refused.get(edit.key)?.edit;
    this.refused.delete(edit.key);
    const held = this.waiting.get(edit.key) ?? before;
    this.waiting.set(edit.key, held ? merge(held, edit) : edit);
    this.keep();
  }

  /** Take what is to be sent now; nothing while an answer is awaited. */
  take(): Edit[] {
    if (this.busy || !this.waiting.size) return [];
    this.sending = this.waiting;
    this.waiting = new Map();
    return [...this.sending.values()];
  }

  /** The server has answered: what it refused stays, with its sentence. */
  done(refusals: Record<string, string>): void {
    for (const [key, sentence] of Object.entries(refusals)) {
      const edit = this.sending.get(key);
      if (edit && !this.waiting.has(key)) this.refused.set(key, { edit, sentence });
      else if (edit) this.waiting.set(key, merge(edit, this.waiting.get(key)!));
    }
    this.sending = new Map();
    this.keep();
  }

  /** The answer never came: all waits again. */
  failed(): void {
    for (const [key, edit] of this.sending) {
      const later = this.waiting.get(key);
      this.waiting.set(key, later ? merge(edit, later) : edit);
    }
    this.sending = new Map();
    this.keep();
  }

  drop(key: string): void {
    for (const map of [this.waiting, this.refused]) map.delete(key);
    this.keep();
  }

  private keep(): void {
    const all = new Map<string, Edit>();
    for (const { edit } of this.refused.values()) all.set(edit.key, edit);
    for (const map of [this.sending, this.waiting]) for (const [key, edit] of map) all.set(key, all.has(key) ? merge(all.get(key)!, edit) : edit);
    try {
      if (all.size) localStorage.setItem(this.name, JSON.stringify([...all.values()]));
      else localStorage.removeItem(this.name);
    } catch { /* a browser that keeps nothing still sends */ }
  }

  private read(): Edit[] {
    try { return JSON.parse(localStorage.getItem(this.name) ?? "[]") as Edit[]; } catch { return []; }
  }
}

function merge(first: Edit, then: Edit): Edit {
  if (then.remove) return then;
  const merged: Edit = { ...first, ...then, values: { ...first.values, ...then.values } };
  // The edition one saw is that of the first of two changes, unless the line was refreshed in between.
  merged.edition = then.edition ?? first.edition;
  if (first.after !== undefined && then.after === undefined) merged.after = first.after;
  return merged;
}
