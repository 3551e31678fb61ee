// A survey of the organisation, answered during a visit.
import { html, type TemplateResult } from "lit";
import type { Body, Draft } from "../offline/db";
import { EntryPage } from "./entry";
import { questionField } from "./question";
import { t } from "./words";

/** Page that writes a reply to a survey. */
export class SurveyPage extends EntryPage {
  static override properties = { ...EntryPage.properties, form: { attribute: false } };
  declare form: string;
  readonly kind = "survey";
  private get reportForm() {
    return this.model.records.tour?.forms.find((f) => f.id === (this.draft?.body.form ?? this.form));
  }
  protected heading(): string {
    return this.reportForm?.name ?? t("Enquête");
  }
  protected override async first(): Promise<Body> {
    return { form: this.form, answered_at: new Date().toISOString(), answers: {} };
  }
  protected override named(d: Draft): string {
    return [this.reportForm?.name ?? "", String(d.body.company_name ?? "")].filter(Boolean).join(" · ");
  }
  protected fields(d: Draft): TemplateResult {
    const answers = (d.body.answers as Body | undefined) ?? {};
    return html`${(this.reportForm?.sections ?? []).map((s) =>
      questionField(s, answers[s.id], (v) => this.set("answers", { ...answers, [s.id]: v })),
    )}`;
  }
}
customElements.define("arpent-survey", SurveyPage);
