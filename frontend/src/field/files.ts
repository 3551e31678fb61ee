// Photographs, a sketch, a sound: taken into a draft, made small, each with an id and a hash of its own.
import { html, nothing, type TemplateResult } from "lit";
import type { Draft, TakenFile } from "../offline/db";
import { isFull } from "../offline/db";
import { shrink, toBytes } from "../offline/photos";
import { newId } from "./model";
import { Page, icon } from "./page";
import { t } from "./words";

const SOUND_LIMIT = 180_000;

export class FilesPart extends Page {
  static override properties = { draft: { attribute: false }, kind: { attribute: false }, previews: { state: true }, recording: { state: true }, drawing: { state: true }, refused: { state: true } };
  declare draft: Draft;
  declare kind: TakenFile["kind"];
  declare previews: Map<string, string>;
  declare recording: boolean;
  declare drawing: boolean;
  declare refused: string;
  private recorder: MediaRecorder | null = null;
  constructor() { super(); this.kind = "photo"; this.previews = new Map(); this.recording = false; this.drawing = false; this.refused = ""; }
  override disconnectedCallback(): void { super.disconnectedCallback(); this.recorder?.stop(); for (const url of this.previews.values()) URL.revokeObjectURL(url); }

  override render(): TemplateResult {
    const mine = this.draft.files.filter((f) => f.kind === this.kind);
    for (const f of mine) if (!this.previews.has(f.id)) void this.preview(f);
    return html`${mine.map((f) => this.one(f))}${this.refused ? html`<p class="text-danger" role="alert">${this.refused}</p>` : nothing}
      ${this.kind === "sketch" ? this.pad() : this.kind === "sound" ? this.sound() : this.camera()}`;
  }

  private one(f: TakenFile): TemplateResult {
    const url = this.previews.get(f.id) ?? "";
    return html`<div class="field-file">${f.kind === "sound" ? html`<audio controls src=${url}></audio>` : url ? html`<img src=${url} alt=${f.caption || t("Photo")}>` : nothing}
      <input class="form-control form-control-sm" maxlength="200" placeholder=${t("Légende")} aria-label=${t("Légende")} .value=${f.caption} @change=${(e: Event) => { f.caption = (e.target as HTMLInputElement).value; this.tell(); }}>
      <button type="button" class="btn btn-icon btn-sm" aria-label=${t("Enlever")} @click=${() => this.takeOff(f)}>${icon("x", "icon-sm")}</button></div>`;
  }

  private camera(): TemplateResult {
    return html`<label class="btn mb-3">${icon("camera")} ${this.kind === "card" ? t("Photographier la carte") : t("Prendre une photo")}<input class="visually-hidden" type="file" accept="image/*" capture="environment" multiple @change=${(e: Event) => void this.photos(e.target as HTMLInputElement)}></label>`;
  }

  private async photos(input: HTMLInputElement): Promise<void> {
    for (const file of input.files ?? []) {
      try { await this.add(await shrink(file), "image/jpeg"); }
      catch (error) { this.refused = isFull(error) ? t("Le téléphone est plein : cette photo n’est pas gardée.") : t("« %(name)s » ne se lit pas comme une photo.", { name: file.name }); }
    }
    input.value = "";
  }

  private sound(): TemplateResult {
    if (!("MediaRecorder" in globalThis)) return html`<p class="text-secondary">${t("Ce navigateur n’enregistre pas de son : dictez avec le clavier.")}</p>`;
    return html`<button type="button" class="btn mb-3 ${this.recording ? "btn-danger" : ""}" @click=${() => void this.record()}>${icon(this.recording ? "player-stop" : "microphone")} ${this.recording ? t("Arrêter") : t("Enregistrer (3 min au plus)")}</button>`;
  }

