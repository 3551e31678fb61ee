// The one page of a phase in which the app cannot be used: opening, refused storage, nobody signed in.
import { html, type TemplateResult } from "lit";
import type { FieldModel } from "./model";
import { LOGIN } from "./page";
import { waitingForReturn } from "./states";
import { t } from "./words";

/** Draw the page of a phase in which nothing can be shown yet, null when the app is ready. */
export function phasePage(m: FieldModel): TemplateResult | null {
  switch (m.session.phase) {
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
    case "unknown-user":
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
          <p>${waitingForReturn(m)}</p>
          <a class="btn btn-primary btn-lg w-100" href=${LOGIN}>${t("Se reconnecter")}</a>
        </div>
      </div>`;
    default:
      return null;
  }
}
