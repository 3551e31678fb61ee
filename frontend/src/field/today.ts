// Today: drafts, the next stop with its links, the stops of the day, the late button, the map.
import { html, nothing, type TemplateResult } from "lit";
import { callLink, driveLinks, messageLink } from "./links";
import "./late";
import "./tour_map";
import type { Stop } from "./late_day";
import { href, icon, Page } from "./page";
import { waitingForReturn } from "./states";
import type { TourDay } from "./types";
import { clock, day, isoDay, t, tn } from "./words";

/** Page of a day of the tour. */
export class TodayPage extends Page {
  static override properties = { date: { state: true }, map: { state: true } };
  declare date: string;
  declare map: boolean;
  constructor() {
    super();
    this.date = "";
    this.map = false;
  }

  override render(): TemplateResult {
    const { tour } = this.model.records,
      today = isoDay(this.model.session.now());
    const date = this.date || today,
      shown = tour?.days.find((d) => d.date === date);
    if (!tour && this.model.session.removed === "revoked")
      return html`<div class="card" id="revoked">
        <div class="card-body">
          <h1 class="h2">${t("Téléphone révoqué.")}</h1>
          <p>${waitingForReturn(this.model)}</p>
          <a class="btn btn-primary btn-lg w-100" href="/account/login/?next=/field/">${t("Se reconnecter")}</a>
        </div>
      </div>`;
    if (!tour)
      return html`${this.draftRows()}
        <div class="card">
          <div class="card-body next-step">
            ${t("Rien n’est à bord : chargez les fiches avec du réseau.")}
            <a href=${href("snapshot")}>${t("Hors connexion")}</a>
          </div>
        </div>`;
    return html`${this.draftRows()}
      <h1 class="h2 mb-2">${date === today ? t("Aujourd’hui") : day(date)}</h1>
      ${
        tour && tour.days.length > 1
          ? html`<div class="field-days" role="group" aria-label=${t("Jour")}>
              ${tour.days.map(
                (d) =>
                  html`<button
                    type="button"
                    class="btn btn-sm ${d.date === date ? "btn-primary" : ""}"
                    aria-pressed=${d.date === date}
                    @click=${() => {
                      this.date = d.date;
                    }}
                  >
                    ${shortName(d.date)}
                  </button>`,
              )}
            </div>`
          : nothing
      }
      ${
        shown
          ? this.dayOf(shown, date === today)
          : html`<div class="card">
              <div class="card-body next-step">
                ${t("Aucun rendez-vous ce jour-là.")} <a href=${href("clients")}>${t("Chercher un client")}</a>
              </div>
            </div>`
      }
      <div class="field-actions mt-3">
        <a class="btn" href=${href("new-company")}>${icon("plus")} ${t("Nouveau prospect")}</a
        ><a class="btn" href=${href("clients")}>${icon("search")} ${t("Chercher un client")}</a>
      </div>`;
  }

  private draftRows(): TemplateResult | typeof nothing {
    if (!this.model.drafts.list.length) return nothing;
    return html`<div class="card mb-3" id="drafts">
      <div class="card-header">
        <h2 class="card-title">
          ${tn("%(n)s saisie en cours", "%(n)s saisies en cours", this.model.drafts.list.length)}
        </h2>
      </div>
      <div class="list-group list-group-flush">
        ${this.model.drafts.list.map(
          (d) =>
            html`<a
              class="list-group-item list-group-item-action next-step"
              href=${href(`${d.kind === "visit" ? "visit" : d.kind}/${d.id}`)}
              >${icon("pencil")} <span>${t("Reprendre : %(name)s", { name: d.label })}</span></a
            >`,
        )}
      </div>
    </div>`;
  }

  private dayOf(tourDay: TourDay, isToday: boolean): TemplateResult {
    const stops = tourDay.stops,
      next = isToday
        ? stops.find(
            (s) =>
              s.state === "planned" &&
              Date.parse(s.ends_at) > this.model.session.now().getTime() - 30 * 60_000 &&
              s.company,
          )
        : undefined;
    return html`${next ? this.nextStop(next) : nothing}
      <div class="card mt-3">
        <div class="card-header">
          <h2 class="card-title">${t("Rendez-vous : %(n)s", { n: stops.length })}</h2>
          <div class="card-actions">
            <button
              type="button"
              class="btn btn-sm"
              aria-expanded=${this.map}
              @click=${() => {
                this.map = !this.map;
              }}
            >
              ${icon("map-2", "icon-sm")} ${t("Carte")}
            </button>
          </div>
        </div>
        ${
          this.map
            ? html`<arpent-tour-map
                .stops=${stops}
                .start=${this.model.records.tour?.start.point ?? null}
              ></arpent-tour-map>`
            : nothing
        }
        <div class="list-group list-group-flush">${stops.map((s) => this.stopRow(s))}</div>
      </div>
      ${isToday ? html`<arpent-late .day=${tourDay}></arpent-late>` : nothing}`;
  }

  private nextStop(stop: Stop): TemplateResult {
    const companyRecord = this.model.records.tour?.records[stop.company],
      contact = companyRecord?.contacts.find((c) => !c.objected && (c.mobile || c.phone)),
      number = contact?.mobile || contact?.phone || companyRecord?.phone || "";
    return html`<div class="card field-next" id="next">
      <div class="card-body">
        <div class="d-flex gap-2">
          <span class="num h3 mb-0">${clock(stop.starts_at)}</span>
          <div>
            <h2 class="h3 mb-0"><a href=${href(`record/${stop.company}/${stop.id}`)}>${stop.title}</a></h2>
            <div class="text-secondary">${stop.address}</div>
            ${stop.note ? html`<div>${stop.note}</div>` : nothing}
          </div>
        </div>
        <div class="field-actions mt-2">
          ${callLink(number, contact?.name ?? stop.title)} ${messageLink(number, contact?.name ?? stop.title)}
          ${driveLinks(stop.lat, stop.lon)}
        </div>
        <a class="btn btn-primary btn-lg w-100 mt-3" href=${href(`new-visit/${stop.company}/${stop.id}`)}
          >${icon("notes")} ${t("Commencer la visite")}</a
        >
      </div>
    </div>`;
  }

  private stopRow(stop: Stop): TemplateResult {
    const drive = stop.drive
      ? t("%(min)s min de route, %(km)s km", {
          min: Math.round(stop.drive[0] / 60),
          km: Math.round(stop.drive[1] / 1000),
        })
      : "";
    return html`<a
      class="list-group-item list-group-item-action"
      href=${stop.company ? href(`record/${stop.company}/${stop.id}`) : href("")}
      ><div class="d-flex gap-2">
        <span class="num">${clock(stop.starts_at)}</span
        ><span class="flex-fill"
          >${stop.title}${
            stop.fixed ? html` <span title=${t("fixé")}>${icon("lock", "icon-sm")}</span>` : nothing
          }</span
        >${stop.state === "done" ? icon("check", "icon-sm") : nothing}
      </div>
      ${drive ? html`<div class="small text-secondary">${drive}</div>` : nothing}</a
    >`;
  }
}
function shortName(date: string): string {
  return day(date).replace(/^(\S{3})\S* (\d+) .*$/, "$1 $2");
}
customElements.define("arpent-today", TodayPage);
