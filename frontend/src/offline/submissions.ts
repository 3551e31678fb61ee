// Submissions made from a draft: immutable versions, each with the id of its record.
import { fileBody } from "./attachments";
import type { Body, Draft, Submission } from "./db";

/** Schema version of bodies; a server that knows only older ones stores a submission without applying it. */
export const SCHEMA = 1;

/** Return the submissions of a draft as it is now, with the number 0: they are not queued. */
export function draftSubmissions(draft: Draft): Submission[] {
  const one = (about: { id: string; kind: string; label: string }, base: number, body: Body, sha256 = "", type = "") =>
    submissionOf(0, about, base, draft.at, body, sha256, type);
  return [
    ...(draft.also ?? []).map((x) => one(x, 0, x.body)),
    one(draft, draft.revision, draft.body),
    ...draft.files
      .filter((f) => !f.sent)
      .map((f) => one({ id: f.id, kind: "file", label: draft.label }, 0, fileBody(draft, f), f.sha256, f.type)),
  ];
}

/** Return a submission built from a draft. */
export function submissionOf(
  seq: number,
  draft: { id: string; kind: string; label: string },
  base: number,
  captured: string,
  body: Body,
  sha256: string,
  type: string,
): Submission {
  return {
    seq,
    id: draft.id,
    kind: draft.kind,
    base_revision: base,
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
