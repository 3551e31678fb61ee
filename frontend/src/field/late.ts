// Late: choose the delay, accept the proposed times, call the contacts of the stops that move.
import { html, nothing, type TemplateResult } from "lit";
import { newId } from "../site/ids";
import { type Move, shiftDay } from "./late_day";
import { callLink, messageLink } from "./links";
import { icon, Page } from "./page";
import type { TourDay } from "./types";
import { clock, day, t } from "./words";

interface Proposal {
  moves: Move[];
  dropped: { id: string; title: string; company: string; instead: string }[];
  by: "phone" | "server";
}
const STEPS = [10, 20, 30, 45, 60, 90];

/** Part of Today that proposes a new day when one is late. */
export class Late extends Page {
  static override properties = {
    day: { attribute: false },
    minutes: { state: true },
    proposal: { state: true },
    asking: { state: true },
    done: { state: true },
  };
  declare day: TourDay;
  declare minutes: number;
  declare proposal: Proposal | null;
  declare asking: boolean;
  declare done: boolean;
  constructor() {
    super();
    this.minutes = 0;
    this.proposal = null;
    this.asking = false;
    this.done = false;
  }

  override render(): TemplateResult {
    return html`<div class="card mt-3" id="late">
      <div class="card-body">
        <h2 class="h3">${icon("clock")} ${t("En retard ?")}</h2>
        <div class="field-choice" role="group" aria-label=${t("De combien ?")}>
          ${STEPS.map(
            (n) =>
              html`<button
                type="button"
                class="btn ${this.minutes === n ? "btn-primary" : ""}"
                aria-pressed=${this.minutes === n}
                @click=${() => void this.ask(n)}
              >
                ${n < 60 ? t("%(n)s min", { n }) : n % 60 ? t("1 h 30") : t("%(n)s h", { n: n / 60 })}
              </button>`,
          )}
        </div>
        <div aria-live="polite">
          ${
            this.asking
              ? html`<p class="mt-2">${t("Je cherche la meilleure suite…")}</p>`
              : this.proposal
                ? this.drawProposal(this.proposal)
                : nothing
          }
        </div>
      </div>
    </div>`;
  }

  private drawProposal(p: Proposal): TemplateResult {
    if (!p.moves.length && !p.dropped.length)
      return html`<p class="mt-2 mb-0">${icon("check")} ${t("Rien ne bouge : vos battements suffisent.")}</p>`;
    return html`<p class="mt-2 text-secondary small">
        ${
          p.by === "server"
            ? t("Replanifié avec les horaires et les routes.")
            : t("Sans réseau : la journée est décalée dans l’ordre prévu.")
        }
      </p>
      <ul class="list-unstyled">
        ${p.moves.map(
          (m) =>
            html`<li class="mb-2">
              <span class="num">${clock(m.from)} → <strong>${clock(m.starts_at)}</strong></span>
              ${m.title}${m.fixed ? html` ${icon("lock", "icon-sm")}` : nothing}
              <div class="field-actions">${this.contact(m.company, m.title)}</div>
            </li>`,
        )}
        ${p.dropped.map(
          (d) =>
            html`<li class="mb-2">
              <s>${d.title}</s>
              ${
                d.instead
                  ? t("proposé le %(day)s à %(time)s", { day: day(d.instead), time: clock(d.instead) })
                  : t("à replacer")
              }
              <div class="field-actions">${this.contact(d.company, d.title)}</div>
            </li>`,
        )}
      </ul>
      ${
        this.done
          ? html`<p class="mb-0">${icon("check")} ${t("La journée est décalée. Prévenez ceux qui vous attendent.")}</p>`
          : html`<button type="button" class="btn btn-primary w-100" @click=${() => void this.accept(p)}>
              ${t("Décaler la journée")}
            </button>`
      }`;
  }

