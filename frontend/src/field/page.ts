// The base of every page: light DOM, so that the site's styles apply; updated when the model changes.
import { html, LitElement, type TemplateResult } from "lit";
import type { FieldModel } from "./model";

/** The sign-in page, which leads back here. */
export const LOGIN = "/account/login/?next=/field/";

let model: FieldModel;

/** Set the model that all pages show. */
export function setModel(one: FieldModel): void {
  model = one;
}

/** Return the model that all pages show. */
export function getModel(): FieldModel {
  return model;
}

/** Base of all pages: drawn without shadow DOM, again at each change of the model. */
export abstract class Page extends LitElement {
  /** The state of the app; public, for tests from outside (tests/e2e, tests/soak). */
  get model(): FieldModel {
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

/** Draw an icon of the sprite, hidden from screen readers. */
export function icon(name: string, css = ""): TemplateResult {
  const sprite = document.querySelector<HTMLElement>("[data-icons]")?.dataset.icons ?? "";
  return html`<svg class="icon ${css}" aria-hidden="true" focusable="false">
    <use href="${sprite}#i-${name}"></use>
  </svg>`;
}

/** Navigate to a page of Field. */
export function go(path: string): void {
  location.hash = `#/${path}`;
}

/** Return the address of a page of Field. */
export function href(path: string): string {
  return `#/${path}`;
}
