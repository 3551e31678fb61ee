// On board: what this phone has taken along, how much room it takes, until when; one's own map; the way out.
import { html, nothing, type TemplateResult } from "lit";
import { icon, Page } from "./page";
import { ago, day, t, tn } from "./words";

export class AboardPage extends Page {
  static override properties = { map: { state: true }, told: { state: true }, count: { state: true } };
  declare map: number;
  declare told: string;
  declare count: number;
  private made = "";
  constructor() {
    super();
    this.map = 0;
    this.told = "";
    this.count = 0;
  }
  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }
  private async load(): Promise<void> {
    this.made = (await this.m.outbox.meta<string>("board_at")) ?? "";
    this.m.size = await this.m.board.size();
    this.count = (await this.m.rows()).length;
    const { ownMap } = await import("./own_map");
    this.map = (await ownMap())?.size ?? 0;
  }

  override render(): TemplateResult {
    const m = this.m,
      days = m.tour?.policy.expiry_days ?? 7;
    return html`<h1 class="h2">${t("À bord")}</h1>
      <div class="card">
        <div class="card-body">
          ${
            m.tour
              ? html`<p>
                    ${tn("%(n)s fiche", "%(n)s fiches", this.count)},
                    ${t("%(n)s jours de tournée", { n: m.tour.days.length })},
                    <span class="num">${megabytes(m.size.bytes)}</span>.
                    ${
                      this.made
                        ? t("Chargé il y a %(ago)s ; effacé le %(day)s sans réseau d’ici là.", {
                            ago: ago(this.made, new Date()),
                            day: day(new Date(Date.parse(this.made) + days * 86_400_000).toISOString()),
                          })
                        : nothing
                    }
                  </p>
                  <p class="small text-secondary">
                    ${
                      m.tour.policy.prices
                        ? t("Les tarifs sont à bord.")
                        : t("Les tarifs restent au bureau : votre administrateur peut les permettre.")
                    }
                    ${globalThis.crypto?.subtle ? t("Les fiches sont chiffrées sur ce téléphone.") : nothing}
                  </p>`
              : html`<p>${t("Rien n’est à bord : chargez les fiches avec du réseau.")}</p>`
          }
          ${
            m.loading
              ? html`<progress max=${m.loading[1]} value=${m.loading[0]} aria-label=${t("Chargement")}></progress>`
              : nothing
          }
          <button type="button" class="btn btn-primary" ?disabled=${m.sending} @click=${() => void this.fetch()}>
            ${icon("download")} ${t("Charger les fiches maintenant")}
          </button>
        </div>
      </div>
      <div class="card mt-3">
        <div class="card-body">
          <h2 class="h4">${t("Votre carte")}</h2>
          <p class="text-secondary small">
            ${t("Un fichier PMTiles de votre choix se dessine sous les étapes, sans réseau.")}
          </p>
          ${
            this.map
              ? html`<p>
                  ${megabytes(this.map)}
                  <button type="button" class="btn btn-sm" @click=${() => void this.dropMap()}>${t("Enlever")}</button>
                </p>`
              : nothing
          }
          <label class="btn"
            >${icon("map-2")} ${t("Choisir un fichier PMTiles")}<input
              class="visually-hidden"
              type="file"
              accept=".pmtiles"
              @change=${(e: Event) => void this.keepMap(e.target as HTMLInputElement)} /></label
          >${this.told ? html`<p class="mt-2 mb-0" role="status">${this.told}</p>` : nothing}
        </div>
      </div>
      <div class="card mt-3">
        <div class="card-body">
          <h2 class="h4">${t("Ce téléphone")}</h2>
          <p>${m.tour?.person.name ?? ""}</p>
          <p class="small text-secondary">
            ${t(
              "Se déconnecter efface les fiches de ce téléphone. Ce qui reste à envoyer est gardé jusqu’à votre" +
                " retour.",
            )}
          </p>
          ${
            m.waiting.count || m.drafts.length
              ? html`<p class="text-danger">
                  ${tn(
                    "Il reste %(n)s saisie ici : envoyez-la d’abord, ou exportez-la.",
                    "Il reste %(n)s saisies ici : envoyez-les d’abord, ou exportez-les.",
                    m.waiting.count + m.drafts.length,
                  )}
                </p>`
              : nothing
          }
          <button type="button" class="btn" @click=${() => void this.leave()}>
            ${icon("logout")} ${t("Effacer les fiches et se déconnecter")}
          </button>
          <a class="btn" href="/">${t("Arpent au bureau")}</a>
        </div>
      </div>`;
  }

  private async fetch(): Promise<void> {
    await this.m.sync(true);
    await this.load();
  }
  private async keepMap(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    try {
      await (await import("./own_map")).keepOwnMap(file);
      this.told = t("Votre carte est gardée : %(name)s.", { name: file.name });
    } catch {
      this.told = t("« %(name)s » n’est pas une carte PMTiles, ou ne tient pas sur ce téléphone.", { name: file.name });
    }
    input.value = "";
    await this.load();
  }
  private async dropMap(): Promise<void> {
    await (await import("./own_map")).dropOwnMap();
    this.told = "";
    await this.load();
  }
  private async leave(): Promise<void> {
    await this.m.signOut();
    location.href = "/field/";
  }
}
function megabytes(bytes: number): string {
  return t("%(n)s Mo", { n: (bytes / 1_048_576).toFixed(1).replace(".", ",") });
}
customElements.define("arpent-aboard", AboardPage);
