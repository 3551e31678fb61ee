// The sections of a visit report: the firm's own form, or the standard one.
import { html, nothing, type TemplateResult } from "lit";
import type { Body, Draft } from "../offline/db";
import { choice, textField } from "./fields";
import { href, icon } from "./page";
import { questionField } from "./question";
import type { FormSection, ReportForm } from "./types";
import type { VisitPage } from "./visit";
import { metContacts } from "./visit_contacts";
import { type LeftItem, leftItems } from "./visit_left";
import { t } from "./words";

const STANDARD = [
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
// Questions of the firm: the question is the title.
const UNTITLED = new Set(["text", "choice", "several", "number", "date", "yes_no"]);
const TITLES: Record<string, () => string> = {
  aim: () => t("But de la visite"),
  met: () => t("Personnes rencontrées"),
  said: () => t("Ce qui s’est dit"),
  need: () => t("Besoin"),
  competitor: () => t("Concurrence observée"),
  left: () => t("Échantillon ou stock laissé"),
  photos: () => t("Photos"),
  sketch: () => t("Croquis"),
  sound: () => t("Note sonore"),
  next_step: () => t("Prochaine action"),
  satisfaction: () => t("Satisfaction"),
};

/** Return the title of a section: the firm's own, else the standard one of its kind. */
export function titleOf(s: FormSection): string {
  return s.title || (TITLES[s.kind]?.() ?? s.kind);
}

/** Return the sections of a report form, the standard ones without a form. */
export function sectionsOf(form: ReportForm | undefined): FormSection[] {
  return form ? form.sections : STANDARD.map((kind) => ({ id: kind, kind, title: "", choices: [], required: false }));
}

/** Draw a section: its title and its fields. */
export function reportSection(page: VisitPage, s: FormSection, d: Draft): TemplateResult {
  const title = titleOf(s);
  return html`<section class="field-section" id="section-${s.kind}-${s.id.slice(0, 8)}">
    ${UNTITLED.has(s.kind) ? nothing : html`<h2 class="h4">${title}</h2>`}${content(page, s, d, title)}
  </section>`;
}

function content(page: VisitPage, s: FormSection, d: Draft, title: string): TemplateResult {
  const text = (name: string, label: string, rows = 0, max = 4000) =>
    textField({
      id: `v-${name}`,
      label,
      quiet: label === title,
      value: String(d.body[name] ?? ""),
      rows,
      max,
      input: (v) => page.set(name, v),
    });
  switch (s.kind) {
    case "aim":
      return html`${text("aim", t("Objectif de la visite"), 0, 300)}${choice(
        "aim_reached",
        t("Atteint ?"),
        [
          ["yes", t("oui")],
          ["partly", t("en partie")],
          ["no", t("non")],
        ],
        String(d.body.aim_reached ?? ""),
        (v) => page.set("aim_reached", v),
      )}`;
    case "met":
      return metContacts(page, d);
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
      return leftItems((d.body.left as LeftItem[] | undefined) ?? [], (rows) => page.set("left", rows));
    case "photos":
      return html`<arpent-files .host=${page} .draft=${d} .kind=${"photo"}></arpent-files>`;
    case "sketch":
      return html`<arpent-files .host=${page} .draft=${d} .kind=${"sketch"}></arpent-files>`;
    case "sound":
      return html`<arpent-files .host=${page} .draft=${d} .kind=${"sound"}></arpent-files>`;
    case "next_step":
      return html`${text("next_step", t("Quoi"), 0, 200)}${textField({
        id: "v-next_step_on",
        label: t("Quand"),
        type: "date",
        value: String(d.body.next_step_on ?? ""),
        input: (v) => page.set("next_step_on", v),
      })}`;
    case "satisfaction":
      return choice(
        "satisfaction",
        t("De 1 (mécontent) à 5 (ravi)"),
        ["1", "2", "3", "4", "5"].map((n) => [n, n] as const),
        String(d.body.satisfaction ?? ""),
        (v) => page.set("satisfaction", Number(v)),
      );
    default:
      return questionField(s, (d.body.answers as Body | undefined)?.[s.id], (v) =>
        page.set("answers", { ...((d.body.answers as Body | undefined) ?? {}), [s.id]: v }),
      );
  }
}
