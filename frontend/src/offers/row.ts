// One row of the grid: inputs for what one may write, texts for what is worked out.
import { getElement } from "../site/dom";
import type { Edit } from "./edits";
import type { RefusedEdit } from "./outbox";
import { type Line, make, type Shown, type Words } from "./types";
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

export class Row {
  readonly tr: HTMLTableRowElement;
  readonly inputs = new Map<Field, HTMLInputElement | HTMLSelectElement>();
  line: Line | null = null;
  private shape = "";
  private readonly texts = new Map<string, HTMLElement>();

  constructor(
    readonly key: string,
    private readonly words: Words,
    private readonly shown: Shown,
    private readonly editable: boolean,
  ) {
    this.tr = make("tr", { "data-key": key });
  }

  /** Draw a line; ``kind`` is that of a new one, ``pending`` what the server has not taken yet. */
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
      line && !line.counted ? "uncounted" : "",
      pending ? "unsent" : "",
      refusal ? "refused" : "",
      role !== "included" ? "choice" : "",
    ]
      .join(" ")
      .trim();
    for (const [field, input] of this.inputs) {
      if (document.activeElement === input && input.dataset.typed) continue;
      const held = pending?.values[field];
      const value = held !== undefined ? String(held) : this.value(field);
      if (input.value !== value) input.value = value;
      input.setAttribute("aria-label", `${this.words[NAMES[field]]}, ${this.words.line} ${line?.number ?? "+"}`);
    }
    this.text("number", line?.number != null ? String(line.number) : line || pending ? "" : "+");
    this.text(
      "net",
      line?.net !== undefined ? this.shown.money(line.net) : subtotal !== undefined ? this.shown.money(subtotal) : "",
    );
    this.text("margin", line?.on_price != null ? this.shown.percent(line.on_price) : "");
    this.texts.get("margin")?.classList.toggle("kind-former", !!line?.below);
    this.texts.get("margin")?.setAttribute("title", line?.below ? this.words.below : "");
    const notes = (line?.problems ?? []).map((p) => p.text);
    const told: string[] = [];
    if (role === "option") told.push(this.words.option);
    if (role === "variant") told.push(`${this.words.variant.split(" ")[0]} ${base}`.trim());
    if (line?.by_hand) told.push(`${this.words.by_hand} (${this.words.list} ${this.shown.money(line.list_price)})`);
    if (line && !line.by_hand && Number(line.campaign_percent))
      told.push(this.shown.text(`${this.words.campaign} −${this.shown.plain(line.campaign_percent)} %`));
    if (line?.description) told.push(line.description.split("\n", 1).join("").slice(0, 80));
    const note = this.texts.get("notes");
    if (note) {
      note.replaceChildren(
        ...(told.length ? [make("span", { class: "text-secondary" }, told.join(" · "))] : []),
        ...(refusal ? [this.refusal(refusal)] : []),
        ...notes.map((n) => make("div", { class: "kind-former" }, n)),
      );
    }
    const counted = this.tr.querySelector<HTMLInputElement>("input[data-counted]");
    if (counted) {
      const label = counted.closest<HTMLElement>("label");
      if (label) label.hidden = role === "included";
      counted.checked = !!line?.counted;
    }
  }

  /** Say why something was not written, and give the ways out. */
  private refusal(held: RefusedEdit): HTMLElement {
    const box = make("div", { class: "kind-former" }, held.sentence);
    const button = (act: "mine" | "theirs" | "outside"): HTMLElement =>
      make("button", { type: "button", class: "btn btn-sm ms-1", "data-act": act }, this.words[act]);
    if (held.clash && held.fields && this.line) {
      const stored = held.fields
        .filter((f): f is Field => (FIELDS as readonly string[]).includes(f))
        .map((f) => `${this.words[NAMES[f]]} : ${this.value(f) || "—"}`);
      box.append(make("div", {}, `${this.words.stored} ${stored.join(", ")}`), button("mine"), button("theirs"));
    } else if (held.clash) box.append(button("mine"), button("theirs"));
    else if (held.edit.values.reference) box.append(button("outside"));
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
    if (field === "price" || field === "cost") return this.shown.price(String(value));
    return field === "reference" || field === "label" || field === "unit" || field === "vat"
      ? String(value)
      : this.shown.plain(String(value));
  }

  private text(name: string, value: string): void {
    const node = this.texts.get(name);
    if (node && node.textContent !== value) node.textContent = value;
  }

  private build(section: boolean): void {
    this.inputs.clear();
    const cell = (name: string, css: string, ...nodes: Node[]): HTMLTableCellElement =>
      make("td", { class: css, "data-label": name }, ...nodes);
    const told = (name: string, css = ""): HTMLElement => {
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
        cell("", "num no", told("number")),
        cells,
        cell(this.words.subtotal_of, "num", told("net")),
        cell("", ""),
        cell("", ""),
        cell("", "tools", menu),
      );
      return;
    }
    const counted = make(
      "label",
      { class: "form-check mb-0 small" },
      make("input", { type: "checkbox", class: "form-check-input", "data-counted": "" }),
      make("span", { class: "form-check-label" }, this.words.counted),
    );
    getElement<HTMLInputElement>(counted, "input").disabled = !this.editable;
    this.tr.replaceChildren(
      cell("", "num no", told("number")),
      cell(this.words.reference, "ref", this.input("reference")),
      cell(this.words.label, "what", this.input("label"), counted, notes),
      cell(this.words.quantity, "num qty", this.input("quantity")),
      cell(this.words.unit, "unit", this.input("unit")),
      cell(this.words.price, "num price", this.input("price")),
      cell(this.words.discount, "num disc", this.input("discount_percent")),
      cell(this.words.vat, "vat", this.select()),
      cell(this.words.net, "num net", told("net")),
      cell(this.words.cost, "num cost", this.input("cost")),
      cell(this.words.margin, "num mar", told("margin")),
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
