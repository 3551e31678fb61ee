// The offline snapshot: its size and expiry, the user's own map, sign-out.
import { html, nothing, type TemplateResult } from "lit";
import { icon, Page } from "./page";
import { ago, day, t, tn } from "./words";

/** Page of what this phone stores, with the user's own map. */
export class SnapshotPage extends Page {
  static override properties = { map: { state: true }, mapMessage: { state: true }, count: { state: true } };
  declare map: number;
  declare mapMessage: string;
  declare count: number;
  private made = "";
  constructor() {
    super();
    this.map = 0;
    this.mapMessage = "";
    this.count = 0;
  }
  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }
  private async load(): Promise<void> {
    this.made = (await this.model.outbox.meta<string>("snapshot_at")) ?? "";
    await this.model.records.measure();
    this.count = (await this.model.records.rows()).length;
    const { ownMap } = await import("./own_map");
    this.map = (await ownMap())?.size ?? 0;
  }

  override render(): TemplateResult {
    const m = this.model,
      days = m.records.tour?.policy.expiry_days ?? 7;
    return html`<h1 class="h2">${t("Hors connexion")}</h1>
      <div class="card">
        <div class="card-body">
          ${
            m.records.tour
              ? html`<p>
                    ${tn("%(n)s fiche", "%(n)s fiches", this.count)},
                    ${t("%(n)s jours de tournée", { n: m.records.tour.days.length })},
                    <span class="num">${megabytes(m.records.size.bytes)}</span>.
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
                      m.records.tour.policy.prices
                        ? t("Les tarifs sont à bord.")
                        : t("Les tarifs restent au bureau : votre administrateur peut les permettre.")
                    }
                    ${globalThis.crypto?.subtle ? t("Les fiches sont chiffrées sur ce téléphone.") : nothing}
                  </p>`
              : html`<p>${t("Rien n’est à bord : chargez les fiches avec du réseau.")}</p>`
          }
          ${
            m.sync.loading
              ? html`<progress
                  max=${m.sync.loading[1]}
                  value=${m.sync.loading[0]}
                  aria-label=${t("Chargement")}
                ></progress>`
              : nothing
          }
          <button type="button" class="btn btn-primary" ?disabled=${m.sync.sending} @click=${() => void this.fetch()}>
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
          >${this.mapMessage ? html`<p class="mt-2 mb-0" role="status">${this.mapMessage}</p>` : nothing}
        </div>
      </div>
      <div class="card mt-3">
        <div class="card-body">
          <h2 class="h4">${t("Ce téléphone")}</h2>
          <p>${m.records.tour?.person.name ?? ""}</p>
          <p class="small text-secondary">
            ${t(
              "Se déconnecter efface les fiches de ce téléphone. Ce qui reste à envoyer est gardé jusqu’à votre" +
                " retour.",
            )}
          </p>
          ${
            m.waiting.count || m.drafts.list.length
              ? html`<p class="text-danger">
                  ${tn(
                    "Il reste %(n)s saisie ici : envoyez-la d’abord, ou exportez-la.",
                    "Il reste %(n)s saisies ici : envoyez-les d’abord, ou exportez-les.",
                    m.waiting.count + m.drafts.list.length,
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
    await this.model.sync.run(true);
    await this.load();
  }
  private async keepMap(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    try {
      await (await import("./own_map")).keepOwnMap(file);
      this.mapMessage = t("Votre carte est gardée : %(name)s.", { name: file.name });
    } catch {
      this.mapMessage = t("« %(name)s » n’est pas une carte PMTiles, ou ne tient pas sur ce téléphone.", {
        name: file.name,
      });
    }
    input.value = "";
    await this.load();
  }
  private async dropMap(): Promise<void> {
    await (await import("./own_map")).dropOwnMap();
    this.mapMessage = "";
    await this.load();
  }
  private async leave(): Promise<void> {
    await this.model.session.signOut();
    location.href = "/field/";
  }
}
function megabytes(bytes: number): string {
  return t("%(n)s Mo", { n: (bytes / 1_048_576).toFixed(1).replace(".", ",") });
}
customElements.define("arpent-snapshot", SnapshotPage);
