// To send: queued submissions with their problems, records that need a decision, the export.
import { html, nothing, type TemplateResult } from "lit";
import { type Group, groupSubmissions } from "../offline/attachments";
import type { RecordState, Submission, TakenFile } from "../offline/db";
import { OPEN_STATES } from "../offline/outbox";
import { href, icon, Page } from "./page";
import { stateOf } from "./states";
import { ago, shortDay, t, tn } from "./words";

const KINDS: Record<string, () => string> = {
  visit: () => t("compte rendu"),
  file: () => t("photo, croquis ou son"),
  company: () => t("entreprise"),
  contact: () => t("contact"),
  confirmation: () => t("donnée confirmée"),
  need: () => t("besoin"),
  quote: () => t("devis rapide"),
  request: () => t("demande de devis"),
  shift: () => t("journée décalée"),
  survey: () => t("réponse à une enquête"),
};
const COUNTS: Record<TakenFile["kind"], (n: number) => string> = {
  photo: (n) => tn("%(n)s photo", "%(n)s photos", n),
  sketch: (n) => tn("1 croquis", "%(n)s croquis", n),
  sound: (n) => tn("%(n)s son", "%(n)s sons", n),
  card: (n) => tn("%(n)s carte de visite", "%(n)s cartes de visite", n),
};
// Kinds that can be edited while queued, and kinds that can be corrected after a refusal.
const EDITABLE = new Set(["visit", "need", "survey", "company", "contact"]),
  CORRECTED = new Set([...EDITABLE, "quote", "request"]);

