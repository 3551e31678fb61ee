// One row of the grid: inputs for editable fields, texts for calculated ones.
import { getElement } from "../site/dom";
import type { Edit } from "./edits";
import type { RefusedEdit } from "./outbox";
import { type Formatter, type Line, make, type Words } from "./types";
import type { Word } from "./words";

export const FIELDS = ["reference", "label", "quantity", "unit", "price", "discount_percent", "vat", "cost"] as const;
export type Field = (typeof FIELDS)[number];
const VATS = ["normal", "intermediate", "reduced", "super_reduced"] as const;
export const NAMES: Record<Field, Word> = {
  reference: "reference",
  label: "label",
  quantity: "quantity",
  unit: "unit",
  price: "price",
  discount_percent: "discount",
  vat: "vat",
  cost: "cost",
};

/** One row of the grid: its inputs, and what the server says of its line. */
export class Row {
  readonly tr: HTMLTableRowElement;
  readonly inputs = new Map<Field, HTMLInputElement | HTMLSelectElement>();
  line: Line | null = null;
  private shape = "";
  private readonly texts = new Map<string, HTMLElement>();

  constructor(
    readonly key: string,
    private readonly words: Words,
    private readonly format: Formatter,
    private readonly editable: boolean,
  ) {
    this.tr = make("tr", { "data-key": key });
  }

  /** Draw a line. `kind`: kind of a new line; `pending`: its unsaved change; `base`: number of the line it varies. */
  update(
    line: Line | null,
    kind: string,
    pending: Edit | undefined,
    refusal: RefusedEdit | undefined,
    subtotal: string | undefined,
    base: string,
  ): void {
    this.line = line;
    const what = line?.kind ?? kind;
    const shape = `${what === "section" ? "section" : "line"}${this.editable}`;
    if (shape !== this.shape) this.build(what === "section");
    this.shape = shape;
    const role = String(pending?.values.role ?? line?.role ?? "included");
    this.tr.className = [
      what === "section" ? "section" : "",
      line && !line.is_selected ? "not-selected" : "",
      pending ? "unsent" : "",
      refusal ? "refused" : "",
      role !== "included" ? "choice" : "",
    ]
      .join(" ")
      .trim();
    for (const [field, input] of this.inputs) {
      if (document.activeElement === input && input.dataset.typed) continue;
      const unsent = pending?.values[field];
      const value = unsent !== undefined ? String(unsent) : this.value(field);
      if (input.value !== value) input.value = value;
      input.setAttribute("aria-label", `${this.words[NAMES[field]]}, ${this.words.line} ${line?.number ?? "+"}`);
    }
    this.text("number", line?.number != null ? String(line.number) : line || pending ? "" : "+");
    this.text(
      "net",
      line?.net !== undefined ? this.format.money(line.net) : subtotal !== undefined ? this.format.money(subtotal) : "",
    );
    this.text("margin", line?.on_price != null ? this.format.percent(line.on_price) : "");
    this.texts.get("margin")?.classList.toggle("kind-former", !!line?.below_floor);
    this.texts.get("margin")?.setAttribute("title", line?.below_floor ? this.words.below_floor : "");
    const notes = (line?.problems ?? []).map((p) => p.text);
    const remarks: string[] = [];
    if (role === "option") remarks.push(this.words.option);
    if (role === "alternative") remarks.push(`${this.words.alternative.split(" ")[0]} ${base}`.trim());
    if (line?.manual_price)
      remarks.push(`${this.words.manual_price} (${this.words.list} ${this.format.money(line.list_price)})`);
    if (line && !line.manual_price && Number(line.promotion_percent))
      remarks.push(this.format.text(`${this.words.promotion} −${this.format.plain(line.promotion_percent)} %`));
    if (line?.description) remarks.push(line.description.split("\n", 1).join("").slice(0, 80));
    const note = this.texts.get("notes");
    if (note) {
      note.replaceChildren(
        ...(remarks.length ? [make("span", { class: "text-secondary" }, remarks.join(" · "))] : []),
        ...(refusal ? [this.refusal(refusal)] : []),
        ...notes.map((n) => make("div", { class: "kind-former" }, n)),
      );
    }
    const selected = this.tr.querySelector<HTMLInputElement>("input[data-selected]");
    if (selected) {
      const label = selected.closest<HTMLElement>("label");
      if (label) label.hidden = role === "included";
      selected.checked = !!line?.is_selected;
    }
  }

