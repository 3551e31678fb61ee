// The files of a draft: their submissions, the bytes they need, how they are counted. Pure functions.
import type { Body, Draft, TakenFile } from "./db";

/** Return the body of a file's submission; a business card of a new company belongs to that company. */
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

/** Return the id of a sketch or a sound (UUIDv8 of its bytes): exported and submitted later, it is one file. */
export function idOfBytes(sha256: string): string {
  const part = (from: number, to: number) => sha256.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-8${part(13, 16)}-a${part(17, 20)}-${part(20, 32)}`;
}

/** Return the hashes of the bytes that a draft refers to: files, and parts of an unfinished recording. */
export function hashesOf(draft: Draft): string[] {
  return [...draft.files.map((f) => f.sha256), ...(draft.widgets?.recording?.parts ?? [])].filter(Boolean);
}

/** Return `files` followed by those of `more` with other ids. */
export function joinFiles(files: readonly TakenFile[], more: readonly TakenFile[]): TakenFile[] {
  const ids = new Set(files.map((f) => f.id));
  return [...files, ...more.filter((f) => !ids.has(f.id))];
}

/** A record to send, with its submissions and the number of its files by kind. */
export interface Group<P> {
  first: P;
  submissions: P[];
  files: Partial<Record<TakenFile["kind"], number>>;
}

/** Return submissions grouped as they are shown: a record with its files is one, in order of the first of each. */
export function groupSubmissions<P extends { id: string; kind: string; body: Body }>(
  submissions: readonly P[],
): Group<P>[] {
  const groups = new Map<string, Group<P>>();
  for (const submission of submissions) {
    const isFile = submission.kind === "file",
      own = isFile ? String(submission.body.visit || submission.body.company || submission.id) : submission.id;
    const group = groups.get(own) ?? { first: submission, submissions: [], files: {} };
    groups.set(own, group);
    group.submissions.push(submission);
    if (isFile) {
      const kind = submission.body.kind as TakenFile["kind"];
      group.files[kind] = (group.files[kind] ?? 0) + 1;
    } else if (group.first.kind === "file") group.first = submission;
  }
  return [...groups.values()];
}
