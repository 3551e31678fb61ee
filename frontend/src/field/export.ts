// Everything that is to be sent as one file: to keep, to mail, or to bring in at the desk.
import { hashesOf, idOfBytes } from "../offline/attachments";
import type { Draft, TakenFile } from "../offline/db";
import { hashOf } from "../offline/hashes";
import type { DeviceOutbox } from "../offline/outbox";
import { draftSubmissions } from "../offline/submissions";
import { sketchBytes } from "./sketch";

/** Return queued submissions and drafts as they stand, with the bytes of their files, as JSON. */
export async function exportOutbox(outbox: DeviceOutbox, person: string): Promise<Blob> {
  const drafts = await outbox.drafts(),
    files = new Files();
  const closed = await Promise.all(drafts.map((draft) => closeWidgets(draft, outbox, files)));
  const submissions = [...(await outbox.submissions()), ...closed.flatMap(draftSubmissions)];
  for (const hash of new Set([...submissions.map((p) => p.sha256), ...drafts.flatMap(hashesOf)]))
    if (hash && !files.texts[hash]) await files.add(await outbox.file(hash), hash);
  const device = await outbox.meta<string>("device");
  const made_at = new Date().toISOString();
  const content = { arpent: 1, person, device, made_at, submissions, drafts, files: files.texts };
  return new Blob([JSON.stringify(content, null, 1)], { type: "application/json" });
}

/** The exported bytes in base64, by their hash. */
class Files {
  readonly texts: Record<string, string> = {};
  async add(bytes: ArrayBuffer | null, hash?: string): Promise<string> {
    if (!bytes) return "";
    const sha256 = hash ?? (await hashOf(bytes));
    this.texts[sha256] = await toBase64(bytes);
    return sha256;
  }
}

/** Return a draft with what is open in its widgets made part of it; the draft that is being written does not change. */
async function closeWidgets(draft: Draft, outbox: DeviceOutbox, exported: Files): Promise<Draft> {
  const { strokes, recording, contact_line: line } = draft.widgets ?? {},
    files = [...draft.files],
    body = { ...draft.body };
  const file = (kind: TakenFile["kind"], type: string, sha256: string) => {
    if (sha256) files.push({ id: idOfBytes(sha256), kind, type, sha256, caption: "", taken_at: draft.at });
  };
  if (strokes?.length) file("sketch", "image/png", await exported.add(await sketchBytes(strokes)));
  const parts = (await Promise.all((recording?.parts ?? []).map((hash) => outbox.file(hash)))).filter(
    (x) => x !== null,
  );
  if (recording && parts.length) file("sound", recording.type, await exported.add(await new Blob(parts).arrayBuffer()));
  if (line) body.said = [String(body.said ?? ""), line].filter(Boolean).join("\n");
  return { ...draft, files, body };
}

function toBase64(bytes: ArrayBuffer): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^data:[^,]*,/, ""));
    reader.onerror = () => fail(reader.error ?? new Error("unreadable"));
    reader.readAsDataURL(new Blob([bytes]));
  });
}
