// The visit report: sections of the firm's form, saved at each key.
import { html, nothing, type TemplateResult } from "lit";
import { joinFiles } from "../offline/attachments";
import type { Draft } from "../offline/db";
import { DraftPage } from "./draft_page";
import "./files";
import { readsAsPerson } from "./contact_line";
import { select } from "./fields";
import { href, icon } from "./page";
import type { CompanyRecord } from "./types";
import { reportProblems, visitProblem } from "./visit_checks";
import { addContact, contactLine, contactQuestion } from "./visit_contacts";
import type { LeftItem } from "./visit_left";
import { reportSection, sectionsOf } from "./visit_sections";
import { clock, t } from "./words";

/** Page that writes a visit report. */
export class VisitPage extends DraftPage {
  static override properties = {
    ...DraftPage.properties,
    visit: { attribute: false },
    companyRecord: { state: true },
    asking: { state: true },
  };
  declare visit: string;
  declare companyRecord: CompanyRecord | null;
  /** Finish asks what to do with a contact line that does not read as a person. */
  declare asking: boolean;
  constructor() {
    super();
    this.companyRecord = null;
    this.asking = false;
  }
  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  private async load(): Promise<void> {
    this.draft = (await this.openDraft(this.visit)) ?? (await this.finished());
    if (!this.draft) return;
    this.companyRecord = await this.model.records.company(String(this.draft.body.company));
    const files = this.companyRecord?.visits?.find((v) => v.id === this.visit)?.files ?? [];
    if (files.length)
      this.draft = {
        ...this.draft,
        files: joinFiles(
          this.draft.files,
          files.map((f) => ({ ...f, sent: true })),
        ),
      };
  }

  /** Open a finished report: as this phone wrote it last, or as the snapshot has it. */
  private async finished(): Promise<Draft | null> {
    const known = await this.model.outbox.record(this.visit);
    const past = await this.model.records.pastVisit(this.visit);
    const base = { id: this.visit, kind: "visit", at: "", files: await this.model.outbox.filesOf(this.visit) };
    if (known && (!past || known.revision >= past.revision || known.state === "local"))
      return { ...base, body: { ...known.body }, revision: known.revision, label: known.label };
    return past ? { ...base, body: { ...past.body }, revision: past.revision, label: past.name } : null;
  }

  override render(): TemplateResult {
    const d = this.draft;
    if (!d)
      return html`<div class="alert alert-info">
        ${t("Ce compte rendu n’est pas sur ce téléphone.")}
        <a href="/visits/${this.visit}/">${t("L’ouvrir en ligne")}</a>
      </div>`;
    const forms = (this.model.records.tour?.forms ?? []).filter((f) => f.purpose === "visit"),
      form = forms.find((f) => f.id === d.body.form);
    return html`<div class="text-secondary"><a href=${href(`record/${String(d.body.company)}`)}>${d.label}</a></div>
      <h1 class="h2">${t("Compte rendu")}</h1>
      ${
        forms.length
          ? select(
              "form",
              t("Type de visite"),
              [["", t("standard")], ...forms.map((f) => [f.id, f.name] as const)],
              String(d.body.form ?? ""),
              (v) => this.set("form", v),
            )
          : nothing
      }
      <div class="row g-2">${this.moment("started_at", t("Début"))}${this.moment("ended_at", t("Fin"))}</div>
      ${sectionsOf(form).map((s) => reportSection(this, s, d))}
      <div class="field-finish">
        <div class="small text-secondary" role="status">
          ${this.saved ? t("Brouillon gardé sur ce téléphone.") : t("Pas encore gardé…")}
        </div>
        ${reportProblems(form, d)}${this.asking ? contactQuestion(this, d) : nothing}
        <button type="button" class="btn btn-primary btn-lg w-100" id="finish" @click=${() => void this.finish()}>
          ${icon("check")} ${t("Terminer la visite")}
        </button>
      </div>
      <button type="button" class="btn w-100 mt-2" @click=${() => void this.drop()}>
        ${t("Abandonner ce brouillon")}
      </button>`;
  }

  private moment(name: string, label: string): TemplateResult {
    const value = String(this.draft?.body[name] ?? "");
    return html`<div class="col-6">
      <label class="form-label" for="v-${name}">${label}</label
      ><input
        class="form-control"
        id="v-${name}"
        type="datetime-local"
        .value=${value ? local(value) : ""}
        @change=${(e: Event) => {
          const v = (e.target as HTMLInputElement).value;
          this.set(name, v ? new Date(v).toISOString() : "");
        }}
      />
    </div>`;
  }

  async finish(): Promise<void> {
    if (!this.draft || visitProblem(this.draft.body)) return;
    if (contactLine(this).trim()) {
      if (!readsAsPerson(contactLine(this))) {
        this.asking = true;
        return;
      }
      addContact(this);
    }
    const ended = String(this.draft.body.ended_at || new Date().toISOString());
    const sent = await this.send((d) => ({
      ...d,
      body: {
        ...d.body,
        ended_at: ended,
        left: ((d.body.left as LeftItem[] | undefined) ?? []).filter((r) => r.label.trim()),
      },
    }));
    if (!sent) return;
    const stop = this.model.records.tour?.days.flatMap((x) => x.stops).find((s) => s.id === sent.body.appointment);
    if (stop) {
      stop.state = "done";
      await this.model.records.saveTour();
    }
    // A user who has opened another page meanwhile stays on it.
    this.model.notices.offerAndGo(
      t("Visite de %(name)s terminée à %(time)s.", { name: sent.label, time: clock(ended) }),
      this.isConnected ? "" : null,
      `visit/${sent.id}`,
    );
  }
}

function local(iso: string): string {
  const d = new Date(iso);
  return new Date(d.getTime() - d.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
customElements.define("arpent-visit", VisitPage);
