// The grid of a quote: the server calculates; here one writes, moves and pastes lines, with or without a network.
import { getElement, readJson, toast } from "../site/dom";
import { editDescription } from "./description_dialog";
import type { Edit } from "./edits";
import { QuoteLines } from "./lines";
import { RowMenu } from "./menu";
import type { Field } from "./row";
import { GridSync } from "./sync";
import { type Grid, type Line, make, type Words } from "./types";
import { type ConnectionState, GridView } from "./view";

/** After a change: short enough to be saved at once, long enough to send two fields together. */
const SAVE_DELAY = 200;

/** Start the grid of a quote's lines from the page's data. */
export function mount(node: HTMLElement): void {
  const data = readJson<Grid>("offer-data"),
    words = readJson<Words>("offer-words");
  if (data && words) new OfferGrid(node, data, words).start();
}

class OfferGrid {
  private readonly lines: QuoteLines;
  private readonly view: GridView;
  private readonly sync: GridSync;
  private readonly menu: RowMenu;
  private readonly editable: boolean;

  constructor(
    private readonly node: HTMLElement,
    grid: Grid,
    private readonly words: Words,
  ) {
    const connection: ConnectionState = { offline: false, signedOut: false };
    this.editable = node.dataset.editable === "yes";
    this.lines = new QuoteLines(grid, `arpent.offer.${node.dataset.keep}`);
    this.view = new GridView(node, this.lines, words, this.editable, connection);
    this.sync = new GridSync(node, this.lines, this.view, words, connection);
    this.menu = new RowMenu(words, (act, key) => this.perform(act, key));
  }

  start(): void {
    if (!this.editable && this.lines.outbox.size) this.sync.close();
    else this.view.draw();
    if (!this.editable) return;
    const { body } = this.view;
    body.addEventListener("input", (e) => this.typed(e.target as HTMLInputElement));
    body.addEventListener("change", (e) => this.changed(e.target as HTMLInputElement));
    body.addEventListener("keydown", (e) => this.key(e));
    body.addEventListener("paste", (e) => this.paste(e));
    body.addEventListener("click", (e) => this.clicked(e.target as HTMLElement));
    body.addEventListener("focusout", (e) => {
      delete (e.target as HTMLElement).dataset?.typed;
    });
    for (const button of this.node.querySelectorAll<HTMLElement>("[data-grid-add]"))
      button.addEventListener("click", () => this.addRow(button.dataset.gridAdd ?? "free"));
    this.node.querySelector("[data-grid-undo]")?.addEventListener("click", () => void this.sync.undoLast());
    document.addEventListener("keydown", (e) => this.undoKey(e));
    this.sync.start();
  }

  // ---- Typing ----
  private typed(input: HTMLInputElement): void {
    if (!input.dataset.field) return;
    input.dataset.typed = "1";
    if (input.dataset.field === "reference" && input.value.length > 1) void this.suggest(input.value);
  }

  private changed(input: HTMLInputElement): void {
    const key = input.closest("tr")?.dataset.key;
    if (!key) return;
    delete input.dataset.typed;
    const field = input.dataset.field;
    if (input.dataset.selected !== undefined) this.write(key, { is_selected: input.checked });
    else if (field) this.write(key, { [field]: input.value });
  }

  private write(key: string, values: Edit["values"], more: Partial<Edit> = {}): void {
    this.drawn(this.lines.write(key, values, more), SAVE_DELAY);
  }

  /** Draw the grid after a change, and send it when it can be. */
  private drawn(sendable: boolean, delayMs = SAVE_DELAY): void {
    this.view.draw();
    if (sendable) this.sync.soon(delayMs);
  }

  private addRow(kind: string): void {
    const row = this.view.row(this.lines.blank);
    this.lines.kinds.set(this.lines.blank, kind);
    row.update(null, kind, undefined, undefined, undefined, "");
    row.tr.scrollIntoView({ block: "nearest" });
    row.focus(kind === "free" ? "reference" : "label");
  }

  private paste(event: ClipboardEvent): void {
    const input = event.target as HTMLInputElement,
      field = input.dataset.field as Field | undefined,
      key = input.closest("tr")?.dataset.key;
    if (!field || !key) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const count = this.lines.paste(text, field, key, this.view.keys());
    if (!count) return;
    event.preventDefault();
    delete input.dataset.typed;
    toast(`${count} ${this.words.pasted}`);
    this.drawn(true, 0);
  }

