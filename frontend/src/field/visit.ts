// The report: begun and ended with one thumb, in the firm's own sections, saved at each key, found again after a dead
// battery.
import { html, nothing, type TemplateResult } from "lit";
import { joinFiles } from "../offline/attachments";
import type { Body, Draft } from "../offline/db";
import { DraftPage } from "./draft_page";
import "./files";
import { newId } from "../site/ids";
import type { FormData_, FormSection, Sheet } from "./model";
import { choice, href, icon, select, textField } from "./page";
import { readContact, readsAsPerson } from "./pure";
import { questionField } from "./question";
import { clock, isoDay, t } from "./words";

const USUAL = [
  "aim",
  "met",
  "said",
  "need",
  "competitor",
  "left",
  "photos",
  "sketch",
  "sound",
  "next_step",
  "satisfaction",
];
// A question of the firm's own is its own title.
const OWN = new Set(["text", "choice", "several", "number", "date", "yes_no"]);
const TITLES: Record<string, () => string> = {
  aim: () => t("But de la visite"),
  met: () => t("Rencontrés"),
  said: () => t("Ce qui s’est dit"),
  need: () => t("Besoin"),
  competitor: () => t("Concurrent vu"),
  left: () => t("Échantillon ou stock laissé"),
  photos: () => t("Photos"),
  sketch: () => t("Croquis"),
  sound: () => t("Note sonore"),
  next_step: () => t("Prochaine action"),
  satisfaction: () => t("Satisfaction"),
};
function titleOf(s: FormSection): string {
  return s.title || (TITLES[s.kind]?.() ?? s.kind);
}

export interface Met {
  contact: string;
  name: string;
}
export interface Left {
  kind: string;
  label: string;
  quantity: number | string;
  on: string;
}

export class VisitPage extends DraftPage {
  static override properties = {
    ...DraftPage.properties,
    visit: { attribute: false },
    sheet: { state: true },
    asking: { state: true },
  };
  declare visit: string;
  declare sheet: Sheet | null;
  /** Finish asks what to do with a contact line that does not read as a person. */
  declare asking: boolean;
  constructor() {
    super();
    this.sheet = null;
    this.asking = false;
  }
  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  private async load(): Promise<void> {
    this.draft = (await this.openDraft(this.visit)) ?? (await this.finished());
    if (!this.draft) return;
    this.sheet = await this.m.sheet(String(this.draft.body.company));
    const there = this.sheet?.visits?.find((v) => v.id === this.visit)?.files ?? [];
    if (there.length)
      this.draft = {
        ...this.draft,
        files: joinFiles(
          this.draft.files,
          there.map((f) => ({ ...f, sent: true })),
        ),
      };
  }

  /** Open a report that was finished: as this phone wrote it last, or as the board has it. */
  private async finished(): Promise<Draft | null> {
    const known = await this.m.outbox.known(this.visit);
    const there = await this.m.pastVisit(this.visit);
    const base = { id: this.visit, kind: "visit", at: "", files: await this.m.outbox.filesOf(this.visit) };
    if (known && (!there || known.rev >= there.edition || known.state === "here"))
      return { ...base, body: { ...known.body }, rev: known.rev, label: known.label };
    return there ? { ...base, body: { ...there.body }, rev: there.edition, label: there.name } : null;
  }

  override render(): TemplateResult {
    const d = this.draft;
    if (!d)
      return html`<div class="alert alert-info">
        ${t("Ce compte rendu n’est pas sur ce téléphone.")}
        <a href="/visits/${this.visit}/">${t("L’ouvrir en ligne")}</a>
      </div>`;
    const forms = (this.m.tour?.forms ?? []).filter((f) => f.purpose === "visit"),
      form = forms.find((f) => f.id === d.body.form);
    return html`<div class="text-secondary"><a href=${href(`sheet/${String(d.body.company)}`)}>${d.label}</a></div>
      <h1 class="h2">${t("Compte rendu")}</h1>
      ${
        forms.length
          ? select(
              "form",
              t("Sorte de visite"),
              [["", t("usuelle")], ...forms.map((f) => [f.id, f.name] as const)],
              String(d.body.form ?? ""),
              (v) => this.set("form", v),
            )
          : nothing
      }
      <div class="row g-2">${this.moment("started_at", t("Début"))}${this.moment("ended_at", t("Fin"))}</div>
      ${this.sections(form).map((s) => this.section(s, d))}
      <div class="field-finish">
        <div class="small text-secondary" role="status">
          ${this.saved ? t("Brouillon gardé sur ce téléphone.") : t("Pas encore gardé…")}
        </div>
        ${this.lacking(form, d)}${this.asking ? this.question(d) : nothing}
        <button type="button" class="btn btn-primary btn-lg w-100" id="finish" @click=${() => void this.finish()}>
          ${icon("check")} ${t("Terminer la visite")}
        </button>
      </div>
      <button type="button" class="btn w-100 mt-2" @click=${() => void this.drop()}>
        ${t("Abandonner ce brouillon")}
      </button>`;
  }

