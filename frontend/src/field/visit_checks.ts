// What keeps a visit report from being finished, and what is still expected of it.
import { html, nothing, type TemplateResult } from "lit";
import type { Body, Draft } from "../offline/db";
import type { ReportForm } from "./types";
import type { LeftItem } from "./visit_left";
import { titleOf } from "./visit_sections";
import { t } from "./words";

/** Draw what is wrong, and what the report form requires and is missing: that is said, never forced. */
export function reportProblems(form: ReportForm | undefined, d: Draft): TemplateResult | typeof nothing {
  const answers = (d.body.answers as Body | undefined) ?? {};
  const empty = (form?.sections ?? []).filter(
    (s) =>
      s.required &&
      !(["photos", "sketch", "sound"].includes(s.kind)
        ? d.files.some((f) => s.kind.startsWith(f.kind))
        : filled(d.body[s.kind] ?? answers[s.id])),
  );
  const wrong = visitProblem(d.body);
  return html`${wrong ? html`<p class="text-danger mb-2" role="alert">${wrong}</p>` : nothing}${
    empty.length
      ? html`<p class="small mb-2">
          ${t("Reste à remplir : %(what)s.", { what: empty.map((s) => titleOf(s)).join(", ") })}
        </p>`
      : nothing
  }`;
}

function filled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== "";
}
/** Return what keeps a visit from being finished, "" when nothing does. */
export function visitProblem(body: Body): string {
  const [start, end] = [Date.parse(String(body.started_at ?? "")), Date.parse(String(body.ended_at ?? ""))];
  if (Number.isNaN(start)) return t("Donnez l’heure de début.");
  if (!Number.isNaN(end) && end < start) return t("La visite finit avant d’avoir commencé : corrigez l’heure.");
  const left = (body.left as LeftItem[] | undefined) ?? [];
  return left.some((r) => r.label.trim() && !(Number.isInteger(Number(r.quantity)) && Number(r.quantity) >= 1 && r.on))
    ? t("Donnez une quantité et un jour à ce qui est laissé ou repris.")
    : "";
}