  private async suggest(text: string): Promise<void> {
    const url = `${this.node.dataset.products}?q=${encodeURIComponent(text)}`;
    const answer = (await fetch(url, { headers: { Accept: "application/json" } })
      .then((a) => (a.ok ? a.json() : null))
      .catch(() => null)) as { products: { reference: string; name: string }[] } | null;
    if (!answer) return;
    const options = answer.products.map((p) => make("option", { value: p.reference }, p.name));
    getElement(document, "#offer-products").replaceChildren(...options);
  }

  // ---- Acting on a row ----
  private clicked(target: HTMLElement): void {
    const button = target.closest<HTMLElement>("[data-act], [data-menu]"),
      key = button?.closest("tr")?.dataset.key;
    if (!button || !key) return;
    if (button.dataset.menu !== undefined) this.menu.open(button, key, this.lines.find(key) ?? null);
    else this.drawn(this.lines.resolveRefusal(button.dataset.act ?? "", key));
  }

  private perform(act: string, key: string): void {
    const all = this.lines.grid.lines,
      at = all.findIndex((l) => l.key === key),
      line = all[at];
    if (act === "remove") {
      const next = all[at + 1] ?? all[at - 1];
      this.drawn(this.lines.remove(key));
      if (next) this.view.row(next.key).focus("label");
    } else if (!line) return;
    else if (act === "up" && at > 0) this.write(key, {}, { after: all[at - 2]?.key ?? "" });
    else if (act === "down" && at < all.length - 1) this.write(key, {}, { after: all[at + 1]?.key ?? "" });
    else if (act === "alternative") this.write(key, { role: act, alternative_to: this.lines.baseOf(key)?.key ?? "" });
    else if (act === "included" || act === "option") this.write(key, { role: act });
    else if (act === "insert") this.insert(key);
    else if (act === "duplicate") {
      this.lines.duplicate(line);
      this.drawn(true, 0);
    } else if (act === "description") this.editDescription(line);
  }

  private insert(below: string): void {
    const key = this.lines.insertBelow(below);
    this.view.draw();
    this.view.row(key).focus("reference");
  }

  private editDescription(line: Line): void {
    const text = String(this.lines.outbox.pending(line.key)?.values.description ?? line.description);
    editDescription(line, text, this.words, (description) => this.write(line.key, { description }));
  }

  // ---- Keys ----
  private undoKey(event: KeyboardEvent): void {
    const typing = (document.activeElement as HTMLElement | null)?.dataset?.typed;
    if (!event.ctrlKey || event.key !== "z" || typing || !this.sync.canUndo) return;
    event.preventDefault();
    void this.sync.undoLast();
  }

  private key(event: KeyboardEvent): void {
    const input = event.target as HTMLInputElement,
      tr = input.closest<HTMLTableRowElement>("tr[data-key]"),
      field = input.dataset.field as Field | undefined;
    if (!tr || !field) return;
    const key = tr.dataset.key ?? "",
      up = event.key === "ArrowUp",
      down = event.key === "ArrowDown";
    const go = (to: Element | null | undefined): void => {
      const row = to instanceof HTMLElement ? this.view.find(to.dataset.key ?? "") : undefined;
      if (!row) return;
      event.preventDefault();
      row.focus(field);
    };
    if (event.altKey && (up || down)) {
      event.preventDefault();
      this.perform(up ? "up" : "down", key);
    } else if (event.ctrlKey && event.key === "Delete") {
      event.preventDefault();
      this.perform("remove", key);
    } else if (event.key === "Enter" && !event.isComposing) {
      input.dispatchEvent(new Event("change", { bubbles: true }));
      go(this.view.find(key)?.tr.nextElementSibling);
    } else if (event.key === "Escape") {
      delete input.dataset.typed;
      this.view.draw();
      input.select?.();
    } else if ((up || down) && input.tagName === "INPUT" && !(field === "reference" && input.dataset.typed))
      go(up ? tr.previousElementSibling : tr.nextElementSibling);
  }
}
