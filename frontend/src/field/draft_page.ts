// The base of pages that write a draft: each change is saved, with the state of open widgets, one save after the other.
import { idOfBytes } from "../offline/attachments";
import { type Draft, isFull, type TakenFile, type Widgets } from "../offline/db";
import { newId } from "../site/ids";
import { go, Page } from "./page";
import { sketchBytes } from "./sketch";
import { t } from "./words";

/** An element that may still be working on a file when its page is finished or left. */
export interface Flushing extends HTMLElement {
  flush(): Promise<void>;
}

/** Base of the pages that write a draft, saved at each change. */
export abstract class DraftPage extends Page {
  static override properties = { draft: { state: true }, saved: { state: true } };
  declare draft: Draft | null;
  declare saved: boolean;
  protected queue: Promise<unknown> = Promise.resolve();
  /** The draft is being finished or dropped: a later save would create it again. */
  private leaving = false;
  constructor() {
    super();
    this.draft = null;
    this.saved = true;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const draft = this.draft;
    if (!draft) return;
    // A page that opens the same draft waits until this one has stored its recording.
    this.model.drafts.closing.set(
      draft.id,
      this.flush()
        .then(() => this.queue)
        .finally(() => this.model.drafts.closing.delete(draft.id)),
    );
  }

  /** Return a saved draft, null for none; an interrupted recording becomes a file. */
  protected async openDraft(id: string): Promise<Draft | null> {
    await this.model.drafts.closing.get(id);
    this.draft = (await this.model.outbox.draft(id)) ?? null;
    if (this.draft) await this.keepRecording();
    return this.draft;
  }

  set(name: string, value: unknown): void {
    if (this.draft) this.change({ body: { ...this.draft.body, [name]: value } });
  }

  /** Change parts of the draft and save it. */
  change(part: Partial<Draft>): void {
    if (!this.draft) return;
    this.draft = { ...this.draft, ...part };
    this.keep();
  }

  widget<K extends keyof Widgets>(name: K): Widgets[K] {
    return this.draft?.widgets?.[name];
  }

  /** Save the raw state of a widget; undefined once it is closed. */
  setWidget<K extends keyof Widgets>(name: K, value: Widgets[K]): void {
    if (!this.draft) return;
    const { [name]: _former, ...others } = this.draft.widgets ?? {};
    this.change({ widgets: value === undefined ? others : { ...others, [name]: value } });
  }

  protected keep(): void {
    const draft = this.draft;
    if (!draft || this.leaving) return;
    this.saved = false;
    this.queue = this.queue.then(async () => {
      if (!this.draft) return;
      const stored = await this.model.drafts.save(this.draft);
      if (this.draft === draft) this.saved = stored;
    });
  }

  addFile(kind: TakenFile["kind"], type: string, sha256: string, widgets: Widgets = this.draft?.widgets ?? {}): void {
    const file = {
      id: kind === "sketch" || kind === "sound" ? idOfBytes(sha256) : newId(),
      kind,
      type,
      sha256,
      caption: "",
      taken_at: new Date().toISOString(),
    };
    if (this.draft) this.change({ files: [...this.draft.files, file], widgets });
  }

  /** Make a file of the open sketch, if one is drawn. */
  async keepSketch(): Promise<void> {
    const strokes = this.widget("strokes");
    if (!strokes?.length) {
      if (strokes) this.setWidget("strokes", undefined);
      return;
    }
    const sha256 = await this.model.outbox.storeFile(await sketchBytes(strokes));
    const { strokes: _saved, ...others } = this.draft?.widgets ?? {};
    this.addFile("sketch", "image/png", sha256, others);
  }

  /** Make a file of the stored parts of a recording, if there are any. */
  async keepRecording(): Promise<void> {
    const recording = this.widget("recording");
    if (!recording) return;
    const parts = (await Promise.all(recording.parts.map((hash) => this.model.outbox.file(hash)))).filter(
      (x) => x !== null,
    );
    if (!parts.length) {
      this.setWidget("recording", undefined);
      return;
    }
    const sha256 = await this.model.outbox.storeFile(await new Blob(parts).arrayBuffer());
    const { recording: _saved, ...others } = this.draft?.widgets ?? {};
    this.addFile("sound", recording.type, sha256, others);
  }

  /** Wait for photographs that are being scaled down, and stop a recording. */
  protected async flush(): Promise<void> {
    await Promise.all([...this.querySelectorAll<Flushing>("arpent-files")].map((part) => part.flush()));
  }

  /**
   * Make open widgets part of the draft and submit what `made` makes of it; null when there is no room.
   */
  protected async send(made: (draft: Draft) => Draft): Promise<Draft | null> {
    try {
      await this.flush();
      await this.keepSketch();
      await this.keepRecording();
    } catch (error) {
      if (!isFull(error)) throw error;
      this.model.notices.say(
        t(
          "Le téléphone est plein ou refuse d’écrire : le brouillon est gardé tel qu’il était. Libérez de la " +
            "place, puis terminez de nouveau.",
        ),
      );
      return null;
    }
    await this.queue;
    if (!this.draft || this.leaving) return null;
    const { widgets: _closed, ...draft } = this.draft,
      sent = made(draft);
    this.leaving = true;
    const done = await this.model.drafts.finish(sent);
    this.leaving = false;
    if (!done) return null;
    this.draft = null;
    return sent;
  }

  protected async drop(): Promise<void> {
    await this.flush();
    await this.queue;
    const draft = this.draft;
    this.draft = null;
    if (!draft) return;
    await this.model.drafts.drop(draft);
    go("");
  }
}
