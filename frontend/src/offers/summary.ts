// Above and beside the lines: their heads, what the customer pays, and from the list price to the pocket margin.
import { type Grid, make, type Shown, type Words } from "./types";

function row(name: string, value: string, strong = false, note = ""): HTMLTableRowElement {
  const head = make("th", { scope: "row", class: strong ? "" : "fw-normal" }, name);
  if (note) head.append(make("div", { class: "small text-secondary" }, note));
  return make("tr", {}, head, make("td", { class: "num" }, strong ? make("strong", {}, value) : value));
}

export function drawTotals(body: HTMLElement, grid: Grid, words: Words, shown: Shown): void {
  const t = grid.totals,
    rows: HTMLElement[] = [];
  if (Number(t.discount) || Number(t.carriage)) rows.push(row(words.subtotal, shown.money(t.subtotal)));
  if (Number(t.discount)) rows.push(row(words.global, shown.minus(t.discount)));
  if (Number(t.carriage)) rows.push(row(words.carriage, shown.money(t.carriage)));
  rows.push(row(words.total, `${shown.money(t.net)} ${grid.currency}`, true));
  for (const tax of t.taxes)
    rows.push(
      row(
        shown.text(`${words.tax} ${shown.plain(tax.rate)} %`),
        shown.money(tax.tax),
        false,
        `${words.basis} ${shown.money(tax.basis)}`,
      ),
    );
  rows.push(row(words[Number(t.tax) ? "incl" : "due"], `${shown.money(t.gross)} ${grid.currency}`, true));
  if (Number(t.deposit)) rows.push(row(words.deposit, shown.money(t.deposit)));
  body.replaceChildren(...rows);
}

export function drawWaterfall(body: HTMLElement, grid: Grid, words: Words, shown: Shown): void {
  const fall = grid.waterfall,
    most = Math.max(Number(fall.gross), 1);
  const bar = (value: string, kind: string): HTMLElement => {
    const inner = make("div", { class: `fall-bar ${kind}` });
    inner.style.setProperty("width", `${Math.max(0, Math.min(100, (Number(value) / most) * 100))}%`);
    return make("td", { class: "fall-cell", "aria-hidden": "true" }, inner);
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
    const told = m.amount === null ? words.unknown : shown.text(`${shown.money(m.amount)} €`);
    const rates =
      m.amount === null
        ? ""
        : `${words.on_price} ${shown.percent(m.on_price)} · ${words.on_cost} ${shown.percent(m.on_cost)}`;
    const head = make("th", { scope: "row" }, name);
    if (rates) head.append(make("div", { class: "small fw-normal" }, rates));
    return make(
      "tr",
      { class: "fall-margin" },
      head,
      make("td", { class: "num" }, make("strong", {}, told)),
      bar(m.amount ?? "0", "margin"),
    );
  };
  const rows: HTMLElement[] = [line(words.gross, shown.money(fall.gross), fall.gross, "", true)];
  for (const r of fall.rows.filter((x) => x.on_offer)) rows.push(line(r.label, shown.minus(r.taken), r.left, "step"));
  rows.push(line(words.invoice, shown.money(fall.net), fall.net, "", true), margin(words.margin_invoice, fall.margin));
  for (const r of fall.rows.filter((x) => !x.on_offer)) rows.push(line(r.label, shown.minus(r.taken), r.left, "step"));
  rows.push(
    line(words.pocket, shown.money(fall.pocket), fall.pocket, "", true),
    line(words.purchase, shown.money(fall.cost), fall.cost ?? "0", "cost"),
    margin(words.margin_pocket, fall.pocket_margin),
  );
  body.replaceChildren(...rows);
}

export function drawProblems(box: HTMLElement, grid: Grid, words: Words): void {
  const stopped = grid.lines.filter((l) => l.problems.some((p) => p.stops)).map((l) => l.number);
  const told = grid.problems.map((p) => p.text);
  if (stopped.length) told.push(`${words.to_mend} ${stopped.slice(0, 20).join(", ")}${stopped.length > 20 ? "…" : ""}`);
  if (!told.length || !grid.open) {
    box.replaceChildren();
    return;
  }
  const list = make("ul", { class: "mb-0" });
  for (const text of told) list.append(make("li", {}, text));
  box.replaceChildren(make("div", { class: "alert alert-warning" }, list));
}

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