  private contact(company: string, title: string): TemplateResult {
    const companyRecord = this.model.records.tour?.records[company],
      who = companyRecord?.contacts.find((c) => !c.objected && (c.mobile || c.phone));
    const number = who?.mobile || who?.phone || companyRecord?.phone || "";
    return html`${callLink(number, who?.name ?? title)} ${messageLink(number, who?.name ?? title)}`;
  }

  private async ask(minutes: number): Promise<void> {
    this.minutes = minutes;
    this.done = false;
    this.asking = true;
    this.proposal = null;
    this.proposal = (await askServer(minutes)) ?? {
      moves: shiftDay(this.day.stops, this.model.session.now(), minutes),
      dropped: [],
      by: "phone",
    };
    this.asking = false;
  }

  private async accept(p: Proposal): Promise<void> {
    const moves = [
      ...p.moves,
      ...p.dropped.filter((d) => d.instead).map((d) => ({ id: d.id, title: d.title, starts_at: d.instead })),
    ];
    const dropped = p.dropped.filter((d) => !d.instead).map((d) => ({ id: d.id, title: d.title }));
    await this.model.outbox.post(
      "shift",
      newId(),
      {
        day: this.day.date,
        minutes: this.minutes,
        moves: moves.map(({ id, title, starts_at }) => ({ id, title, starts_at })),
        dropped,
      },
      t("Journée décalée de %(n)s min", { n: this.minutes }),
    );
    const newStarts = new Map(moves.map((m) => [m.id, m.starts_at])),
      droppedIds = new Set(p.dropped.map((d) => d.id));
    const before = structuredClone(this.day.stops);
    let skipped = 0;
    for (const stop of this.day.stops) {
      // The drive to a dropped stop is part of the drive to the next one.
      if (droppedIds.has(stop.id)) {
        skipped += stop.drive?.[0] ?? 0;
        continue;
      }
      if (stop.drive) {
        stop.drive = [stop.drive[0] + skipped, stop.drive[1]];
        skipped = 0;
      }
      const start = newStarts.get(stop.id);
      if (!start || droppedIds.has(stop.id)) continue;
      stop.ends_at = new Date(Date.parse(start) + Date.parse(stop.ends_at) - Date.parse(stop.starts_at)).toISOString();
      stop.starts_at = start;
    }
    this.day.stops = this.day.stops.filter((s) => !droppedIds.has(s.id));
    await this.model.records.saveTour();
    this.done = true;
    const back = [
      ...p.moves.map((m) => ({ id: m.id, title: m.title, starts_at: m.from })),
      ...p.dropped.flatMap((d) => {
        const former = before.find((s) => s.id === d.id);
        return former ? [{ id: d.id, title: d.title, starts_at: former.starts_at, restore: true }] : [];
      }),
    ];
    this.model.notices.offer(t("Journée décalée de %(n)s min.", { n: this.minutes }), t("Annuler"), () =>
      this.takeBack(back, before),
    );
    await this.model.refresh();
    void this.model.sync.run();
  }

  /** Restore the original times, here and on the server; dropped stops are planned again. */
  private async takeBack(moves: object[], stops: TourDay["stops"]): Promise<void> {
    await this.model.outbox.post(
      "shift",
      newId(),
      { day: this.day.date, minutes: 0, moves, dropped: [] },
      t("Journée remise aux heures prévues"),
    );
    this.day.stops = stops;
    this.done = false;
    this.proposal = null;
    this.minutes = 0;
    await this.model.records.saveTour();
    await this.model.refresh();
    void this.model.sync.run();
  }
}

/** Ask the server to reschedule the day; null without an answer. */
async function askServer(minutes: number): Promise<Proposal | null> {
  try {
    const response = await fetch(`/agenda/late?minutes=${minutes}`, {
      headers: { Accept: "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(8000),
    });
    if (!response.ok) return null;
    return { ...((await response.json()) as Omit<Proposal, "by">), by: "server" };
  } catch {
    return null;
  }
}
customElements.define("arpent-late", Late);
