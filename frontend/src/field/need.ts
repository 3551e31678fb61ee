// The need form: the discovery guide of a product family.
import { html, nothing, type TemplateResult } from "lit";
import type { Body, Draft } from "../offline/db";
import { newId } from "../site/ids";
import { EntryPage } from "./entry";
import { choice, select, textField } from "./fields";
import type { Deal, Question } from "./types";
import { t } from "./words";

interface Answer {
  value: string;
  must: boolean;
}

/** Page that writes a need sheet. */
export class NeedPage extends EntryPage {
  readonly kind = "need";
  private deals: Deal[] = [];
  protected heading(): string {
    return t("Fiche besoin");
  }
  protected override async first(): Promise<Body> {
    return { deal: newId(), deal_title: "", family: "", quantity: "1", answers: {}, step: t("Étudier le besoin") };
  }
  protected override async ready(): Promise<void> {
    this.deals = (await this.model.records.company(this.company))?.deals ?? [];
    if (this.draft && !this.entry && this.deals[0]) this.draft.body.deal = this.deals[0].id;
    this.requestUpdate();
  }
  protected override named(d: Draft): string {
    const family = this.family(d)?.name ?? "";
    return [t("Besoin"), family, String(d.body.company_name ?? "")].filter(Boolean).join(" · ");
  }
  private family(d: Draft) {
    return this.model.records.tour?.guides.find((g) => g.id === d.body.family);
  }

  protected override check(d: Draft): string {
    if (!d.body.family) return t("Dites de quoi le client a besoin : choisissez la famille.");
    if (!this.known(d) && !String(d.body.deal_title ?? "").trim())
      return t("Choisissez l’affaire, ou donnez un titre à une nouvelle.");
    return "";
  }
  private known(d: Draft): boolean {
    return this.deals.some((x) => x.id === d.body.deal);
  }

  protected fields(d: Draft): TemplateResult {
    const guides = this.model.records.tour?.guides ?? [],
      guide = this.family(d);
    return html`${this.dealFields(d)}
    ${select(
      "n-family",
      t("De quoi a-t-il besoin ?"),
      [["", "—"], ...guides.map((g) => [g.id, g.name] as const)],
      this.text("family"),
      (v) => {
        this.set("family", v);
        if (!this.known(d) && !this.text("deal_title"))
          this.set("deal_title", guides.find((g) => g.id === v)?.name ?? "");
      },
    )}
    ${(guide?.questions ?? []).map((q) => this.question(q, d))}
    ${textField({
      id: "n-quantity",
      label: t("Quantité"),
      value: this.text("quantity"),
      mode: "numeric",
      max: 6,
      input: (v) => this.set("quantity", v),
    })}
    ${textField({
      id: "n-budget",
      label: t("Budget (€ HT)"),
      value: this.text("budget"),
      mode: "decimal",
      max: 14,
      input: (v) => this.set("budget", v),
    })}
    ${textField({
      id: "n-deadline",
      label: t("Échéance"),
      type: "date",
      value: this.text("deadline_on"),
      input: (v) => this.set("deadline_on", v),
    })}
    ${textField({
      id: "n-constraints",
      label: t("Contraintes"),
      rows: 2,
      max: 4000,
      value: this.text("constraints"),
      input: (v) => this.set("constraints", v),
    })}
    ${textField({
      id: "n-criteria",
      label: t("Critères de décision, du plus au moins important"),
      rows: 2,
      max: 2000,
      value: this.text("criteria"),
      input: (v) => this.set("criteria", v),
    })}
    ${textField({
      id: "n-supplier",
      label: t("Fournisseur d’aujourd’hui"),
      max: 120,
      value: this.text("supplier"),
      input: (v) => this.set("supplier", v),
    })}
    ${textField({
      id: "n-weakness",
      label: t("Ce qui ne va pas avec lui"),
      rows: 2,
      max: 2000,
      value: this.text("supplier_weakness"),
      input: (v) => this.set("supplier_weakness", v),
    })}`;
  }

  private dealFields(d: Draft): TemplateResult {
    const known = this.known(d),
      fresh = known ? newId() : String(d.body.deal);
    return html`${
      this.deals.length
        ? select(
            "n-deal",
            t("Affaire"),
            [...this.deals.map((x) => [x.id, x.title] as const), [fresh, t("nouvelle affaire")]],
            String(d.body.deal),
            (v) => this.set("deal", v),
          )
        : nothing
    }
    ${
      known
        ? nothing
        : textField({
            id: "n-title",
            label: t("Titre de la nouvelle affaire"),
            max: 160,
            value: this.text("deal_title"),
            input: (v) => this.set("deal_title", v),
          })
    }`;
  }

  private question(q: Question, d: Draft): TemplateResult {
    const answers = (d.body.answers as Record<string, Answer> | undefined) ?? {},
      answer = answers[q.id] ?? { value: "", must: true };
    const put = (part: Partial<Answer>) => this.set("answers", { ...answers, [q.id]: { ...answer, ...part } });
    const label = [q.text, q.unit ? `(${q.unit})` : "", q.comparison ? `· ${q.comparison}` : ""]
        .filter(Boolean)
        .join(" "),
      hint = [q.why, q.follow_up].filter(Boolean).join(" · ");
    const listed = q.kind === "yes_no" ? ["oui", "non"] : q.values,
      few = listed.length > 0 && q.kind !== "number";
    return html`${
      few
        ? listed.length <= 5
          ? choice(
              `n-${q.id}`,
              label,
              listed.map((v) => [v, t(v)] as const),
              answer.value,
              (v) => put({ value: v }),
            )
          : select(`n-${q.id}`, label, [["", "—"], ...listed.map((v) => [v, v] as const)], answer.value, (v) =>
              put({ value: v }),
            )
        : textField({
            id: `n-${q.id}`,
            label,
            hint,
            value: answer.value,
            mode: q.kind === "number" ? "decimal" : "text",
            max: 400,
            input: (v) => put({ value: v }),
          })
    }
    ${
      q.is_characteristic
        ? html`<label class="form-check mb-3"
            ><input
              type="checkbox"
              class="form-check-input"
              .checked=${!answer.must}
              @change=${(e: Event) => put({ must: !(e.target as HTMLInputElement).checked })}
            /><span class="form-check-label">${t("souhaité seulement")}</span></label
          >`
        : nothing
    }`;
  }
}
customElements.define("arpent-need", NeedPage);
