// A company's company record: contacts, history, deals, opening hours, directions; its data can be confirmed by a tap.
import { html, nothing, type TemplateResult } from "lit";
import { newId } from "../site/ids";
import { callLink, driveLinks, mailLink, messageLink } from "./links";
import { href, icon, Page } from "./page";
import type { CompanyRecord, Contact, Site } from "./types";
import { money, percent, shortDay, t } from "./words";

const RELATIONS: Record<string, () => string> = {
  suspect: () => t("Suspect"),
  prospect: () => t("Prospect"),
  customer: () => t("Client"),
  former: () => t("Ancien client"),
};

/** Page of one company as the snapshot has it. */
export class CompanyRecordPage extends Page {
  static override properties = {
    company: { attribute: false },
    appointment: { attribute: false },
    companyRecord: { state: true },
    looked: { state: true },
    confirmed: { state: true },
  };
  declare company: string;
  declare appointment: string;
  declare companyRecord: CompanyRecord | null;
  declare looked: boolean;
  declare confirmed: Set<string>;
  constructor() {
    super();
    this.companyRecord = null;
    this.looked = false;
    this.appointment = "";
    this.confirmed = new Set();
  }
  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }
  private async load(): Promise<void> {
    this.companyRecord = await this.model.records.company(this.company);
    this.looked = true;
  }

  override render(): TemplateResult {
    const s = this.companyRecord;
    if (!s)
      return html`${
        this.looked
          ? html`<div class="alert alert-info">
              ${t("Cette fiche n’est pas à bord.")} <a href="/clients/${this.company}/">${t("L’ouvrir en ligne")}</a>
            </div>`
          : nothing
      }`;
    const site = s.sites[0];
    return html`<h1 class="h2 mb-0">${s.name}</h1>
      <div class="text-secondary mb-2">
        ${RELATIONS[s.relationship]?.() ?? ""}
        ${site?.city ?? ""}${s.local ? html` · ${t("créée sur ce téléphone")}` : nothing}
      </div>
      <a
        class="btn btn-primary btn-lg w-100"
        href=${href(`new-visit/${s.id}${this.appointment ? `/${this.appointment}` : ""}`)}
        >${icon("notes")} ${t("Commencer la visite")}</a
      >
      <div class="field-actions mt-2">
        ${callLink(s.phone, s.name)} ${mailLink(s.email, s.name)} ${site ? driveLinks(site.lat, site.lon) : nothing}
      </div>
      <div class="field-actions mt-2">
        <a class="btn" href=${href(`need/new/${s.id}`)}>${icon("bulb")} ${t("Fiche besoin")}</a
        ><a class="btn" href=${href(`quote/new/${s.id}`)}>${icon("file-text")} ${t("Devis rapide")}</a
        ><a class="btn" href=${href(`contact/new/${s.id}`)}>${icon("user")} ${t("Contact")}</a>${this.surveys(s)}
      </div>
      ${this.aim(s)}
      ${this.card(
        t("Contacts"),
        s.contacts.map((c) => this.contact(s, c)),
        t("Aucun contact connu."),
      )}
      ${this.card(
        t("Adresse et horaires"),
        s.sites.map((x) => this.site(s, x)),
        t("Adresse inconnue."),
      )}
      ${
        s.deals?.length
          ? this.card(
              t("Affaires ouvertes"),
              s.deals.map(
                (d) =>
                  html`<div class="list-group-item">
                    <strong>${d.title}</strong>
                    <span class="text-secondary">${d.stage}</span
                    >${d.amount ? html` <span class="num">${money(d.amount)}</span>` : nothing}
                    <div class="small">${d.next_step} ${shortDay(d.next_step_on)}</div>
                  </div>`,
              ),
            )
          : nothing
      }
      ${
        s.offers?.length
          ? this.card(
              t("Offres ouvertes"),
              s.offers.map(
                (o) =>
                  html`<div class="list-group-item">
                    <strong>${o.number}</strong> ${o.title} <span class="text-secondary">${o.state}</span>${
                      o.net ? html` <span class="num">${money(o.net)}</span>` : nothing
                    }${o.margin ? html` <span class="num">${percent(o.margin)}</span>` : nothing}
                    <div class="small">
                      ${o.valid_until ? t("jusqu’au %(day)s", { day: shortDay(o.valid_until) }) : nothing}
                    </div>
                  </div>`,
              ),
            )
          : nothing
      }
      ${this.card(t("Dernières visites"), this.past(s), t("Aucune visite connue."))}`;
  }

  private surveys(s: CompanyRecord): TemplateResult[] {
    return (this.model.records.tour?.forms ?? [])
      .filter((f) => f.purpose === "survey")
      .map((f) => html`<a class="btn" href=${href(`survey/new/${s.id}/${f.id}`)}>${icon("list")} ${f.name}</a>`);
  }

  private card(title: string, rows: unknown[], empty = ""): TemplateResult {
    return html`<div class="card mt-3">
      <div class="card-header"><h2 class="card-title">${title}</h2></div>
      <div class="list-group list-group-flush">
        ${rows.length ? rows : html`<div class="list-group-item text-secondary">${empty}</div>`}
      </div>
    </div>`;
  }

  /** Draw the preparation of the visit: the appointment's note, the next step, the form's checklist. */
  private aim(s: CompanyRecord): TemplateResult | typeof nothing {
    const note =
      this.model.records.tour?.days.flatMap((d) => d.stops).find((x) => x.id === this.appointment)?.note ?? "";
    const step = s.next_step ? `${s.next_step} ${s.next_step_on ? `(${shortDay(s.next_step_on)})` : ""}` : "";
    const list = [
      ...new Set(
        (this.model.records.tour?.forms ?? []).filter((f) => f.purpose === "visit").flatMap((f) => f.checklist),
      ),
    ];
    if (!note && !step && !list.length) return nothing;
    return html`<div class="card mt-3">
      <div class="card-body">
        <h2 class="h4">${t("But de la visite")}</h2>
        ${note ? html`<p>${note}</p>` : nothing}${step ? html`<p class="mb-2">${step}</p>` : nothing}
        ${list.map(
          (line) =>
            html`<label class="form-check"
              ><input type="checkbox" class="form-check-input" /><span class="form-check-label">${line}</span></label
            >`,
        )}
      </div>
    </div>`;
  }

  private contact(s: CompanyRecord, c: Contact): TemplateResult {
    return html`<div class="list-group-item">
      <div><strong>${c.name}</strong> <span class="text-secondary">${c.function}</span></div>
      ${
        c.objected
          ? html`<div class="small text-danger">${t("Ne souhaite plus être contacté")}</div>`
          : html`<div class="field-actions">
              ${callLink(c.mobile || c.phone, c.name)} ${messageLink(c.mobile, c.name)} ${mailLink(c.email, c.name)}
              ${this.confirm(s, "contact", c.id, t("Toujours en poste"))}
            </div>`
      }
    </div>`;
  }

  private site(s: CompanyRecord, x: Site): TemplateResult {
    return html`<div class="list-group-item">
      <div>${x.name ? html`<strong>${x.name}</strong> ` : nothing}${x.address}</div>
      <div class="small">
        ${
          x.hours
            ? html`${x.hours}${
                x.confirmed_on
                  ? html` <span class="text-secondary"
                      >${t("confirmés le %(day)s", { day: shortDay(x.confirmed_on) })}</span
                    >`
                  : nothing
              }`
            : t("Horaires inconnus")
        }
      </div>
      <div class="field-actions">
        ${x.hours && x.id ? this.confirm(s, "hours", x.id, t("Horaires exacts")) : nothing}${this.confirm(
          s,
          "company",
          s.id,
          t("Coordonnées exactes"),
        )}
      </div>
    </div>`;
  }

  private confirm(s: CompanyRecord, what: string, record: string, label: string): TemplateResult | typeof nothing {
    if (s.local) return nothing;
    const done = this.confirmed.has(what + record);
    return html`<button
      type="button"
      class="btn btn-sm ${done ? "btn-success" : ""}"
      ?disabled=${done}
      @click=${() => void this.confirmRecord(s, what, record, label)}
    >
      ${icon("check", "icon-sm")} ${label}
    </button>`;
  }

  private async confirmRecord(s: CompanyRecord, what: string, record: string, label: string): Promise<void> {
    await this.model.outbox.post(
      "confirmation",
      newId(),
      { company: s.id, company_name: s.name, what, record, confirmed_at: new Date().toISOString() },
      `${label} · ${s.name}`,
    );
    this.confirmed = new Set([...this.confirmed, what + record]);
    await this.model.refresh();
    void this.model.sync.run();
  }

  private past(s: CompanyRecord): TemplateResult[] {
    const visits = (s.visits ?? []).map(
      (v) =>
        html`<div class="list-group-item">
          <div class="d-flex gap-2">
            <span class="num">${shortDay(String(v.body.started_at))}</span
            ><span class="text-secondary flex-fill">${v.by}</span
            >${v.own ? html`<a href=${href(`visit/${v.id}`)}>${t("Modifier")}</a>` : nothing}
          </div>
          <div>${String(v.body.aim ?? "")}</div>
          <div class="small">${String(v.body.said ?? "").slice(0, 300)}</div>
        </div>`,
    );
    const entries = s.timeline
      .filter((e) => e.kind !== "visit" || !visits.length)
      .map(
        (e) =>
          html`<div class="list-group-item">
            <span class="num">${shortDay(e.at)}</span> ${e.title}
            <div class="small text-secondary">${e.body.slice(0, 200)}</div>
          </div>`,
      );
    return [...visits, ...entries].slice(0, 5);
  }
}
customElements.define("arpent-record", CompanyRecordPage);
