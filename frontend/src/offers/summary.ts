// The headings of the grid, the totals of the quote, the price waterfall, the problems.
import { type Formatter, type Grid, make, type Words } from "./types";

function row(name: string, value: string, strong = false, note = ""): HTMLTableRowElement {
  const head = make("th", { scope: "row", class: strong ? "" : "fw-normal" }, name);
  if (note) head.append(make("div", { class: "small text-secondary" }, note));
  return make("tr", {}, head, make("td", { class: "num" }, strong ? make("strong", {}, value) : value));
}

/** Draw the totals of a quote. */
export function drawTotals(body: HTMLElement, grid: Grid, words: Words, format: Formatter): void {
  const t = grid.totals,
    rows: HTMLElement[] = [];
  if (Number(t.discount) || Number(t.carriage)) rows.push(row(words.subtotal, format.money(t.subtotal)));
  if (Number(t.discount)) rows.push(row(words.global, format.minus(t.discount)));
  if (Number(t.carriage)) rows.push(row(words.carriage, format.money(t.carriage)));
  rows.push(row(words.total, `${format.money(t.net)} ${grid.currency}`, true));
  for (const tax of t.taxes)
    rows.push(
      row(
        format.text(`${words.tax} ${format.plain(tax.rate)} %`),
        format.money(tax.tax),
        false,
        `${words.basis} ${format.money(tax.basis)}`,
      ),
    );
  rows.push(row(words[Number(t.tax) ? "incl" : "due"], `${format.money(t.gross)} ${grid.currency}`, true));
  if (Number(t.deposit)) rows.push(row(words.deposit, format.money(t.deposit)));
  body.replaceChildren(...rows);
}

/** Draw the price waterfall of a quote. */
export function drawWaterfall(body: HTMLElement, grid: Grid, words: Words, format: Formatter): void {
  const waterfall = grid.waterfall,
    scale = Math.max(Number(waterfall.gross), 1);
  const bar = (value: string, kind: string): HTMLElement => {
    const inner = make("div", { class: `waterfall-bar ${kind}` });
    inner.style.setProperty("width", `${Math.max(0, Math.min(100, (Number(value) / scale) * 100))}%`);
    return make("td", { class: "waterfall-cell", "aria-hidden": "true" }, inner);
  };
  const line = (name: string, value: string, at: string, kind: string, strong = false): HTMLElement =>
    make(
      "tr",
      {},
      make("th", { scope: "row", class: strong ? "" : "fw-normal" }, name),
      make("td", { class: "num" }, strong ? make("strong", {}, value) : value),
      bar(at, kind),
    );
  const margin = (name: string, m: Grid["waterfall"]["margin"]): HTMLElement => {
    const amount = m.amount === null ? words.unknown : format.text(`${format.money(m.amount)} €`);
    const rates =
      m.amount === null
        ? ""
        : `${words.on_price} ${format.percent(m.on_price)} · ${words.on_cost} ${format.percent(m.on_cost)}`;
    const head = make("th", { scope: "row" }, name);
    if (rates) head.append(make("div", { class: "small fw-normal" }, rates));
    return make(
      "tr",
      { class: "waterfall-margin" },
      head,
      make("td", { class: "num" }, make("strong", {}, amount)),
      bar(m.amount ?? "0", "margin"),
    );
  };
  const rows: HTMLElement[] = [line(words.gross, format.money(waterfall.gross), waterfall.gross, "", true)];
  for (const r of waterfall.rows.filter((x) => x.on_offer))
    rows.push(line(r.label, format.minus(r.deduction), r.remaining, "step"));
  rows.push(
    line(words.invoice, format.money(waterfall.net), waterfall.net, "", true),
    margin(words.margin_invoice, waterfall.margin),
  );
  for (const r of waterfall.rows.filter((x) => !x.on_offer))
    rows.push(line(r.label, format.minus(r.deduction), r.remaining, "step"));
  rows.push(
    line(words.pocket, format.money(waterfall.pocket), waterfall.pocket, "", true),
    line(words.purchase, format.money(waterfall.cost), waterfall.cost ?? "0", "cost"),
    margin(words.margin_pocket, waterfall.pocket_margin),
  );
  body.replaceChildren(...rows);
}

/** Draw what prevents or questions a quote. */
export function drawProblems(box: HTMLElement, grid: Grid, words: Words): void {
  const blocked = grid.lines.filter((l) => l.problems.some((p) => p.is_blocking)).map((l) => l.number);
  const messages = grid.problems.map((p) => p.text);
  if (blocked.length)
    messages.push(`${words.to_correct} ${blocked.slice(0, 20).join(", ")}${blocked.length > 20 ? "…" : ""}`);
  if (!messages.length || !grid.open) {
    box.replaceChildren();
    return;
  }
  const list = make("ul", { class: "mb-0" });
  for (const text of messages) list.append(make("li", {}, text));
  box.replaceChildren(make("div", { class: "alert alert-warning" }, list));
}

/** Draw the column headings of the grid. */
export function drawHeads(head: HTMLElement, words: Words): void {
  const names = [
    words.number,
    ...(["reference", "label", "quantity", "unit", "price", "discount", "vat", "net", "cost", "margin"] as const).map(
      (n) => words[n],
    ),
    words.more,
  ];
  head.replaceChildren(
    make(
      "tr",
      {},
      ...names.map((h, i) =>
        make(
          "th",
          { scope: "col", class: [0, 3, 5, 6, 8, 9, 10].includes(i) ? "num" : "" },
          i === 0 || i === 11 ? make("span", { class: "visually-hidden" }, h) : h,
        ),
      ),
    ),
  );
}