  /** Draw why a change was refused, with buttons to resolve it. */
  private refusal(refused: RefusedEdit): HTMLElement {
    const box = make("div", { class: "kind-former" }, refused.sentence);
    const button = (act: "mine" | "theirs" | "outside"): HTMLElement =>
      make("button", { type: "button", class: "btn btn-sm ms-1", "data-act": act }, this.words[act]);
    if (refused.conflict && refused.fields && this.line) {
      const stored = refused.fields
        .filter((f): f is Field => (FIELDS as readonly string[]).includes(f))
        .map((f) => `${this.words[NAMES[f]]} : ${this.value(f) || "—"}`);
      box.append(make("div", {}, `${this.words.stored} ${stored.join(", ")}`), button("mine"), button("theirs"));
    } else if (refused.conflict) box.append(button("mine"), button("theirs"));
    else if (refused.edit.values.reference) box.append(button("outside"));
    return box;
  }

  focus(field: Field): boolean {
    const input = this.inputs.get(field) ?? this.inputs.get("label");
    input?.focus();
    if (input instanceof HTMLInputElement) input.select();
    return !!input;
  }

  private value(field: Field): string {
    if (!this.line) return field === "vat" ? "normal" : "";
    const value = this.line[field];
    if (value == null) return "";
    if (field === "price" || field === "cost") return this.format.price(String(value));
    return field === "reference" || field === "label" || field === "unit" || field === "vat"
      ? String(value)
      : this.format.plain(String(value));
  }

  private text(name: string, value: string): void {
    const node = this.texts.get(name);
    if (node && node.textContent !== value) node.textContent = value;
  }

  private build(section: boolean): void {
    this.inputs.clear();
    const cell = (name: string, css: string, ...nodes: Node[]): HTMLTableCellElement =>
      make("td", { class: css, "data-label": name }, ...nodes);
    const textCell = (name: string, css = ""): HTMLElement => {
      const node = make("span", { class: css });
      this.texts.set(name, node);
      return node;
    };
    const notes = make("div", { class: "small offer-notes" });
    this.texts.set("notes", notes);
    const menu = this.editable ? this.menu() : document.createTextNode("");
    if (section) {
      const cells = cell(this.words.section, "wide", this.input("label"), notes);
      cells.colSpan = 7;
      this.tr.replaceChildren(
        cell("", "num no", textCell("number")),
        cells,
        cell(this.words.subtotal_of, "num", textCell("net")),
        cell("", ""),
        cell("", ""),
        cell("", "tools", menu),
      );
      return;
    }
    const selected = make(
      "label",
      { class: "form-check mb-0 small" },
      make("input", { type: "checkbox", class: "form-check-input", "data-selected": "" }),
      make("span", { class: "form-check-label" }, this.words.is_selected),
    );
    getElement<HTMLInputElement>(selected, "input").disabled = !this.editable;
    this.tr.replaceChildren(
      cell("", "num no", textCell("number")),
      cell(this.words.reference, "ref", this.input("reference")),
      cell(this.words.label, "what", this.input("label"), selected, notes),
      cell(this.words.quantity, "num qty", this.input("quantity")),
      cell(this.words.unit, "unit", this.input("unit")),
      cell(this.words.price, "num price", this.input("price")),
      cell(this.words.discount, "num disc", this.input("discount_percent")),
      cell(this.words.vat, "vat", this.select()),
      cell(this.words.net, "num net", textCell("net")),
      cell(this.words.cost, "num cost", this.input("cost")),
      cell(this.words.margin, "num mar", textCell("margin")),
      cell("", "tools", menu),
    );
  }

  private input(field: Field): HTMLInputElement {
    const input = make("input", {
      class: "form-control form-control-sm",
      autocomplete: "off",
      "data-field": field,
      type: "text",
    });
    if (["quantity", "price", "discount_percent", "cost"].includes(field)) input.setAttribute("inputmode", "decimal");
    if (field === "reference") input.setAttribute("list", "offer-products");
    const most = { reference: 60, label: 200, unit: 20 }[field as string];
    if (most) input.maxLength = most;
    input.readOnly = !this.editable;
    this.inputs.set(field, input);
    return input;
  }

  private select(): HTMLSelectElement {
    const select = make("select", { class: "form-select form-select-sm", "data-field": "vat" });
    for (const v of VATS) select.append(make("option", { value: v }, this.words[`vat_${v}`]));
    select.disabled = !this.editable;
    this.inputs.set("vat", select);
    return select;
  }

  private menu(): HTMLElement {
    return make(
      "button",
      {
        type: "button",
        class: "btn btn-sm",
        "data-menu": "",
        "aria-haspopup": "menu",
        "aria-expanded": "false",
        "aria-label": this.words.more,
      },
      "⋯",
    );
  }
}
