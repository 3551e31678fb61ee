// The portfolio on board: found by any part of a name, a place, a person, a number; and where it lies.
import { html, nothing, type TemplateResult } from "lit";
import { Page, href, icon, textField } from "./page";
import { searchRows, type IndexRow } from "./pure";
import type { Known } from "../offline/db";
import { t, tn } from "./words";

export class ClientsPage extends Page {
  static override properties = { text: { state: true }, rows: { state: true }, born: { state: true } };
  declare text: string;
  declare rows: IndexRow[];
  declare born: Known[];
  constructor() { super(); this.text = ""; this.rows = []; this.born = []; }
  override connectedCallback(): void { super.connectedCallback(); void this.load(); }
  private async load(): Promise<void> {
    this.rows = await this.m.rows();
    const there = new Set(this.rows.map((r) => r[0]));
    this.born = (await this.m.outbox.allKnown()).filter((k) => k.kind === "company" && !there.has(k.id));
  }
  override render(): TemplateResult {
    const found = searchRows(this.text, this.rows);
    return html`<h1 class="h2">${t("Clients à bord")}</h1>${textField({ id: "s-text", label: t("Nom, ville, contact, téléphone, SIREN"), type: "search", value: this.text, input: (v) => { this.text = v; } })}
      <p class="small text-secondary" role="status">${this.rows.length ? tn("%(n)s fiche à bord", "%(n)s fiches à bord", this.rows.length) : t("Le portefeuille n’est pas encore à bord.")}</p>
      <div class="card"><div class="list-group list-group-flush">
      ${this.born.map((k) => html`<a class="list-group-item list-group-item-action" href=${href(`sheet/${k.id}`)}><strong>${k.label}</strong> <span class="text-secondary">${t("créée sur ce téléphone")}</span></a>`)}
      ${found.map((r) => html`<a class="list-group-item list-group-item-action" href=${href(`sheet/${r[0]}`)}><strong>${r[1]}</strong> <span class="text-secondary">${r[3]} ${r[2]}</span>${r[7] ? html`<div class="small text-secondary">${r[7]}</div>` : nothing}</a>`)}
      ${!found.length && this.rows.length ? html`<div class="list-group-item next-step">${t("Personne à bord ne porte ce nom.")}</div>` : nothing}</div></div>
      <a class="btn mt-3" href=${href("new-company")}>${icon("plus")} ${t("Nouveau prospect")}</a>`;
  }
}
customElements.define("arpent-clients", ClientsPage);
