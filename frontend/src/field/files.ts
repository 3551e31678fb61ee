// Attachments of a draft: photographs (scaled down), a sketch, a sound recording.
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Draft, Stroke, TakenFile } from "../offline/db";
import { isFull } from "../offline/db";
import { shrink } from "../offline/photos";
import type { DraftPage } from "./draft_page";
import { fetchFile, fileRow } from "./file_row";
import { icon, Page } from "./page";
import { drawStrokes, PAD } from "./sketch";
import { t } from "./words";

const SOUND_LIMIT = 180_000,
  SOUND_PART = 3_000;

/** Part of a page that takes photographs, sketches and sounds. */
export class FilesPart extends Page {
  static override properties = {
    host: { attribute: false },
    draft: { attribute: false },
    kind: { attribute: false },
    previews: { state: true },
    recording: { state: true },
    refused: { state: true },
  };
  /** The page of the draft; `draft` is a property too, so that a change of it updates this element. */
  declare host: DraftPage;
  declare draft: Draft;
  declare kind: TakenFile["kind"];
  declare previews: Map<string, string>;
  declare recording: boolean;
  declare refused: string;
  private recorder: MediaRecorder | null = null;
  private stroke: Stroke | null = null;
  private work: Promise<unknown> = Promise.resolve();
  private ended: Promise<void> = Promise.resolve();
  constructor() {
    super();
    this.kind = "photo";
    this.previews = new Map();
    this.recording = false;
    this.refused = "";
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.flush();
    for (const url of this.previews.values()) URL.revokeObjectURL(url);
  }

  /** Stop a recording and wait until every file is part of the draft. */
  async flush(): Promise<void> {
    if (this.recorder?.state === "recording") this.recorder.stop();
    await this.ended;
    await this.work;
  }

  /** Run jobs one after the other; `full`: message when there is no room. */
  private enqueue(job: () => Promise<void>, full: string): void {
    this.work = this.work.then(job).catch((error: unknown) => {
      if (!isFull(error)) throw error;
      this.refused = full;
    });
  }

  override render(): TemplateResult {
    const mine = this.draft.files.filter((f) => f.kind === this.kind);
    for (const f of mine) if (!this.previews.has(f.id)) void this.preview(f);
    return html`${mine.map((f) => fileRow(f, this.previews.get(f.id) ?? "", this))}${
      this.refused ? html`<p class="text-danger" role="alert">${this.refused}</p>` : nothing
    }
    ${this.kind === "sketch" ? this.pad() : this.kind === "sound" ? this.sound() : this.camera()}`;
  }

  setCaption(f: TakenFile, caption: string): void {
    this.host.change({ files: (this.host.draft?.files ?? []).map((x) => (x.id === f.id ? { ...x, caption } : x)) });
  }
  removeFile(f: TakenFile): void {
    this.host.change({ files: (this.host.draft?.files ?? []).filter((x) => x.id !== f.id) });
  }

  private camera(): TemplateResult {
    return html`<label class="btn mb-3"
      >${icon("camera")} ${this.kind === "card" ? t("Photographier la carte") : t("Prendre une photo")}<input
        class="visually-hidden"
        type="file"
        accept="image/*"
        capture="environment"
        multiple
        @change=${(e: Event) => this.photos(e.target as HTMLInputElement)}
    /></label>`;
  }

  private photos(input: HTMLInputElement): void {
    this.refused = "";
    for (const file of [...(input.files ?? [])]) {
      this.enqueue(async () => {
        let bytes: ArrayBuffer;
        try {
          bytes = await shrink(file);
        } catch {
          this.refused = t("« %(name)s » ne se lit pas comme une photo.", { name: file.name });
          return;
        }
        this.host.addFile(this.kind, "image/jpeg", await this.model.outbox.storeFile(bytes));
      }, t("Le téléphone est plein : cette photo n’est pas gardée."));
    }
    input.value = "";
  }

  private sound(): TemplateResult {
    if (!("MediaRecorder" in globalThis))
      return html`<p class="text-secondary">
        ${t("Ce navigateur n’enregistre pas de son : dictez avec le clavier.")}
      </p>`;
    return html`<button
      type="button"
      class="btn mb-3 ${this.recording ? "btn-danger" : ""}"
      @click=${() => void this.record()}
    >
      ${icon(this.recording ? "player-stop" : "microphone")}
      ${this.recording ? t("Arrêter") : t("Enregistrer (3 min au plus)")}
    </button>`;
  }