/** Page of what is to be sent, waits for a decision or was sent. */
export class ToSendPage extends Page {
  static override properties = { submissions: { state: true }, open: { state: true }, sent: { state: true } };
  declare submissions: Submission[];
  declare open: RecordState[];
  declare sent: RecordState[];
  private seen = "";
  constructor() {
    super();
    this.submissions = [];
    this.open = [];
    this.sent = [];
  }
  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }
  override updated(): void {
    void this.load();
  }
  private async load(): Promise<void> {
    const [submissions, known] = [await this.model.outbox.submissions(), await this.model.outbox.records()];
    const seen = JSON.stringify([
      submissions.map((p) => [p.seq, p.tries, p.problem]),
      known.map((k) => [k.id, k.state]),
    ]);
    if (seen === this.seen) return;
    this.seen = seen;
    this.submissions = submissions;
    this.open = known.filter((k) => OPEN_STATES.has(k.state));
    this.sent = known
      .filter((k) => ["applied", "superseded", "resolved"].includes(k.state))
      .sort((a, b) => b.at.localeCompare(a.at))
      .slice(0, 30);
  }

  override render(): TemplateResult {
    const now = new Date(),
      m = this.model,
      groups = groupSubmissions(this.submissions);
    return html`<h1 class="h2">${t("À envoyer")}</h1>
      <p role="status">${stateOf(m)}</p>
      <div class="field-actions mb-3">
        ${
          this.submissions.length
            ? html`<button
                type="button"
                class="btn btn-primary"
                ?disabled=${m.sync.sending}
                @click=${() => void m.sync.run(true)}
              >
                ${icon("refresh")} ${t("Envoyer maintenant")}
              </button>`
            : nothing
        }${
          m.sync.reason === "sign-in" || m.sync.reason === "revoked"
            ? html`<a class="btn" href="/account/login/?next=/field/">${t("Se reconnecter")}</a>`
            : nothing
        }<button type="button" class="btn" @click=${() => void this.save()}>
          ${icon("download")} ${t("Exporter dans un fichier")}
        </button>
      </div>
      ${
        m.sync.persisted === false
          ? html`<p class="small text-secondary">
              ${t(
                "Ce navigateur peut effacer ses données s’il manque de place : installez l’application sur " +
                  "l’écran d’accueil, et envoyez dès que possible.",
              )}
            </p>`
          : nothing
      }
      <div class="card" id="submissions">
        <div class="card-header">
          <h2 class="card-title">${tn("%(n)s à envoyer", "%(n)s à envoyer", groups.length)}</h2>
        </div>
        <div class="list-group list-group-flush">
          ${groups.map((g) => this.line(g, now))}
          ${
            m.drafts.list.length
              ? html`<a class="list-group-item list-group-item-action next-step" href=${href("")}
                  >${icon("pencil")}
                  <span>${tn("%(n)s saisie en cours", "%(n)s saisies en cours", m.drafts.list.length)}</span></a
                >`
              : this.submissions.length
                ? nothing
                : html`<div class="list-group-item">${icon("check")} ${t("Tout est envoyé.")}</div>`
          }
        </div>
      </div>
      ${
        this.open.length
          ? html`<div class="card mt-3">
              <div class="card-header">
                <h2 class="card-title">${tn("%(n)s à régler", "%(n)s à régler", this.open.length)}</h2>
              </div>
              <div class="list-group list-group-flush">
                ${this.open.map(
                  (k) =>
                    html`<div class="list-group-item">
                      <strong>${k.label}</strong>
                      <div class="small">
                        ${k.state === "conflict" ? t("Écrit aussi ailleurs : choisissez champ par champ.") : k.sentence}
                      </div>
                      <div class="field-actions">
                        <a class="btn btn-sm" href=${k.version ? `/sync/versions/${k.version}/` : "/sync/"}
                          >${t("Régler en ligne")}</a
                        >${
                          k.state !== "conflict" && CORRECTED.has(k.kind)
                            ? html`<a class="btn btn-sm" href=${href(`${k.kind}/${k.id}`)}>${t("Corriger ici")}</a>`
                            : nothing
                        }
                      </div>
                    </div>`,
                )}
              </div>
            </div>`
          : nothing
      }
      ${
        this.sent.length
          ? html`<details class="mt-3">
              <summary>${t("Envoyés ces 30 derniers jours")}</summary>
              <ul class="list-unstyled mt-2">
                ${this.sent.map(
                  (k) =>
                    html`<li class="small">
                      ${icon("check", "icon-sm")} ${shortDay(k.at)} · ${k.label}
                      <span class="text-secondary">${KINDS[k.kind]?.() ?? k.kind}</span>
                    </li>`,
                )}
              </ul>
            </details>`
          : nothing
      }`;
  }

  /** Draw a queued record and its files as one line. */
  private line({ first, submissions, files }: Group<Submission>, now: Date): TemplateResult {
    const counts = Object.entries(files).map(([kind, n]) => COUNTS[kind as TakenFile["kind"]]?.(n) ?? "");
    const what = [first.kind === "file" ? "" : (KINDS[first.kind]?.() ?? first.kind), counts.filter(Boolean).join(", ")]
      .filter(Boolean)
      .join(" · ");
    const tries = Math.max(...submissions.map((p) => p.tries)),
      problems = [...new Set(submissions.map((p) => p.problem).filter(Boolean))];
    return html`<div class="list-group-item">
      <div class="d-flex gap-2">
        <strong class="flex-fill">${first.label}</strong
        ><span class="text-secondary">${ago(first.captured_at, now)}</span>
      </div>
      <div class="small text-secondary">
        ${what}${tries ? html` · ${tn("%(n)s essai", "%(n)s essais", tries)}` : nothing}
      </div>
      ${problems.map((p) => html`<div class="small text-danger">${p}</div>`)}${
        EDITABLE.has(first.kind)
          ? html`<a class="small" href=${href(`${first.kind}/${first.id}`)}>${t("Modifier")}</a>`
          : nothing
      }
    </div>`;
  }

  private async save(): Promise<void> {
    const url = URL.createObjectURL(await this.model.exported()),
      link = document.createElement("a");
    link.href = url;
    link.download = `arpent-${new Date().toISOString().slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }
}

customElements.define("arpent-to-send", ToSendPage);
