// A new prospect: a company and its contact, with a warning about likely duplicates; a contact alone.
import { html, nothing, type TemplateResult } from "lit";
import type { Body, Draft } from "../offline/db";
import { EntryPage } from "./entry";
import "./files";
import { type DuplicateMatch, type IndexRow, likelyDuplicates } from "./company_search";
import { choice, textField } from "./fields";
import { isSiren, phoneKey, sirenKey } from "./keys";
import { href, icon } from "./page";
import { t } from "./words";

const WHY: Record<DuplicateMatch["why"], () => string> = {
  siren: () => t("même SIREN"),
  phone: () => t("même téléphone"),
  email: () => t("même e-mail"),
  name: () => t("nom très proche"),
};
const EMAIL = /^\S+@\S+\.\S+$/;

/** Page that creates a company, warned of likely duplicates. */
export class ProspectPage extends EntryPage {
  static override properties = { ...EntryPage.properties, placing: { state: true } };
  declare placing: string;
  readonly kind = "company";
  private rows: IndexRow[] = [];
  constructor() {
    super();
    this.placing = "";
  }
  protected heading(): string {
    return t("Nouveau prospect");
  }
  protected override async first(): Promise<Body> {
    return { name: "", relationship: "prospect", source: t("terrain") };
  }
  protected override async ready(): Promise<void> {
    this.rows = await this.model.records.rows();
    this.requestUpdate();
  }
  protected override named(d: Draft): string {
    return String(d.body.name ?? "") || t("Nouveau prospect");
  }
  protected override wayOn(d: Draft): string {
    return `record/${d.id}`;
  }
  protected override check(d: Draft): string {
    const email = this.text("email").trim(),
      phone = this.text("phone").trim(),
      siren = this.text("siren").trim();
    if (!String(d.body.name ?? "").trim()) return t("Donnez un nom à l’entreprise.");
    if (email && !EMAIL.test(email)) return t("« %(text)s » n’est pas une adresse e-mail.", { text: email });
    if (phone && !phoneKey(phone)) return t("« %(text)s » n’est pas un numéro de téléphone.", { text: phone });
    return siren && !isSiren(sirenKey(siren)) ? t("Ce SIREN n’existe pas : vérifiez ses neuf chiffres.") : "";
  }
  protected override finished(d: Draft): Draft {
    return { ...d, body: { ...d.body, siren: sirenKey(this.text("siren")) } };
  }

  protected fields(d: Draft): TemplateResult {
    const field = (name: string, label: string, more: Partial<Parameters<typeof textField>[0]> = {}) =>
      textField({ id: `p-${name}`, label, value: this.text(name), input: (v) => this.set(name, v), ...more });
    return html`${field("name", t("Nom"), { max: 200 })}${this.warning(d)}
      ${choice(
        "relationship",
        t("Relation"),
        [
          ["prospect", t("Prospect")],
          ["suspect", t("Suspect")],
          ["customer", t("Client")],
        ],
        this.text("relationship"),
        (v) => this.set("relationship", v),
      )}
      <div class="row g-2">
        <div class="col-5">${field("postcode", t("Code postal"), { max: 10, mode: "numeric" })}</div>
        <div class="col-7">${field("city", t("Ville"), { max: 100 })}</div>
      </div>
      ${field("address", t("Adresse"), { max: 250 })}
      <button type="button" class="btn mb-3" @click=${() => this.locate()}>
        ${icon("current-location")} ${this.text("lat") ? t("Position relevée") : t("Utiliser ma position")}</button
      >${this.placing ? html`<p class="small text-secondary" role="status">${this.placing}</p>` : nothing}
      ${field("phone", t("Téléphone"), { type: "tel", mode: "tel", max: 30 })}${field("email", t("E-mail"), {
        type: "email",
        mode: "email",
        max: 200,
      })}${field("siren", t("SIREN"), { mode: "numeric", max: 14 })}
      <h2 class="h4">${t("Carte de visite")}</h2>
      <arpent-files .host=${this} .draft=${d} .kind=${"card"}></arpent-files>`;
  }

  private warning(d: Draft): TemplateResult | typeof nothing {
    const likely = likelyDuplicates(
      {
        name: this.text("name"),
        siren: this.text("siren"),
        phone: this.text("phone"),
        email: this.text("email"),
        postcode: this.text("postcode"),
      },
      this.rows,
    ).filter((l) => l.row[0] !== d.id);
    if (!likely.length) return nothing;
    return html`<div class="alert alert-warning" role="status">
      <strong>${t("Peut-être déjà connu :")}</strong>${likely.map(
        (l) =>
          html`<div>
            <a href=${href(`record/${l.row[0]}`)}>${l.row[1]}</a> ${l.row[3]} ${l.row[2]}
            <span class="text-secondary">${WHY[l.why]()}</span>
          </div>`,
      )}
    </div>`;
  }

  private locate(): void {
    this.placing = t("Je cherche la position…");
    navigator.geolocation?.getCurrentPosition(
      (found) => {
        this.set("lat", found.coords.latitude);
        this.set("lon", found.coords.longitude);
        this.placing = "";
      },
      () => {
        this.placing = t("La position n’est pas donnée : écrivez l’adresse.");
      },
      { timeout: 10_000, enableHighAccuracy: true },
    );
  }
}
customElements.define("arpent-prospect", ProspectPage);

/** Page that creates a contact of a company. */
export class ContactPage extends EntryPage {
  readonly kind = "contact";
  protected heading(): string {
    return t("Nouveau contact");
  }
  protected override named(d: Draft): string {
    return [
      `${String(d.body.first_name ?? "")} ${String(d.body.last_name ?? "")}`.trim(),
      String(d.body.company_name ?? ""),
    ]
      .filter(Boolean)
      .join(" · ");
  }
  protected override check(_d: Draft): string {
    const email = this.text("email").trim();
    if (!this.text("last_name").trim()) return t("Donnez le nom du contact.");
    return email && !EMAIL.test(email) ? t("« %(text)s » n’est pas une adresse e-mail.", { text: email }) : "";
  }
  protected fields(d: Draft): TemplateResult {
    const field = (name: string, label: string, more: Partial<Parameters<typeof textField>[0]> = {}) =>
      textField({ id: `c-${name}`, label, value: this.text(name), input: (v) => this.set(name, v), ...more });
    return html`<div class="row g-2">
        <div class="col-5">${field("first_name", t("Prénom"), { max: 80 })}</div>
        <div class="col-7">${field("last_name", t("Nom"), { max: 80 })}</div>
      </div>
      ${field("function", t("Fonction"), { max: 120 })}
      ${field("mobile", t("Mobile"), { type: "tel", mode: "tel", max: 30 })}${field("phone", t("Téléphone"), {
        type: "tel",
        mode: "tel",
        max: 30,
      })}${field("email", t("E-mail"), { type: "email", mode: "email", max: 200 })}
      <h2 class="h4">${t("Carte de visite")}</h2>
      <arpent-files .host=${this} .draft=${d} .kind=${"card"}></arpent-files>`;
  }
}
customElements.define("arpent-contact", ContactPage);
