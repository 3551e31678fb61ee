// Where the files of a draft belong, which bytes it needs, and how what waits is counted.
import { expect, test } from "vitest";
import { fileBody, groupSubmissions, hashesOf, joinFiles } from "../src/offline/attachments";
import type { Draft, TakenFile } from "../src/offline/db";
import { draftSubmissions } from "../src/offline/submissions";

const file = (id: string, kind: TakenFile["kind"] = "photo"): TakenFile => ({
  id,
  kind,
  type: "image/jpeg",
  sha256: `hash-${id}`,
  caption: "",
  taken_at: "2026-11-24T09:00:00Z",
});
const draft = (kind: string, more: Partial<Draft> = {}): Draft => ({
  id: `${kind}-1`,
  kind,
  body: {},
  revision: 0,
  label: "",
  at: "",
  files: [],
  ...more,
});

test("the business card of a new company belongs to that company", () => {
  const body = fileBody(draft("company", { body: { name: "Piscines Galtier" } }), file("f", "card"));
  expect([body.company, body.company_name, body.visit]).toEqual(["company-1", "Piscines Galtier", ""]);
});

test("a photo of a visit belongs to the visit and its company, a card of a contact to its company", () => {
  expect([fileBody(draft("visit", { body: { company: "c" } }), file("f"))].map((b) => [b.visit, b.company])).toEqual([
    ["visit-1", "c"],
  ]);
  expect(
    [fileBody(draft("contact", { body: { company: "c" } }), file("f", "card"))].map((b) => [b.visit, b.company]),
  ).toEqual([["", "c"]]);
});

test("a draft needs the bytes of its files and of the parts of a recording that is not a file yet", () => {
  const one = draft("visit", {
    files: [file("a")],
    widgets: { recording: { type: "audio/webm", started_at: "", parts: ["p1", "p2"] } },
  });
  expect(hashesOf(one)).toEqual(["hash-a", "p1", "p2"]);
});

test("files of a reopened record are shown once, those of this phone first", () => {
  expect(joinFiles([file("a"), file("b")], [file("b"), file("c")]).map((f) => f.id)).toEqual(["a", "b", "c"]);
});

test("a visit and its files are one line, with what they are", () => {
  const submission = (id: string, kind: string, body: Record<string, unknown> = {}) => ({ id, kind, body });
  const of = (id: string, kind: string) => submission(id, "file", { visit: "v", company: "c", kind });
  const groups = groupSubmissions([
    submission("v", "visit"),
    of("1", "photo"),
    of("2", "sketch"),
    of("3", "sound"),
    of("4", "sound"),
    submission("n", "need"),
  ]);
  expect(groups.map((g) => [g.first.id, g.files])).toEqual([
    ["v", { photo: 1, sketch: 1, sound: 2 }],
    ["n", {}],
  ]);
});

test("files whose visit has left are one line of their own", () => {
  const groups = groupSubmissions([
    { id: "1", kind: "file", body: { visit: "v", kind: "photo" } },
    { id: "2", kind: "file", body: { visit: "v", kind: "photo" } },
  ]);
  expect(groups.map((g) => g.files)).toEqual([{ photo: 2 }]);
});

test("a draft is exported as what it would send, unnumbered, without what was sent before", () => {
  const one = draft("visit", {
    at: "2026-11-24T10:00:00Z",
    revision: 2,
    body: { company: "c" },
    files: [{ ...file("a"), sent: true }, file("b")],
    also: [{ id: "k", kind: "contact", body: { last_name: "Durand" }, label: "Durand" }],
  });
  const submissions = draftSubmissions(one);
  expect(submissions.map((p) => [p.kind, p.id, p.seq, p.base_revision])).toEqual([
    ["contact", "k", 0, 0],
    ["visit", "visit-1", 0, 2],
    ["file", "b", 0, 0],
  ]);
});