  private sections(form: FormData_ | undefined): FormSection[] {
    return form ? form.sections : USUAL.map((kind) => ({ id: kind, kind, title: "", choices: [], required: false }));
  }

  private section(s: FormSection, d: Draft): TemplateResult {
    const title = titleOf(s);
    return html`<section class="field-section" id="section-${s.kind}-${s.id.slice(0, 8)}">
      ${OWN.has(s.kind) ? nothing : html`<h2 class="h4">${title}</h2>`}${this.content(s, d, title)}
    </section>`;
  }

  private content(s: FormSection, d: Draft, title: string): TemplateResult {
    const text = (name: string, label: string, rows = 0, max = 4000) =>
      textField({
        id: `v-${name}`,
        label,
        quiet: label === title,
        value: String(d.body[name] ?? ""),
        rows,
        max,
        input: (v) => this.set(name, v),
      });
    switch (s.kind) {
      case "aim":
        return html`${text("aim", t("Ce qu’on venait chercher"), 0, 300)}${choice(
          "aim_reached",
          t("Atteint ?"),
          [
            ["yes", t("oui")],
            ["partly", t("en partie")],
            ["no", t("non")],
          ],
          String(d.body.aim_reached ?? ""),
          (v) => this.set("aim_reached", v),
        )}`;
      case "met":
        return this.met(d);
      case "said":
        return text("said", title, 6, 8000);
      case "need":
        return html`${text("need", title, 3)}<a
            class="btn btn-sm mb-3"
            href=${href(`need/new/${String(d.body.company)}`)}
            >${icon("bulb", "icon-sm")} ${t("Remplir la fiche besoin")}</a
          >`;
      case "competitor":
        return text("competitor", t("Qui, quel produit, à quel prix"), 2);
      case "left":
        return this.left(d);
      case "photos":
        return html`<arpent-files .host=${this} .draft=${d} .kind=${"photo"}></arpent-files>`;
      case "sketch":
        return html`<arpent-files .host=${this} .draft=${d} .kind=${"sketch"}></arpent-files>`;
      case "sound":
        return html`<arpent-files .host=${this} .draft=${d} .kind=${"sound"}></arpent-files>`;
      case "next_step":
        return html`${text("next_step", t("Quoi"), 0, 200)}${textField({
          id: "v-next_step_on",
          label: t("Quand"),
          type: "date",
          value: String(d.body.next_step_on ?? ""),
          input: (v) => this.set("next_step_on", v),
        })}`;
      case "satisfaction":
        return choice(
          "satisfaction",
          t("De 1 (mécontent) à 5 (ravi)"),
          ["1", "2", "3", "4", "5"].map((n) => [n, n] as const),
          String(d.body.satisfaction ?? ""),
          (v) => this.set("satisfaction", Number(v)),
        );
      default:
        return questionField(s, (d.body.answers as Body | undefined)?.[s.id], (v) =>
          this.set("answers", { ...((d.body.answers as Body | undefined) ?? {}), [s.id]: v }),
        );
    }
  }

