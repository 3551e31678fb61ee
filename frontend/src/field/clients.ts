// The companies of the snapshot: search by name, place, person or number, and a map.
import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { type IndexRow, searchRows } from "./company_search";
import { textField } from "./fields";
import type { Stop } from "./late_day";
import { href, icon, Page } from "./page";
import "./tour_map";
import type { RecordState } from "../offline/db";
import { t, tn } from "./words";

/** Page that searches the portfolio as a list or on the map. */
export class ClientsPage extends Page {
  static override properties = {
    map: { state: true },
    text: { state: true },
    rows: { state: true },
    localRecords: { state: true },
  };
  declare map: boolean;
  declare text: string;
  declare rows: IndexRow[];
  declare localRecords: RecordState[];
  constructor() {
    super();
    this.map = false;
    this.text = "";
    this.rows = [];
    this.localRecords = [];
  }
  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }
  private async load(): Promise<void> {
    this.rows = await this.model.records.rows();
    const indexed = new Set(this.rows.map((r) => r[0]));
    this.localRecords = (await this.model.outbox.records()).filter((k) => k.kind === "company" && !indexed.has(k.id));
  }
  override render(): TemplateResult {
    const found = searchRows(this.text, this.rows);
    return html`<h1 class="h2">${t("Clients à bord")}</h1>
      ${textField({
        id: "s-text",
        label: t("Nom, ville, contact, téléphone, SIREN"),
        type: "search",
        value: this.text,
        input: (v) => {
          this.text = v;
        },
      })}
      <p class="small text-secondary" role="status">
        ${
          this.rows.length
            ? tn("%(n)s fiche à bord", "%(n)s fiches à bord", this.rows.length)
            : t("Le portefeuille n’est pas encore à bord.")
        }
      </p>
      <button
        type="button"
        class="btn btn-sm mb-2"
        aria-expanded=${this.map}
        @click=${() => {
          this.map = !this.map;
        }}
      >
        ${icon("map-2", "icon-sm")} ${t("Carte")}
      </button>
      ${
        this.map
          ? keyed(
              this.text,
              html`<arpent-tour-map
                .tour=${false}
                .stops=${placesOf(searchRows(this.text, this.rows, 2000))}
              ></arpent-tour-map>`,
            )
          : nothing
      }
      <div class="card">
        <div class="list-group list-group-flush">
          ${this.localRecords.map(
            (k) =>
              html`<a class="list-group-item list-group-item-action" href=${href(`record/${k.id}`)}
                ><strong>${k.label}</strong> <span class="text-secondary">${t("créée sur ce téléphone")}</span></a
              >`,
          )}
          ${found.map(
            (r) =>
              html`<a class="list-group-item list-group-item-action" href=${href(`record/${r[0]}`)}
                ><strong>${r[1]}</strong>
                <span class="text-secondary">${r[3]} ${r[2]}</span
                >${r[7] ? html`<div class="small text-secondary">${r[7]}</div>` : nothing}</a
              >`,
          )}
          ${
            !found.length && this.rows.length
              ? html`<div class="list-group-item next-step">${t("Personne à bord ne porte ce nom.")}</div>`
              : nothing
          }
        </div>
      </div>
      <a class="btn mt-3" href=${href("new-company")}>${icon("plus")} ${t("Nouveau prospect")}</a>`;
  }
}
/** Return rows as places of a map, without those that have no position. */
function placesOf(rows: readonly IndexRow[]): Stop[] {
  return rows
    .filter((r) => r[8])
    .map((r) => ({
      id: r[0],
      company: r[0],
      title: r[1],
      kind: "visit",
      state: "",
      fixed: false,
      starts_at: "",
      ends_at: "",
      note: "",
      lat: Number(r[8]),
      lon: Number(r[9]),
      address: "",
      drive: null,
    }));
}
customElements.define("arpent-clients", ClientsPage);
