// What every page of the field app is made of: light DOM, so that the product's styles hold; drawn again when the model
// changes.
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { FieldModel } from "./model";

let model: FieldModel;
export function setModel(one: FieldModel): void {
  model = one;
}
export function getModel(): FieldModel {
  return model;
}

export abstract class Page extends LitElement {
  protected get m(): FieldModel {
    return model;
  }
  private readonly again = (): void => this.requestUpdate();
  override createRenderRoot(): this {
    return this;
  }
  override connectedCallback(): void {
    super.connectedCallback();
    model.addEventListener("change", this.again);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    model.removeEventListener("change", this.again);
  }
}

export function icon(name: string, css = ""): TemplateResult {
  const sprite = document.querySelector<HTMLElement>("[data-icons]")?.dataset.icons ?? "";
  return html`<svg class="icon ${css}" aria-hidden="true" focusable="false">
    <use href="${sprite}#i-${name}"></use>
  </svg>`;
}

export function go(path: string): void {
  location.hash = `#/${path}`;
}
export function href(path: string): string {
  return `#/${path}`;
}

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

/** Draw one text field: saved at each key, for a phone can die at any of them. */
export function textField(o: FieldOptions): TemplateResult {
  const heard = (e: Event) => o.input((e.target as HTMLInputElement).value);
  return html`<div class="mb-3">
    <label class=${o.quiet ? "visually-hidden" : "form-label"} for=${o.id}>${o.label}</label> ${
      o.rows
        ? html`<textarea
            class="form-control"
            id=${o.id}
            rows=${o.rows}
            maxlength=${o.max ?? 8000}
            .value=${o.value}
            @input=${heard}
            @change=${heard}
          ></textarea>`
        : html`<input
            class="form-control"
            id=${o.id}
            type=${o.type ?? "text"}
            inputmode=${o.mode ?? nothing}
            maxlength=${o.max ?? 300}
            autocomplete="off"
            .value=${o.value}
            @input=${heard}
            @change=${heard}
          />`
    }
    ${o.hint ? html`<div class="form-hint">${o.hint}</div>` : nothing}
  </div>`;
}

/** Draw a choice of a few as large buttons. */
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
        ([key, words]) =>
          html`<label class="btn ${value === key ? "btn-primary" : ""}"
            ><input
              class="visually-hidden"
              type="radio"
              name=${name}
              value=${key}
              .checked=${value === key}
              @change=${() => pick(key)}
            />${words}</label
          >`,
      )}
    </div>
  </fieldset>`;
}

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
      ${options.map(([key, words]) => html`<option value=${key} ?selected=${key === value}>${words}</option>`)}
    </select>
  </div>`;
}
