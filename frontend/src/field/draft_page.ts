// What pages that write a draft share: each change is saved, the raw state of open widgets included, one save after the
// other.
import { idOfBytes } from "../offline/attachments";
import { type Draft, isFull, type TakenFile, type Widgets } from "../offline/db";
import { newId } from "../site/ids";
import { go, Page } from "./page";
import { sketchBytes } from "./sketch";
import { t } from "./words";

/** A part of a page that may still be working on a file when the page is finished or left. */
export interface Flushing extends HTMLElement {
  flush(): Promise<void>;
}

export abstract class DraftPage extends Page {
  static override properties = { draft: { state: true }, saved: { state: true } };
  declare draft: Draft | null;
  declare saved: boolean;
  protected queue: Promise<unknown> = Promise.resolve();
  /** It is being finished or dropped: a save that came after would bring the draft back. */
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
    // A page that opens the same draft at once waits for the recording that this one still has to store.
    this.m.closing.set(
      draft.id,
      this.flush()
        .then(() => this.queue)
        .finally(() => this.m.closing.delete(draft.id)),
    );
  }

  /** Return the saved draft of an id, null for none; a recording that a dead phone interrupted becomes a file. */
  protected async openDraft(id: string): Promise<Draft | null> {
    await this.m.closing.get(id);
    this.draft = (await this.m.outbox.draft(id)) ?? null;
    if (this.draft) await this.keepRecording();
    return this.draft;
  }

  protected set(name: string, value: unknown): void {
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
      const kept = await this.m.save(this.draft);
      if (this.draft === draft) this.saved = kept;
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
    const sha256 = await this.m.outbox.keepFile(await sketchBytes(strokes));
    const { strokes: _kept, ...others } = this.draft?.widgets ?? {};
    this.addFile("sketch", "image/png", sha256, others);
  }

  /** Make a file of the stored parts of a recording, if there are any. */
  async keepRecording(): Promise<void> {
    const recording = this.widget("recording");
    if (!recording) return;
    const parts = (await Promise.all(recording.parts.map((hash) => this.m.outbox.file(hash)))).filter(
      (x) => x !== null,
    );
    if (!parts.length) {
      this.setWidget("recording", undefined);
      return;
    }
    const sha256 = await this.m.outbox.keepFile(await new Blob(parts).arrayBuffer());
    const { recording: _kept, ...others } = this.draft?.widgets ?? {};
    this.addFile("sound", recording.type, sha256, others);
  }

  /** Wait for photographs being made small, and stop a recording. */
  protected async flush(): Promise<void> {
    await Promise.all([...this.querySelectorAll<Flushing>("arpent-files")].map((part) => part.flush()));
  }

  /**
   * Have all that is open become part of the draft, then send it as `made` makes it; null when the phone has no room
   * for it.
   */
  protected async send(made: (draft: Draft) => Draft): Promise<Draft | null> {
    try {
      await this.flush();
      await this.keepSketch();
      await this.keepRecording();
    } catch (error) {
      if (!isFull(error)) throw error;
      this.m.say(
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
    const done = await this.m.finish(sent);
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
    await this.m.dropDraft(draft);
    go("");
  }
}