  private async record(): Promise<void> {
    if (this.recorder) { this.recorder.stop(); return; }
    this.refused = "";
    let stream: MediaStream;
    try { stream = await navigator.mediaDevices.getUserMedia({ audio: true }); }
    catch { this.refused = t("Le micro est refusé : autorisez-le dans les réglages du navigateur, ou dictez avec le clavier."); return; }
    const recorder = new MediaRecorder(stream), parts: Blob[] = [];
    this.recorder = recorder;
    this.recording = true;
    recorder.ondataavailable = (e) => parts.push(e.data);
    recorder.onstop = () => {
      stream.getTracks().forEach((track) => track.stop());
      this.recorder = null;
      this.recording = false;
      const type = (recorder.mimeType || "audio/webm").split(";")[0] ?? "audio/webm";
      void new Blob(parts).arrayBuffer().then((bytes) => this.add(bytes, type)).catch(() => { this.refused = t("Le téléphone est plein : ce son n’est pas gardé."); });
    };
    recorder.start();
    setTimeout(() => { if (recorder.state === "recording") recorder.stop(); }, SOUND_LIMIT);
  }

  private pad(): TemplateResult {
    if (!this.drawing) return html`<button type="button" class="btn mb-3" @click=${() => { this.drawing = true; }}>${icon("writing-sign")} ${t("Faire un croquis")}</button>`;
    return html`<canvas class="field-pad" width="720" height="480" aria-label=${t("Croquis, au doigt")} @pointerdown=${this.down} @pointermove=${this.move}></canvas>
      <div class="field-actions mb-3"><button type="button" class="btn btn-primary" @click=${() => void this.keepSketch()}>${icon("check")} ${t("Garder le croquis")}</button><button type="button" class="btn" @click=${() => { this.drawing = false; }}>${t("Abandonner")}</button></div>`;
  }
  private at(e: PointerEvent): [CanvasRenderingContext2D | null, number, number] {
    const canvas = e.currentTarget as HTMLCanvasElement, box = canvas.getBoundingClientRect();
    return [canvas.getContext("2d"), ((e.clientX - box.left) * canvas.width) / box.width, ((e.clientY - box.top) * canvas.height) / box.height];
  }
  private readonly down = (e: PointerEvent): void => {
    e.preventDefault();
    (e.currentTarget as HTMLElement).setPointerCapture(e.pointerId);
    const [context, x, y] = this.at(e);
    if (context) { context.lineWidth = 3; context.lineCap = "round"; context.strokeStyle = "#122033"; context.beginPath(); context.moveTo(x, y); }
  };
  private readonly move = (e: PointerEvent): void => {
    if (!e.buttons) return;
    const [context, x, y] = this.at(e);
    context?.lineTo(x, y);
    context?.stroke();
  };
  private async keepSketch(): Promise<void> {
    const canvas = this.querySelector("canvas");
    if (!canvas) return;
    const context = canvas.getContext("2d");
    if (context) { context.globalCompositeOperation = "destination-over"; context.fillStyle = "#ffffff"; context.fillRect(0, 0, canvas.width, canvas.height); }
    try { await this.add(await toBytes(canvas, "image/png"), "image/png"); this.drawing = false; }
    catch { this.refused = t("Le téléphone est plein : ce croquis n’est pas gardé."); }
  }

  private async add(bytes: ArrayBuffer, type: string): Promise<void> {
    this.refused = "";
    const sha256 = await this.m.outbox.keepFile(bytes);
    this.draft.files = [...this.draft.files, { id: newId(), kind: this.kind, type, sha256, caption: "", taken_at: new Date().toISOString() }];
    this.tell();
  }
  private takeOff(f: TakenFile): void { this.draft.files = this.draft.files.filter((x) => x.id !== f.id); this.tell(); }
  private tell(): void { this.dispatchEvent(new CustomEvent("taken", { bubbles: true })); this.requestUpdate(); }
  private async preview(f: TakenFile): Promise<void> {
    this.previews.set(f.id, "");
    const bytes = await this.m.outbox.file(f.sha256);
    if (bytes) this.previews = new Map(this.previews).set(f.id, URL.createObjectURL(new Blob([bytes], { type: f.type })));
  }
}
customElements.define("arpent-files", FilesPart);
