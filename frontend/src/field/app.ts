// The field app: one page with routes in the fragment of its address.

import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import "./snapshot_page";
import "./clients";
import { followBottomBar } from "../site/bottom_bar";
import { notices, stateBadge } from "./head";
import { FieldModel } from "./model";
import "./need";
import { href, icon, Page, setModel } from "./page";
import { phasePage } from "./phases";
import "./prospect";
import "./quote";
import "./company_record";
import { startVisit } from "./start_visit";
import "./survey";
import "./to_send";
import "./today";
import "./visit";
import { loadTranslations, t } from "./words";

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
      this.model.notices.pageChanged();
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
          >${stateBadge(this.model)}
        </div>
      </header>
      <main id="main" tabindex="-1" class="container-sm field-main">
        ${notices(this.model, this.path[0] ?? "")}${phasePage(this.model) ?? keyed(this.path.join("/"), this.page())}
      </main>
      ${this.model.session.phase === "ready" || this.model.session.phase === "empty" ? this.nav() : nothing}`;
  }

  private page(): TemplateResult {
    const [name = "", a = "", b = "", c = ""] = this.path;
    switch (name) {
      case "clients":
        return html`<arpent-clients></arpent-clients>`;
      case "record":
        return html`<arpent-record .company=${a} .appointment=${b}></arpent-record>`;
      case "new-visit":
        if (this.begun !== this.path) {
          this.begun = this.path;
          void startVisit(this.model, a, b);
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
      case "snapshot":
        return html`<arpent-snapshot></arpent-snapshot>`;
      default:
        return html`<arpent-today></arpent-today>`;
    }
  }

  private nav(): TemplateResult {
    const current = this.path[0] ?? "",
      entry = (path: string, name: string, label: string, on: boolean) =>
        html`<a href=${href(path)} aria-current=${on ? "page" : nothing}>${icon(name)}<span>${label}</span></a>`;
    return html`<nav class="bottom-bar" aria-label=${t("Navigation")}>
      ${entry("", "home", t("Aujourd’hui"), current === "" || current === "visit")}${entry(
        "clients",
        "building-factory-2",
        t("Clients"),
        current === "clients" || current === "record",
      )}${entry("to-send", "send", t("À envoyer"), current === "to-send")}${entry(
        "snapshot",
        "device-mobile",
        t("Hors connexion"),
        current === "snapshot",
      )}
    </nav>`;
  }
}

function route(): string[] {
  return location.hash.replace(/^#\/?/, "").split("/").filter(Boolean);
}

loadTranslations();
const model = new FieldModel();
setModel(model);
customElements.define("arpent-field", FieldApp);
void model.start();
if ("serviceWorker" in navigator) {
  const before = navigator.serviceWorker.controller;
  void navigator.serviceWorker
    .register("/sw.js", { type: "classic", updateViaCache: "none" })
    .then((registration) => {
      registration.addEventListener("updatefound", () =>
        registration.installing?.addEventListener("statechange", (e) => {
          if ((e.target as ServiceWorker).state === "activated" && before) {
            model.updated = true;
            model.changed();
          }
        }),
      );
    })
    .catch(() => undefined);
}
