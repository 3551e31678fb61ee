// The field app: one page, its places behind the #, its state in sight at every moment.

import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { getElement } from "../site/dom";
import "./aboard";
import "./clients";
import { followBottomBar } from "../site/bottom_bar";
import { newId } from "../site/ids";
import { FieldModel } from "./model";
import "./need";
import { href, icon, Page, setModel } from "./page";
import "./prospect";
import "./quote";
import "./sheet";
import "./survey";
import "./to_send";
import { clockWords, stateOf, waitingForReturn } from "./states";
import "./today";
import "./visit";
import type { Stop } from "./pure";
import { ago, isoDay, readWords, t, tn } from "./words";

class FieldApp extends Page {
  static override properties = { path: { state: true } };
  declare path: string[];
  private begun: string[] = [];
  private bar: HTMLElement | null = null;
  constructor() {
    super();
    this.path = route();
  }
  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("hashchange", () => {
      this.path = route();
      this.m.moved();
      scrollTo({ top: 0, behavior: "instant" });
      this.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
    });
  }
  override updated(): void {
    const bar = this.querySelector<HTMLElement>(".bottom-bar");
    if (bar && bar !== this.bar) {
      this.bar = bar;
      followBottomBar(bar);
    }
  }

  override render(): TemplateResult {
    return html`<header class="navbar field-top">
        <div class="container-sm">
          <a class="navbar-brand" href=${href("")}>${icon("route")} <span class="ms-2">${t("Terrain")}</span></a
          >${this.badge()}
        </div>
      </header>
      <main id="main" tabindex="-1" class="container-sm field-main">${this.notices()}${this.page()}</main>
      ${this.m.phase === "ready" || this.m.phase === "empty" ? this.nav() : nothing}`;
  }

  private badge(): TemplateResult {
    const { lines: count, oldest } = this.m.waiting,
      m = this.m;
    const words = count
      ? `${tn("%(n)s à envoyer", "%(n)s à envoyer", count)}${
          oldest ? `, ${t("le plus ancien : %(ago)s", { ago: ago(oldest, new Date()) })}` : ""
        }`
      : m.reason === "offline" || !navigator.onLine
        ? t("Hors ligne")
        : m.reason === "server"
          ? t("Serveur en panne")
          : "";
    return words || m.open
      ? html`<a class="btn btn-sm ms-auto" id="state" href=${href("to-send")}
          >${icon(count ? "send" : m.open ? "alert-triangle" : "wifi-off", "icon-sm")}
          ${words || tn("%(n)s à régler", "%(n)s à régler", m.open)}</a
        >`
      : html`<span class="ms-auto" id="state"></span>`;
  }

  private notices(): TemplateResult {
    const m = this.m,
      late = m.waiting.oldest && Date.now() - Date.parse(m.waiting.oldest) > 24 * 3_600_000;
    return html`<div aria-live="polite">
      ${m.notice ? html`<div class="alert alert-info" role="status">${m.notice}</div>` : nothing}
      ${
        m.undo
          ? html`<div class="alert alert-info d-flex gap-2" role="status">
              <span class="flex-fill">${m.undo.words}</span
              ><button
                type="button"
                class="btn btn-sm flex-shrink-0"
                @click=${() => {
                  const back = m.undo?.back;
                  m.undo = null;
                  void back?.();
                }}
              >
                ${icon("arrow-back-up")} ${m.undo.label}
              </button>
            </div>`
          : nothing
      }
      ${
        m.fresh
          ? html`<div class="alert alert-info d-flex gap-2" role="status">
              <span class="flex-fill">${t("Une nouvelle version d’Arpent est prête.")}</span
              ><button type="button" class="btn btn-sm" @click=${() => location.reload()}>${t("L’ouvrir")}</button>
            </div>`
          : nothing
      }
      ${
        late && this.path[0] !== "to-send"
          ? html`<div class="alert alert-warning" role="status">
              ${t("Des saisies attendent ici depuis plus d’un jour : cherchez du réseau, ou exportez-les.")}
              <a href=${href("to-send")}>${t("À envoyer")}</a>
            </div>`
          : nothing
      }
      ${
        clockWords(m) ? html`<div class="alert alert-warning" role="status" id="clock">${clockWords(m)}</div>` : nothing
      }
      ${this.trouble()}
    </div>`;
  }

  /**
   * Draw the state where it is news: To send says it at its head, and a phone that nobody uses asks to sign in anyway.
   */
  private trouble(): TemplateResult | typeof nothing {
    const m = this.m,
      signIn = m.reason === "sign-in" || m.reason === "revoked";
    const shown = ["portal", "server"].includes(m.reason) || (signIn && ["ready", "empty"].includes(m.phase));
    if (!shown || m.sending || this.path[0] === "to-send") return nothing;
    return html`<div class="alert alert-warning" role="status">
      ${stateOf(m)} ${signIn && m.left !== "revoked" ? html`<a href=${LOGIN}>${t("Se reconnecter")}</a>` : nothing}
    </div>`;
  }

  private page(): TemplateResult {
    switch (this.m.phase) {
      case "starting":
        return html`<p class="text-secondary">${t("J’ouvre ce qui est à bord…")}</p>`;
      case "home-screen":
        return html`<div class="card">
          <div class="card-body">
            <h1 class="h2">${t("Installez Arpent sur l’écran d’accueil")}</h1>
            <p>
              ${t(
                "Sur iPhone, Safari efface au bout de sept jours ce qu’un site garde. Touchez Partager, puis « " +
                  "Sur l’écran d’accueil », et ouvrez Arpent de là : vos comptes rendus y sont en sûreté.",
              )}
            </p>
          </div>
        </div>`;
      case "refused":
        return html`<div class="card">
          <div class="card-body">
            <h1 class="h2">${t("Ce navigateur ne garde rien")}</h1>
            <p>
              ${t(
                "La navigation privée, ou un réglage, l’empêche d’écrire sur ce téléphone. Ouvrez Arpent dans " +
                  "une fenêtre ordinaire ; ici, écrivez vos comptes rendus en ligne seulement.",
              )}
            </p>
            <a class="btn" href="/">${t("Arpent en ligne")}</a>
          </div>
        </div>`;
      case "stranger":
        return html`<div class="card">
          <div class="card-body">
            <h1 class="h2">${t("Bienvenue sur le terrain")}</h1>
            <p>
              ${t(
                "Connectez-vous une fois avec du réseau : la tournée, les fiches et les comptes rendus marchent" +
                  " ensuite sans.",
              )}
            </p>
            <a class="btn btn-primary btn-lg w-100" href=${LOGIN}>${t("Se connecter")}</a>
          </div>
        </div>`;
      case "signed-out":
        return html`<div class="card" id="signed-out">
          <div class="card-body">
            <h1 class="h2">${t("Déconnecté.")}</h1>
            <p>${waitingForReturn(this.m)}</p>
            <a class="btn btn-primary btn-lg w-100" href=${LOGIN}>${t("Se reconnecter")}</a>
          </div>
        </div>`;
      default:
        return html`${keyed(this.path.join("/"), this.place())}`;
    }
  }

  private place(): TemplateResult {
    const [name = "", a = "", b = "", c = ""] = this.path;
    switch (name) {
      case "clients":
        return html`<arpent-clients></arpent-clients>`;
      case "sheet":
        return html`<arpent-sheet .company=${a} .appointment=${b}></arpent-sheet>`;
      case "new-visit":
        if (this.begun !== this.path) {
          this.begun = this.path;
          void this.begin(a, b);
        }
        return html`<p class="text-secondary">${t("Je commence la visite…")}</p>`;
      case "visit":
        return html`<arpent-visit .visit=${a}></arpent-visit>`;
      case "need":
        return a === "new"
          ? html`<arpent-need .company=${b}></arpent-need>`
          : html`<arpent-need .entry=${a}></arpent-need>`;
      case "quote":
      case "request":
        return a === "new"
          ? html`<arpent-quote .company=${b}></arpent-quote>`
          : html`<arpent-quote .entry=${a}></arpent-quote>`;
      case "survey":
        return a === "new"
          ? html`<arpent-survey .company=${b} .form=${c}></arpent-survey>`
          : html`<arpent-survey .entry=${a}></arpent-survey>`;
      case "contact":
        return a === "new"
          ? html`<arpent-contact .company=${b}></arpent-contact>`
          : html`<arpent-contact .entry=${a}></arpent-contact>`;
      case "new-company":
        return html`<arpent-prospect></arpent-prospect>`;
      case "company":
        return html`<arpent-prospect .entry=${a}></arpent-prospect>`;
      case "to-send":
        return html`<arpent-to-send></arpent-to-send>`;
      case "aboard":
        return html`<arpent-aboard></arpent-aboard>`;
      default:
        return html`<arpent-today></arpent-today>`;
    }
  }

  /** Begin a visit now; one that is going on at this customer's is taken up again. */
  private async begin(company: string, appointment: string): Promise<void> {
    const going = this.m.drafts.find((d) => d.kind === "visit" && d.body.company === company);
    if (going) {
      location.replace(`#/visit/${going.id}`);
      return;
    }
    const sheet = await this.m.sheet(company),
      id = newId(),
      stop = this.stopOf(company, appointment);
    const form = (this.m.tour?.forms ?? []).find((f) => f.purpose === "visit");
    const body = {
      company,
      company_name: sheet?.name ?? "",
      appointment: stop?.id ?? "",
      form: form?.id ?? "",
      started_at: new Date().toISOString(),
      ended_at: "",
      aim: stop?.note || sheet?.next_step || "",
      met: [],
      left: [],
      answers: {},
    };
    await this.m.save({
      id,
      kind: "visit",
      body,
      rev: 0,
      label: sheet?.name ?? stop?.title ?? t("Visite"),
      at: "",
      files: [],
    });
    await this.m.refresh();
    location.replace(`#/visit/${id}`);
  }

  /** Return the appointment a visit keeps: the one it was begun from, else today's at this customer's. */
  private stopOf(company: string, appointment: string): Stop | undefined {
    const days = this.m.tour?.days ?? [];
    if (appointment) return days.flatMap((d) => d.stops).find((s) => s.id === appointment);
    return days
      .find((d) => d.date === isoDay(this.m.now()))
      ?.stops.find((s) => s.company === company && s.state === "planned");
  }

  private nav(): TemplateResult {
    const here = this.path[0] ?? "",
      entry = (path: string, name: string, words: string, on: boolean) =>
        html`<a href=${href(path)} aria-current=${on ? "page" : nothing}>${icon(name)}<span>${words}</span></a>`;
    return html`<nav class="bottom-bar" aria-label=${t("Navigation")}>
      ${entry("", "home", t("Aujourd’hui"), here === "" || here === "visit")}${entry(
        "clients",
        "building-factory-2",
        t("Clients"),
        here === "clients" || here === "sheet",
      )}${entry("to-send", "send", t("À envoyer"), here === "to-send")}${entry(
        "aboard",
        "device-mobile",
        t("À bord"),
        here === "aboard",
      )}
    </nav>`;
  }
}

const LOGIN = "/account/login/?next=/field/";
function route(): string[] {
  return location.hash.replace(/^#\/?/, "").split("/").filter(Boolean);
}

readWords();
const model = new FieldModel();
setModel(model);
customElements.define("arpent-field", FieldApp);
// For whoever tries the app from outside: the campaign that pulls the plug drives the very code people use.
getElement<Element & { model?: FieldModel }>(document, "arpent-field").model = model;
void model.start();
if ("serviceWorker" in navigator) {
  const before = navigator.serviceWorker.controller;
  void navigator.serviceWorker
    .register("/sw.js", { type: "classic", updateViaCache: "none" })
    .then((registration) => {
      registration.addEventListener("updatefound", () =>
        registration.installing?.addEventListener("statechange", (e) => {
          if ((e.target as ServiceWorker).state === "activated" && before) {
            model.fresh = true;
            model.changed();
          }
        }),
      );
    })
    .catch(() => undefined);
}
