// A question defined by the organisation, in a report or a survey.
import { html, type TemplateResult } from "lit";
import { choice, select, textField } from "./fields";
import type { FormSection } from "./types";
import { t } from "./words";

/** Draw the input of a question of a form; `set` receives the answer. */
export function questionField(s: FormSection, value: unknown, set: (value: unknown) => void): TemplateResult {
  const id = `q-${s.id}`,
    text = typeof value === "string" ? value : "";
  switch (s.kind) {
    case "choice":
      return s.choices.length > 5
        ? select(id, s.title, [["", "—"], ...s.choices.map((c) => [c, c] as const)], text, set)
        : choice(
            id,
            s.title,
            s.choices.map((c) => [c, c] as const),
            text,
            set,
          );
    case "several": {
      const chosen = Array.isArray(value) ? (value as string[]) : [];
      return html`<fieldset class="mb-3">
        <legend class="form-label">${s.title}</legend>
        ${s.choices.map(
          (c) =>
            html`<label class="form-check"
              ><input
                type="checkbox"
                class="form-check-input"
                .checked=${chosen.includes(c)}
                @change=${(e: Event) =>
                  set((e.target as HTMLInputElement).checked ? [...chosen, c] : chosen.filter((x) => x !== c))}
              /><span class="form-check-label">${c}</span></label
            >`,
        )}
      </fieldset>`;
    }
    case "yes_no":
      return choice(
        id,
        s.title,
        [
          ["yes", t("oui")],
          ["no", t("non")],
        ],
        text,
        set,
      );
    case "number":
      return textField({ id, label: s.title, value: text, mode: "decimal", max: 20, input: set });
    case "date":
      return textField({ id, label: s.title, value: text, type: "date", input: set });
    default:
      return textField({ id, label: s.title, value: text, rows: 2, max: 4000, input: set });
  }
}
