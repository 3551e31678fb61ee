// What the small forms of the field share: a draft saved at each key, finished with one thumb, dropped with a way back.
import { html, nothing, type TemplateResult } from "lit";
import type { Body, Draft } from "../offline/db";
import { newId } from "./model";
import { Page, go, icon } from "./page";
import { t } from "./words";

export abstract class EntryPage extends Page {
  static override properties = { entry: { attribute: false }, company: { attribute: false }, draft: { state: true }, wrong: { state: true } };
  declare entry: string;
  declare company: string;
  declare draft: Draft | null;
  declare wrong: string;
  abstract readonly kind: string;
  private queue: Promise<unknown> = Promise.resolve();
  constructor() { super(); this.entry = ""; this.company = ""; this.draft = null; this.wrong = ""; }
  override connectedCallback(): void { super.connectedCallback(); void this.load(); }

  protected async load(): Promise<void> {
    if (this.entry) {
      const known = await this.m.outbox.known(this.entry);
      this.draft = (await this.m.outbox.draft(this.entry)) ?? (known ? { id: known.id, kind: known.kind, body: { ...known.body }, rev: known.rev, label: known.label, at: "", files: [] } : null);
      this.company = String(this.draft?.body["company"] ?? "");
    } else {
      const sheet = this.company ? await this.m.sheet(this.company) : null;
      this.draft = { id: newId(), kind: this.kind, body: { ...(this.company ? { company: this.company, company_name: sheet?.name ?? "" } : {}), ...(await this.first()) }, rev: 0, label: sheet?.name ?? "", at: "", files: [] };
    }
    await this.ready();
  }
  /** What a new entry begins with. */
  protected async first(): Promise<Body> { return {}; }
  protected async ready(): Promise<void> { /* what a page needs once its draft is there */ }
  protected abstract fields(d: Draft): TemplateResult;
  protected abstract heading(): string;
  /** Return what is still wrong, "" for nothing. */
  protected check(_d: Draft): string { return ""; }
  protected named(d: Draft): string { return d.label; }

  protected text(name: string): string { return String(this.draft?.body[name] ?? ""); }
  protected set(name: string, value: unknown): void {
    if (!this.draft) return;
    this.draft = { ...this.draft, body: { ...this.draft.body, [name]: value } };
    this.keep();
  }
  protected keep(): void {
    const draft = this.draft;
    if (!draft) return;
    draft.label = this.named(draft);
    if (!this.entry) { this.entry = draft.id; history.replaceState(null, "", `#/${draft.kind}/${draft.id}`); }
    this.queue = this.queue.then(() => this.m.save(draft));
  }

  override render(): TemplateResult {
    const d = this.draft;
    if (!d) return html`<div class="alert alert-info">${t("Cette saisie n’est pas sur ce téléphone.")}</div>`;
    return html`<div class="text-secondary">${d.body["company_name"] ?? ""}</div><h1 class="h2">${this.heading()}</h1>${this.fields(d)}
      <div class="field-finish">${this.wrong ? html`<p class="text-danger mb-2" role="alert">${this.wrong}</p>` : nothing}<button type="button" class="btn btn-primary btn-lg w-100" id="finish" @click=${() => void this.finish()}>${icon("check")} ${t("Terminer")}</button></div>
      <button type="button" class="btn w-100 mt-2" @click=${() => void this.drop()}>${t("Abandonner ce brouillon")}</button>`;
  }

  protected async finish(): Promise<void> {
    const d = this.draft;
    if (!d) return;
    this.wrong = this.check(d);
    if (this.wrong) return;
    await this.queue;
    if (await this.m.finish({ ...d, label: this.named(d) })) { this.draft = null; this.m.say(t("%(name)s : gardé, à envoyer.", { name: this.named(d) })); if (this.isConnected) go(this.wayOn(d)); }
  }
  protected wayOn(d: Draft): string { return d.body["company"] ? `sheet/${String(d.body["company"])}` : ""; }

  private async drop(): Promise<void> {
    const d = this.draft;
    if (!d) return;
    await this.queue;
    await this.m.dropDraft(d);
    this.draft = null;
    go("");
  }
}