  private met(d: Draft): TemplateResult {
    const met = (d.body.met as Met[] | undefined) ?? [],
      contacts = this.sheet?.contacts ?? [];
    const known = new Set(contacts.map((c) => c.id));
    const flip = (one: Met, on: boolean) =>
      this.set(
        "met",
        on ? [...met, one] : met.filter((m) => (one.contact ? m.contact !== one.contact : m.name !== one.name)),
      );
    return html`${contacts.map(
      (c) =>
        html`<label class="form-check"
            ><input
              type="checkbox"
              class="form-check-input"
              .checked=${met.some((m) => m.contact === c.id)}
              @change=${(e: Event) => flip({ contact: c.id, name: c.name }, (e.target as HTMLInputElement).checked)}
            /><span class="form-check-label">${c.name} <span class="text-secondary">${c.function}</span></span></label
          >`,
    )}
      ${met
        .filter((m) => !known.has(m.contact))
        .map(
          (m) =>
            html`<div class="d-flex gap-2 align-items-center mb-1">
              <span>${icon("user", "icon-sm")} ${m.name}</span
              ><button
                type="button"
                class="btn btn-sm btn-icon"
                aria-label=${t("Enlever %(name)s", { name: m.name })}
                @click=${() => this.removeMet(m)}
              >
                ${icon("x", "icon-sm")}
              </button>
            </div>`,
        )}
      ${textField({
        id: "v-contact",
        label: t("Nouveau contact, en une ligne"),
        value: this.line,
        hint: t("Prénom Nom, fonction, téléphone"),
        input: (v) => {
          this.asking = false;
          this.setWidget("contact_line", v || undefined);
        },
      })}
      <button
        type="button"
        class="btn btn-sm mb-3"
        ?disabled=${!readContact(this.line).last_name}
        @click=${() => this.addContact()}
      >
        ${icon("plus", "icon-sm")} ${t("Ajouter ce contact")}
      </button>`;
  }

  private get line(): string {
    return this.widget("contact_line") ?? "";
  }

  private addContact(): void {
    const d = this.draft,
      person = readContact(this.line);
    if (!d || !person.last_name) return;
    const id = newId(),
      name = `${person.first_name} ${person.last_name}`.trim();
    const also = [
      ...(d.also ?? []),
      {
        id,
        kind: "contact",
        label: `${name} · ${d.label}`,
        body: {
          company: d.body.company,
          company_name: d.label,
          ...person,
          mobile: /^(\+33|0)\s*[67]/.test(person.phone) ? person.phone : "",
        },
      },
    ];
    const { contact_line: _added, ...widgets } = d.widgets ?? {};
    this.asking = false;
    this.change({
      also,
      widgets,
      body: { ...d.body, met: [...((d.body.met as Met[] | undefined) ?? []), { contact: id, name }] },
    });
  }

  private removeMet(one: Met): void {
    if (!this.draft) return;
    const met = ((this.draft.body.met as Met[]) ?? []).filter((m) => m !== one);
    this.change({
      also: (this.draft.also ?? []).filter((x) => x.id !== one.contact),
      body: { ...this.draft.body, met },
    });
  }

  private left(d: Draft): TemplateResult {
    const rows = (d.body.left as Left[] | undefined) ?? [];
    const change = (i: number, part: Partial<Left>) =>
      this.set(
        "left",
        rows.map((r, k) => (k === i ? { ...r, ...part } : r)),
      );
    return html`${rows.map(
      (r, i) =>
        html`<div class="card mb-2">
            <div class="card-body p-2">
              ${select(
                `left-kind-${i}`,
                t("Sorte"),
                [
                  ["sample", t("échantillon laissé")],
                  ["stock", t("stock laissé")],
                  ["taken_back", t("repris")],
                ],
                r.kind,
                (v) => change(i, { kind: v }),
              )}
              ${textField({
                id: `left-label-${i}`,
                label: t("Quoi"),
                value: r.label,
                max: 200,
                input: (v) => change(i, { label: v }),
              })}
              <div class="row g-2">
                <div class="col-5">
                  ${textField({
                    id: `left-n-${i}`,
                    label: t("Quantité"),
                    value: String(r.quantity),
                    mode: "numeric",
                    max: 6,
                    input: (v) => change(i, { quantity: v }),
                  })}
                </div>
                <div class="col-7">
                  ${textField({
                    id: `left-on-${i}`,
                    label: t("Le"),
                    type: "date",
                    value: r.on,
                    input: (v) => change(i, { on: v }),
                  })}
                </div>
              </div>
              <button
                type="button"
                class="btn btn-sm"
                @click=${() =>
                  this.set(
                    "left",
                    rows.filter((_r, k) => k !== i),
                  )}
              >
                ${t("Enlever cette ligne")}
              </button>
            </div>
          </div>`,
    )}
      <button
        type="button"
        class="btn btn-sm mb-3"
        @click=${() => this.set("left", [...rows, { kind: "sample", label: "", quantity: 1, on: isoDay(new Date()) }])}
      >
        ${icon("plus", "icon-sm")} ${t("Laissé ou repris")}
      </button>`;
  }