  /** Record in parts of a few seconds, each stored at once: a crash loses the last part only. */
  private async record(): Promise<void> {
    if (this.recorder) {
      this.recorder.stop();
      return;
    }
    this.refused = "";
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      this.refused = t(
        "Le micro est refusé : autorisez-le dans les réglages du navigateur, ou dictez avec le clavier.",
      );
      return;
    }
    const release = () => {
      for (const track of stream.getTracks()) track.stop();
    };
    if (!this.isConnected) {
      release();
      return;
    }
    const recorder = new MediaRecorder(stream),
      full = t("Le téléphone est plein : ce son n’est pas gardé.");
    const type = (): string => (recorder.mimeType || "audio/webm").split(";")[0] ?? "audio/webm";
    this.recorder = recorder;
    this.recording = true;
    this.host.setWidget("recording", { type: type(), started_at: new Date().toISOString(), parts: [] });
    recorder.ondataavailable = (e) =>
      this.enqueue(async () => {
        if (!e.data.size) return;
        const hash = await this.model.outbox.storeFile(await e.data.arrayBuffer()),
          open = this.host.widget("recording");
        if (open) this.host.setWidget("recording", { ...open, type: type(), parts: [...open.parts, hash] });
      }, full);
    this.ended = new Promise((done) => {
      recorder.onstop = () => {
        release();
        this.recorder = null;
        this.recording = false;
        this.enqueue(() => this.host.keepRecording(), full);
        done();
      };
    });
    recorder.start(SOUND_PART);
    setTimeout(() => {
      if (recorder.state === "recording") recorder.stop();
    }, SOUND_LIMIT);
  }

  private pad(): TemplateResult {
    const strokes = this.draft.widgets?.strokes;
    if (!strokes)
      return html`<button type="button" class="btn mb-3" @click=${() => this.host.setWidget("strokes", [])}>
        ${icon("writing-sign")} ${t("Faire un croquis")}
      </button>`;
    return html`<canvas
        class="field-pad"
        width=${PAD.width}
        height=${PAD.height}
        aria-label=${t("Croquis, au doigt")}
        @pointerdown=${this.down}
        @pointermove=${this.move}
        @pointerup=${this.up}
        @pointercancel=${this.up}
      ></canvas>
      <div class="field-actions mb-3">
        <button
          type="button"
          class="btn btn-primary"
          @click=${() =>
            this.enqueue(() => this.host.keepSketch(), t("Le téléphone est plein : ce croquis n’est pas gardé."))}
        >
          ${icon("check")} ${t("Garder le croquis")}</button
        ><button
          type="button"
          class="btn"
          ?disabled=${!strokes.length}
          @click=${() => this.host.setWidget("strokes", strokes.slice(0, -1))}
        >
          ${icon("arrow-back-up")} ${t("Effacer le dernier trait")}</button
        ><button type="button" class="btn" @click=${() => this.host.setWidget("strokes", undefined)}>
          ${t("Abandonner")}
        </button>
      </div>`;
  }
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.stroke) this.redraw();
  }
  private redraw(): void {
    const context = this.querySelector("canvas")?.getContext("2d");
    if (!context) return;
    context.clearRect(0, 0, PAD.width, PAD.height);
    drawStrokes(context, [...(this.draft.widgets?.strokes ?? []), ...(this.stroke ? [this.stroke] : [])]);
  }
  private at(e: PointerEvent): [number, number] {
    const canvas = e.currentTarget as HTMLCanvasElement,
      box = canvas.getBoundingClientRect();
    return [
      Math.round(((e.clientX - box.left) * PAD.width) / box.width),
      Math.round(((e.clientY - box.top) * PAD.height) / box.height),
    ];
  }
  private readonly down = (e: PointerEvent): void => {
    e.preventDefault();
    (e.currentTarget as HTMLElement).setPointerCapture(e.pointerId);
    this.stroke = [this.at(e)];
    this.redraw();
  };
  private readonly move = (e: PointerEvent): void => {
    if (!this.stroke) return;
    this.stroke.push(this.at(e));
    this.redraw();
  };
  private readonly up = (): void => {
    const stroke = this.stroke;
    this.stroke = null;
    if (stroke) this.host.setWidget("strokes", [...(this.host.widget("strokes") ?? []), stroke]);
  };

  /** Load the preview of a file from this phone, else from the server. */
  private async preview(f: TakenFile): Promise<void> {
    this.previews.set(f.id, "");
    const bytes = (f.sha256 ? await this.model.outbox.file(f.sha256) : null) ?? (f.sent ? await fetchFile(f.id) : null);
    if (bytes)
      this.previews = new Map(this.previews).set(f.id, URL.createObjectURL(new Blob([bytes], { type: f.type })));
  }
}

customElements.define("arpent-files", FilesPart);
