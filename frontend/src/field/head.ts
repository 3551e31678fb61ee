// The head of every page: what waits to be sent, messages, trouble with the connection.
import { html, nothing, type TemplateResult } from "lit";
import type { FieldModel } from "./model";
import { href, icon, LOGIN } from "./page";
import { clockWarning, stateOf } from "./states";
import { ago, t, tn } from "./words";

/** Draw what waits to be sent, and the connection, as a link. */
export function stateBadge(m: FieldModel): TemplateResult {
  const { lines: count, oldest } = m.waiting;
  const unsent = count
    ? `${tn("%(n)s à envoyer", "%(n)s à envoyer", count)}${
        oldest ? `, ${t("le plus ancien : %(ago)s", { ago: ago(oldest, new Date()) })}` : ""
      }`
    : m.sync.reason === "offline" || !navigator.onLine
      ? t("Hors ligne")
      : m.sync.reason === "server"
        ? t("Serveur en panne")
        : "";
  return unsent || m.open
    ? html`<a class="btn btn-sm ms-auto" id="state" href=${href("to-send")}
        >${icon(count ? "send" : m.open ? "alert-triangle" : "wifi-off", "icon-sm")}
        ${unsent || tn("%(n)s à régler", "%(n)s à régler", m.open)}</a
      >`
    : html`<span class="ms-auto" id="state"></span>`;
}

/** Draw the messages at the head of a page. */
export function notices(m: FieldModel, page: string): TemplateResult {
  const late = m.waiting.oldest && Date.now() - Date.parse(m.waiting.oldest) > 24 * 3_600_000,
    warning = clockWarning(m);
  return html`<div aria-live="polite">
    ${m.notices.text ? html`<div class="alert alert-info" role="status">${m.notices.text}</div>` : nothing}
    ${
      m.notices.undo
        ? html`<div class="alert alert-info d-flex gap-2" role="status">
            <span class="flex-fill">${m.notices.undo.text}</span
            ><button type="button" class="btn btn-sm flex-shrink-0" @click=${() => m.notices.takeBack()}>
              ${icon("arrow-back-up")} ${m.notices.undo.label}
            </button>
          </div>`
        : nothing
    }
    ${
      m.updated
        ? html`<div class="alert alert-info d-flex gap-2" role="status">
            <span class="flex-fill">${t("Une nouvelle version d’Arpent est prête.")}</span
            ><button type="button" class="btn btn-sm" @click=${() => location.reload()}>${t("L’ouvrir")}</button>
          </div>`
        : nothing
    }
    ${
      late && page !== "to-send"
        ? html`<div class="alert alert-warning" role="status">
            ${t("Des saisies attendent ici depuis plus d’un jour : cherchez du réseau, ou exportez-les.")}
            <a href=${href("to-send")}>${t("À envoyer")}</a>
          </div>`
        : nothing
    }
    ${warning ? html`<div class="alert alert-warning" role="status" id="clock">${warning}</div>` : nothing}
    ${trouble(m, page)}
  </div>`;
}

/**
 * Draw the state of the connection; not on "To send", which has it at its head, nor where one is asked to sign in.
 */
function trouble(m: FieldModel, page: string): TemplateResult | typeof nothing {
  const signIn = m.sync.reason === "sign-in" || m.sync.reason === "revoked";
  const shown =
    ["portal", "server"].includes(m.sync.reason) || (signIn && ["ready", "empty"].includes(m.session.phase));
  if (!shown || m.sync.sending || page === "to-send") return nothing;
  return html`<div class="alert alert-warning" role="status">
    ${stateOf(m)}
    ${signIn && m.session.removed !== "revoked" ? html`<a href=${LOGIN}>${t("Se reconnecter")}</a>` : nothing}
  </div>`;
}
