// Form fields of the field app: text, a choice of a few as buttons, a list.
import { html, nothing, type TemplateResult } from "lit";

interface FieldOptions {
  id: string;
  label: string;
  value: string;
  input: (value: string) => void;
  type?: string;
  hint?: string;
  rows?: number;
  mode?: string;
  max?: number;
  quiet?: boolean;
}

/** Draw a text field that reports each input: drafts are saved at once. */
export function textField(o: FieldOptions): TemplateResult {
  const onInput = (e: Event) => o.input((e.target as HTMLInputElement).value);
  return html`<div class="mb-3">
    <label class=${o.quiet ? "visually-hidden" : "form-label"} for=${o.id}>${o.label}</label> ${
      o.rows
        ? html`<textarea
            class="form-control"
            id=${o.id}
            rows=${o.rows}
            maxlength=${o.max ?? 8000}
            .value=${o.value}
            @input=${onInput}
            @change=${onInput}
          ></textarea>`
        : html`<input
            class="form-control"
            id=${o.id}
            type=${o.type ?? "text"}
            inputmode=${o.mode ?? nothing}
            maxlength=${o.max ?? 300}
            autocomplete="off"
            .value=${o.value}
            @input=${onInput}
            @change=${onInput}
          />`
    }
    ${o.hint ? html`<div class="form-hint">${o.hint}</div>` : nothing}
  </div>`;
}

/** Draw a choice of a few options as large buttons. */
export function choice(
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  value: string,
  pick: (value: string) => void,
): TemplateResult {
  return html`<fieldset class="mb-3">
    <legend class="form-label">${label}</legend>
    <div class="field-choice">
      ${options.map(
        ([key, label]) =>
          html`<label class="btn ${value === key ? "btn-primary" : ""}"
            ><input
              class="visually-hidden"
              type="radio"
              name=${name}
              value=${key}
              .checked=${value === key}
              @change=${() => pick(key)}
            />${label}</label
          >`,
      )}
    </div>
  </fieldset>`;
}

/** Draw a labelled select; `pick` receives the chosen value. */
export function select(
  id: string,
  label: string,
  options: readonly (readonly [string, string])[],
  value: string,
  pick: (value: string) => void,
): TemplateResult {
  return html`<div class="mb-3">
    <label class="form-label" for=${id}>${label}</label
    ><select class="form-select" id=${id} @change=${(e: Event) => pick((e.target as HTMLSelectElement).value)}>
      ${options.map(([key, label]) => html`<option value=${key} ?selected=${key === value}>${label}</option>`)}
    </select>
  </div>`;
}
