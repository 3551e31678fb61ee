// What the grid shows: its rows in order, the status of what is sent, totals, waterfall, problems, the page's buttons.
import { getElement } from "../site/dom";
import type { QuoteLines } from "./lines";
import { Row } from "./row";
import { drawHeads, drawProblems, drawTotals, drawWaterfall } from "./summary";
import { Formatter, make, type Words } from "./types";

/** Whether the server can be reached and the session is valid. */
export interface ConnectionState {
  offline: boolean;
  /** The session has ended. */
  signedOut: boolean;
}

/** Draws the grid and its rows. */
export class GridView {
  readonly body: HTMLElement;
  private readonly rows = new Map<string, Row>();
  private readonly format = new Formatter(document.documentElement.lang || "fr");

  constructor(
    private readonly node: HTMLElement,
    private readonly lines: QuoteLines,
    private readonly words: Words,
    private readonly editable: boolean,
    private readonly connection: ConnectionState,
  ) {
    this.body = getElement(node, "tbody");
    drawHeads(getElement(node, ".offer-grid thead"), words);
    node.append(make("datalist", { id: "offer-products" }));
  }

  /** Return the row of a key; a new one is not in the table yet. */
  row(key: string): Row {
    let row = this.rows.get(key);
    if (!row) {
      row = new Row(key, this.words, this.format, this.editable);
      this.rows.set(key, row);
    }
    return row;
  }
  find(key: string): Row | undefined {
    return this.rows.get(key);
  }
  keys(): string[] {
    return [...this.body.querySelectorAll<HTMLElement>("tr[data-key]")].map((tr) => tr.dataset.key ?? "");
  }

  draw(): void {
    const order = this.lines.order(this.editable),
      shown = new Set(order);
    for (const [key, row] of this.rows)
      if (!shown.has(key)) {
        row.tr.remove();
        this.rows.delete(key);
      }
    const active = document.activeElement as HTMLInputElement | null;
    order.forEach((key, i) => {
      this.drawRow(key, i);
    });
    // A row that was moved has lost the focus.
    if (active && active !== document.activeElement && this.body.contains(active)) active.focus();
    const { grid } = this.lines;
    drawTotals(getElement(this.node, "[data-grid-totals] tbody"), grid, this.words, this.format);
    drawWaterfall(getElement(this.node, "[data-grid-waterfall] tbody"), grid, this.words, this.format);
    drawProblems(getElement(this.node, "[data-grid-problems]"), grid, this.words);
    this.drawApproval();
    this.drawStatus();
  }

  private drawRow(key: string, at: number): void {
    const { grid, outbox, kinds } = this.lines,
      row = this.row(key),
      line = this.lines.find(key) ?? null,
      pending = outbox.pending(key);
    const base = line?.alternative_to ? String(this.lines.find(line.alternative_to)?.number ?? "") : "";
    const kind = String(pending?.values.kind ?? kinds.get(key) ?? "free");
    row.update(line, kind, pending, outbox.refused.get(key), grid.subtotals[key], base);
    const before = this.body.children[at] ?? null;
    if (before !== row.tr) this.body.insertBefore(row.tr, before);
  }

  /** Show the approval that the quote needs, and the buttons that go with it. */
  private drawApproval(): void {
    const { grid } = this.lines;
    getElement(this.node, "[data-grid-approval]").textContent = grid.open ? grid.required_approval.text : "";
    const levels = (this.node.dataset.levels ?? "").split(" "),
      approved = grid.state === "approved" && !("short" in this.node.dataset),
      free = approved || levels.includes(grid.required_approval.level);
    for (const button of document.querySelectorAll<HTMLElement>("[data-when]"))
      button.hidden = (button.dataset.when === "free") !== free;
    const loss = document.querySelector<HTMLElement>("[data-grid-loss]");
    if (loss) loss.hidden = !grid.loss;
  }

  drawStatus(): void {
    if (!this.editable) return;
    const box = getElement(this.node, "[data-grid-status]"),
      { offline, signedOut } = this.connection,
      refused = this.lines.outbox.refused.size,
      text = this.statusText(refused);
    if (box.textContent !== text) box.textContent = text;
    if (signedOut && !box.querySelector("a"))
      box.append(" ", make("a", { href: location.href, target: "_blank" }, this.words.sign_in));
    box.classList.toggle("kind-former", offline || signedOut || refused > 0);
  }

  private statusText(refused: number): string {
    const { size, busy } = this.lines.outbox,
      { offline, signedOut } = this.connection;
    let text = size ? `${size} ${this.words.unsent}` : refused ? "" : this.words.saved;
    if (busy) text = this.words.saving;
    if (offline) text = `${this.words.offline} (${size})`;
    if (signedOut) text = `${this.words.ended} (${size})`;
    return refused ? [text, `${refused} ${this.words.refused}`].filter(Boolean).join(" · ") : text;
  }

  /** Show that the version is closed, with the unsent changes as text to copy. */
  drawClosed(): void {
    this.draw();
    const text = this.lines.unsentText();
    if (!text) return;
    const area = make("textarea", { class: "form-control", rows: "4", readonly: "", "aria-label": this.words.frozen });
    area.value = text;
    const message = make("div", { class: "alert alert-warning" }, make("p", {}, this.words.frozen), area);
    getElement(this.node, "[data-grid-problems]").append(message);
  }

  drawOthers(names: readonly string[] | undefined): void {
    const text = names?.length ? `${this.words.others} ${names.join(", ")}` : "";
    getElement(this.node, "[data-grid-others]").textContent = text;
  }

  drawUndo(possible: boolean): void {
    const button = this.node.querySelector<HTMLButtonElement>("[data-grid-undo]");
    if (button) button.disabled = !possible;
  }

  /** Replace the parts of the page around the grid; what is being typed in it stays. */
  replaceHead(page: Document | null): void {
    for (const name of [".page-header", "[data-offer-head]", "[data-offer-foot]"]) {
      const fresh = page?.querySelector(name);
      if (fresh) document.querySelector(name)?.replaceWith(document.adoptNode(fresh));
    }
    this.draw();
  }
}
