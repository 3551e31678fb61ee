// The files of a draft: what is sent of them, which bytes they need, how they are counted. Plain values in and out.
import type { Body, Draft, TakenFile } from "./db";

/** Return the body of a file's parcel: a business card of a new company belongs to that company. */
export function fileBody(draft: Draft, file: TakenFile): Body {
  return {
    visit: draft.kind === "visit" ? draft.id : "",
    company: draft.kind === "company" ? draft.id : draft.body.company,
    company_name: draft.kind === "company" ? draft.body.name : draft.body.company_name,
    kind: file.kind,
    type: file.type,
    caption: file.caption,
    taken_at: file.taken_at,
  };
}

/**
 * Return the id of a sketch or a sound, from its bytes: exported from a draft and finished later, it is one file
 * (UUIDv8).
 */
export function idOfBytes(sha256: string): string {
  const part = (from: number, to: number) => sha256.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-8${part(13, 16)}-a${part(17, 20)}-${part(20, 32)}`;
}

/**
 * Return the hashes of all bytes that a draft needs: its files, and the parts of a recording that is not a file yet.
 */
export function hashesOf(draft: Draft): string[] {
  return [...draft.files.map((f) => f.sha256), ...(draft.widgets?.recording?.parts ?? [])].filter(Boolean);
}

/** Return the files of `more` that are not in `files`, after those that are; each once, by id. */
export function joinFiles(files: readonly TakenFile[], more: readonly TakenFile[]): TakenFile[] {
  const held = new Set(files.map((f) => f.id));
  return [...files, ...more.filter((f) => !held.has(f.id))];
}

export interface Group<P> {
  first: P;
  parcels: P[];
  files: Partial<Record<TakenFile["kind"], number>>;
}

/** Return parcels as a person counts them: a record with its files is one, in the order of the first of each. */
export function groupParcels<P extends { id: string; kind: string; body: Body }>(parcels: readonly P[]): Group<P>[] {
  const groups = new Map<string, Group<P>>();
  for (const parcel of parcels) {
    const isFile = parcel.kind === "file",
      own = isFile ? String(parcel.body.visit || parcel.body.company || parcel.id) : parcel.id;
    const group = groups.get(own) ?? { first: parcel, parcels: [], files: {} };
    groups.set(own, group);
    group.parcels.push(parcel);
    if (isFile) {
      const kind = parcel.body.kind as TakenFile["kind"];
      group.files[kind] = (group.files[kind] ?? 0) + 1;
    } else if (group.first.kind === "file") group.first = parcel;
  }
  return [...groups.values()];
}
