// Changes of quote lines and how they combine: two of one line, one after a refusal, one on top of a stored one.
import type { Line } from "./types";

export type Value = string | boolean;
export interface Edit {
  key: string;
  /** Values of the fields when they were changed; null for a line that the server does not have yet. */
  seen: Record<string, Value> | null;
  after?: string;
  remove?: boolean;
  values: Record<string, Value>;
}
/** `fields`: the refused ones, null for the whole edit; `conflict`: somebody else wrote them meanwhile. */
export interface Refusal {
  sentence: string;
  fields: string[] | null;
  conflict: boolean;
}

// Fields that the server fills in when the reference or the quantity changes.
const DEPENDENT = ["price", "label", "unit", "cost", "description", "reference"];

/** Return two edits of one line as one: `seen` is what stood before the first change of each field. */
export function merge(first: Edit, then: Edit): Edit {
  if (then.remove) return { ...then, seen: then.seen && { ...then.seen, ...first.seen } };
  const merged: Edit = { ...first, ...then, values: { ...first.values, ...then.values } };
  merged.seen = first.seen || then.seen ? { ...then.seen, ...first.seen } : null;
  if (first.after !== undefined && then.after === undefined) merged.after = first.after;
  return merged;
}

/** Return a map of edits with one more, merged with what it holds for the line. */
export function addEdit(edits: Map<string, Edit>, edit: Edit): void {
  const before = edits.get(edit.key);
  edits.set(edit.key, before ? merge(before, edit) : edit);
}

/**
 * Return a refused edit without the seen values of the fields that are written again: the writer has seen the new ones.
 */
export function afterRefusal(refused: Edit, edit: Edit): Edit {
  if (!refused.seen) return refused;
  const seen = { ...refused.seen };
  for (const name of Object.keys(edit.values)) delete seen[name];
  return { ...refused, seen };
}

/** Return an edit reduced to some fields. */
export function pickFields(edit: Edit, fields: string[]): Edit {
  const pick = <T>(from: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(from).filter(([k]) => fields.includes(k)));
  return { key: edit.key, seen: edit.seen && pick(edit.seen), values: pick(edit.values) };
}

/** Return a later edit with `seen` taken from the stored line, for the fields that the sent edit wrote. */
export function rebase(later: Edit, sent: Edit, refusal: Refusal | undefined, line: Line | undefined): Edit {
  if (!line || (refusal && !refusal.fields)) return later;
  const names = Object.keys(sent.values);
  const own = new Set([...names, ...(names.includes("reference") || names.includes("quantity") ? DEPENDENT : [])]);
  for (const name of refusal?.fields ?? []) own.delete(name);
  const seen = { ...later.seen };
  const stored = line as unknown as Record<string, Value | null | undefined>;
  for (const name of own) if (name in seen || name in later.values) seen[name] = stored[name] ?? "";
  return { ...later, seen };
}

/** Return the values of some fields of a line, as the server wrote them. */
export function seenOf(line: Line, names: readonly string[]): Record<string, Value> {
  const stored = line as unknown as Record<string, Value | null | undefined>;
  return Object.fromEntries(names.filter((n) => n in stored).map((n) => [n, stored[n] ?? ""]));
}