  private moment(name: string, label: string): TemplateResult {
    const value = String(this.draft?.body[name] ?? "");
    return html`<div class="col-6">
      <label class="form-label" for="v-${name}">${label}</label
      ><input
        class="form-control"
        id="v-${name}"
        type="datetime-local"
        .value=${value ? local(value) : ""}
        @change=${(e: Event) => {
          const v = (e.target as HTMLInputElement).value;
          this.set(name, v ? new Date(v).toISOString() : "");
        }}
      />
    </div>`;
  }

  /** What the firm expects and is not there: said, never forced. */
  private lacking(form: FormData_ | undefined, d: Draft): TemplateResult | typeof nothing {
    const answers = (d.body.answers as Body | undefined) ?? {};
    const empty = (form?.sections ?? []).filter(
      (s) =>
        s.required &&
        !(["photos", "sketch", "sound"].includes(s.kind)
          ? d.files.some((f) => s.kind.startsWith(f.kind))
          : filled(d.body[s.kind] ?? answers[s.id])),
    );
    const wrong = problem(d.body);
    return html`${wrong ? html`<p class="text-danger mb-2" role="alert">${wrong}</p>` : nothing}${
      empty.length
        ? html`<p class="small mb-2">
            ${t("Votre entreprise attend encore : %(what)s.", { what: empty.map((s) => titleOf(s)).join(", ") })}
          </p>`
        : nothing
    }`;
  }

  /** Ask what a line that does not read as a person is: nothing that was typed goes without a word. */
  private question(d: Draft): TemplateResult {
    return html`<div class="alert alert-warning mb-2" role="alert">
      <p class="mb-2">${t("« %(text)s » est-il un contact ?", { text: this.line })}</p>
      <div class="field-actions">
        <button
          type="button"
          class="btn"
          ?disabled=${!readContact(this.line).last_name}
          @click=${() => {
            this.addContact();
            void this.finish();
          }}
        >
          ${icon("user", "icon-sm")} ${t("Oui, l’ajouter")}
        </button>
        <button type="button" class="btn" @click=${() => this.saidInstead(d)}>
          ${t("Non, le mettre dans « Ce qui s’est dit »")}
        </button>
      </div>
    </div>`;
  }
  private saidInstead(d: Draft): void {
    const { contact_line: line, ...widgets } = d.widgets ?? {};
    this.asking = false;
    this.change({
      widgets,
      body: { ...d.body, said: [String(d.body.said ?? "").trimEnd(), line].filter(Boolean).join("\n") },
    });
    void this.finish();
  }

  private async finish(): Promise<void> {
    if (!this.draft || problem(this.draft.body)) return;
    if (this.line.trim()) {
      if (!readsAsPerson(this.line)) {
        this.asking = true;
        return;
      }
      this.addContact();
    }
    const ended = String(this.draft.body.ended_at || new Date().toISOString());
    const sent = await this.send((d) => ({
      ...d,
      body: {
        ...d.body,
        ended_at: ended,
        left: ((d.body.left as Left[] | undefined) ?? []).filter((r) => r.label.trim()),
      },
    }));
    if (!sent) return;
    const stop = this.m.tour?.days.flatMap((x) => x.stops).find((s) => s.id === sent.body.appointment);
    if (stop) {
      stop.state = "done";
      await this.m.keepTour();
    }
    // Whoever has gone elsewhere meanwhile stays there.
    this.m.answerAndGo(
      t("Visite de %(name)s terminée à %(time)s.", { name: sent.label, time: clock(ended) }),
      this.isConnected ? "" : null,
      `visit/${sent.id}`,
    );
  }
}

function filled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== "";
}
function problem(body: Body): string {
  const [start, end] = [Date.parse(String(body.started_at ?? "")), Date.parse(String(body.ended_at ?? ""))];
  if (Number.isNaN(start)) return t("Donnez l’heure de début.");
  if (!Number.isNaN(end) && end < start) return t("La visite finit avant d’avoir commencé : corrigez l’heure.");
  const left = (body.left as Left[] | undefined) ?? [];
  return left.some((r) => r.label.trim() && !(Number.isInteger(Number(r.quantity)) && Number(r.quantity) >= 1 && r.on))
    ? t("Donnez une quantité et un jour à ce qui est laissé ou repris.")
    : "";
}
function local(iso: string): string {
  const d = new Date(iso);
  return new Date(d.getTime() - d.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
customElements.define("arpent-visit", VisitPage);
