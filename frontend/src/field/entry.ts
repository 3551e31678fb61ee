// The base of the small forms: a draft saved at each input, finished or dropped.
import { html, nothing, type TemplateResult } from "lit";
import type { Body, Draft } from "../offline/db";
import { newId } from "../site/ids";
import { DraftPage } from "./draft_page";
import { icon } from "./page";
import { t } from "./words";

/** Base of the pages that write one record of a kind and submit it. */
export abstract class EntryPage extends DraftPage {
  static override properties = {
    ...DraftPage.properties,
    entry: { attribute: false },
    company: { attribute: false },
    wrong: { state: true },
    looked: { state: true },
  };
  declare entry: string;
  declare company: string;
  declare wrong: string;
  declare looked: boolean;
  /** Already submitted, and of a kind that is edited on the site only: read-only here. */
  protected sealed = false;
  abstract readonly kind: string;
  constructor() {
    super();
    this.entry = "";
    this.company = "";
    this.wrong = "";
    this.looked = false;
  }
  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  protected async load(): Promise<void> {
    if (this.entry) {
      this.draft = (await this.openDraft(this.entry)) ?? (await this.model.drafts.reopen(this.entry));
      this.company = String(this.draft?.body.company ?? "");
    } else {
      const companyRecord = this.company ? await this.model.records.company(this.company) : null;
      this.draft = {
        id: newId(),
        kind: this.kind,
        body: {
          ...(this.company ? { company: this.company, company_name: companyRecord?.name ?? "" } : {}),
          ...(await this.first()),
        },
        revision: 0,
        label: companyRecord?.name ?? "",
        at: "",
        files: [],
      };
    }
    const state = (this.entry ? await this.model.outbox.record(this.entry) : undefined)?.state ?? "";
    this.sealed = this.sealable && ["local", "applied", "resolved"].includes(state);
    await this.ready();
    this.looked = true;
  }
  protected get sealable(): boolean {
    return false;
  }
  /** Return the body of a new entry. */
  protected async first(): Promise<Body> {
    return {};
  }
  protected async ready(): Promise<void> {
    /* what a page needs before it is drawn */
  }
  protected abstract fields(d: Draft): TemplateResult;
  protected abstract heading(): string;
  /** Return what keeps the entry from being finished, "" for nothing. */
  protected check(_d: Draft): string {
    return "";
  }
  protected named(d: Draft): string {
    return d.label;
  }
  /** Return the draft to submit, without fields that only the page needs. */
  protected finished(d: Draft): Draft {
    return d;
  }

  protected text(name: string): string {
    return String(this.draft?.body[name] ?? "");
  }
  protected override keep(): void {
    const draft = this.draft;
    if (!draft || this.sealed) return;
    draft.label = this.named(draft);
    if (this.wrong) this.wrong = this.check(draft);
    if (!this.entry) {
      this.entry = draft.id;
      history.replaceState(null, "", `#/${draft.kind}/${draft.id}`);
    }
    super.keep();
  }

  override render(): TemplateResult {
    const d = this.draft;
    if (!this.looked) return html``;
    if (!d) return html`<div class="alert alert-info">${t("Cette saisie n’est pas sur ce téléphone.")}</div>`;
    return html`<div class="text-secondary">${d.body.company_name ?? ""}</div>
      <h1 class="h2">${this.heading()}</h1>
      ${this.fields(d)}
      ${
        this.sealed
          ? html`<div class="alert alert-info">
              ${t("Ce devis est terminé : une fois arrivé, il se change au bureau.")}
            </div>`
          : this.endButtons()
      }`;
  }
  private endButtons(): TemplateResult {
    return html`<div class="field-finish">
        ${this.wrong ? html`<p class="text-danger mb-2" role="alert">${this.wrong}</p>` : nothing}<button
          type="button"
          class="btn btn-primary btn-lg w-100"
          id="finish"
          @click=${() => void this.finish()}
        >
          ${icon("check")} ${t("Terminer")}
        </button>
      </div>
      <button type="button" class="btn w-100 mt-2" @click=${() => void this.drop()}>
        ${t("Abandonner ce brouillon")}
      </button>`;
  }

  private async finish(): Promise<void> {
    if (!this.draft || this.sealed) return;
    this.wrong = this.check(this.draft);
    if (this.wrong) return;
    const sent = await this.send((d) => this.finished({ ...d, label: this.named(d) }));
    if (sent)
      this.model.notices.offerAndGo(
        t("%(name)s : terminé, à envoyer.", { name: sent.label }),
        this.isConnected ? this.wayOn(sent) : null,
        `${sent.kind}/${sent.id}`,
        this.sealable ? t("Voir") : t("Rouvrir"),
      );
  }
  protected wayOn(d: Draft): string {
    return d.body.company ? `record/${String(d.body.company)}` : "";
  }
}
