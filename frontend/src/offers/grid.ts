// The grid of an offer. The server works everything out; here one writes, moves, pastes, and nothing is lost on the way.
import { readJson, toast } from "../site/dom";
import { Outbox, type Edit } from "./outbox";
import { isTable, readTable } from "./paste";
import { Row, type Field } from "./row";
import { drawProblems, drawTotals, drawWaterfall } from "./summary";
import { make, Shown, type Grid, type Line, type Words } from "./types";

const PULSE = 8000, RETRY = 3000, PASTED: Field[] = ["reference", "label", "quantity", "unit", "price", "discount_percent", "vat", "cost"];
interface Answer { grid: Grid; refusals: Record<string, string>; voided: boolean; undo: string; sentence?: string; others?: string[] }

export function mount(node: HTMLElement): void {
  const data = readJson<Grid>("offer-data"), words = readJson<Words>("offer-words");
  if (data && words) new OfferGrid(node, data, words).start();
}

class OfferGrid {
  private readonly rows = new Map<string, Row>();
  private readonly kinds = new Map<string, string>();
  private readonly outbox: Outbox;
  private readonly shown = new Shown(document.documentElement.lang || "fr");
  private readonly body: HTMLElement;
  private readonly editable: boolean;
  private blank = newKey();
  private undo: string[] = [];
  private offline = false;
  private frozen = false;
  private timer = 0;

  constructor(private readonly node: HTMLElement, private grid: Grid, private readonly words: Words) {
    this.editable = node.dataset["editable"] === "yes";
    this.outbox = new Outbox(`arpent.offer.${node.dataset["keep"]}`);
    this.body = node.querySelector("tbody")!;
  }

  start(): void {
    const heads = [this.words["number"]!, ...(["reference", "label", "quantity", "unit", "price", "discount", "vat", "net", "cost", "margin"] as const).map((n) => this.words[n]!), this.words["more"]!];
    this.node.querySelector(".offer-grid thead")!.replaceChildren(make("tr", {}, ...heads.map((h, i) => make("th", { scope: "col", class: [0, 3, 5, 6, 8, 9, 10].includes(i) ? "num" : "" }, i === 0 || i === 11 ? make("span", { class: "visually-hidden" }, h) : h))));
    this.node.append(make("datalist", { id: "offer-products" }));
    if (!this.editable && this.outbox.size) this.frozenWith();
    this.draw();
    if (!this.editable) return;
    this.body.addEventListener("input", (e) => this.typed(e));
    this.body.addEventListener("change", (e) => this.changed(e));
    this.body.addEventListener("keydown", (e) => this.key(e));
    this.body.addEventListener("paste", (e) => this.paste(e));
    this.body.addEventListener("click", (e) => this.act(e));
    this.body.addEventListener("focusout", (e) => { delete (e.target as HTMLElement).dataset?.["typed"]; });
    for (const button of this.node.querySelectorAll<HTMLElement>("[data-grid-add]")) button.addEventListener("click", () => this.addRow(button.dataset["gridAdd"]!));
    this.node.querySelector("[data-grid-undo]")?.addEventListener("click", () => void this.takeBack());
    document.addEventListener("click", (e) => { for (const d of this.body.querySelectorAll<HTMLDetailsElement>("details[open]")) if (!d.contains(e.target as Node)) d.open = false; });
    addEventListener("online", () => this.soon(0));
    if (this.outbox.size) { toast(this.words["kept"]!); this.soon(0); }
    setInterval(() => { if (document.visibilityState === "visible") void this.pulse(); }, PULSE);
    void this.pulse();
  }

  // ---- Drawing ----
  private draw(): void {
    const lines = new Map(this.grid.lines.map((l) => [l.key, l]));
    const order = this.grid.lines.map((l) => l.key);
    for (const key of this.outbox.keys()) if (!lines.has(key) && !this.outbox.pending(key)?.remove) order.push(key);
    if (this.editable && !this.frozen) order.push(this.blank);
    const kept = new Set(order);
    for (const [key, row] of this.rows) if (!kept.has(key)) { row.tr.remove(); this.rows.delete(key); }
    order.forEach((key, i) => {
      const row = this.row(key), line = lines.get(key) ?? null, pending = this.outbox.pending(key);
      const base = line?.variant_of ? String(lines.get(line.variant_of)?.number ?? "") : "";
      row.update(line, String(pending?.values["kind"] ?? this.kinds.get(key) ?? "free"), pending, this.outbox.refused.get(key)?.sentence, this.grid.subtotals[key], base);
      const before = this.body.children[i] ?? null;
      if (before !== row.tr) this.body.insertBefore(row.tr, before);
    });
    drawTotals(this.node.querySelector("[data-grid-totals] tbody")!, this.grid, this.words, this.shown);
    drawWaterfall(this.node.querySelector("[data-grid-waterfall] tbody")!, this.grid, this.words, this.shown);
    drawProblems(this.node.querySelector("[data-grid-problems]")!, this.grid, this.words);
    this.node.querySelector("[data-grid-asked]")!.textContent = this.grid.open ? this.grid.asked.text : "";
    const levels = (this.node.dataset["levels"] ?? "").split(" "), free = this.grid.state === "approved" || levels.includes(this.grid.asked.level);
    for (const button of document.querySelectorAll<HTMLElement>("[data-when]")) button.hidden = (button.dataset["when"] === "free") !== free;
    this.status();
  }

  private row(key: string): Row {
    let row = this.rows.get(key);
    if (!row) { row = new Row(key, this.words, this.shown, this.editable); this.rows.set(key, row); }
    return row;
  }

  private status(): void {
    const box = this.node.querySelector("[data-grid-status]")!;
    if (!this.editable) return;
    const n = this.outbox.size, refused = this.outbox.refused.size;
    let text = n ? `${n} ${this.words["unsent"]}` : refused ? "" : this.words["saved"]!;
    if (this.outbox.busy) text = this.words["saving"]!;
    if (this.offline) text = `${this.words["offline"]} (${n})`;
    if (refused) text = [text, `${refused} ${this.words["refused"]}`].filter(Boolean).join(" · ");
    if (box.textContent !== text) box.textContent = text;
    box.classList.toggle("kind-former", this.offline || refused > 0);
  }

  // ---- Writing ----
  private typed(event: Event): void {
    const input = event.target as HTMLInputElement;
    if (!input.dataset["field"]) return;
    input.dataset["typed"] = "1";
    if (input.dataset["field"] === "reference" && input.value.length > 1) void this.suggest(input.value);
  }

  private changed(event: Event): void {
    const input = event.target as HTMLInputElement, key = input.closest("tr")?.dataset["key"];
    if (!key) return;
    delete input.dataset["typed"];
    if (input.dataset["counted"] !== undefined) return this.write(key, { counted: input.checked });
    const field = input.dataset["field"];
    if (field) this.write(key, { [field]: input.value });
  }

  private write(key: string, values: Edit["values"], more: Partial<Edit> = {}): void {
    const line = this.grid.lines.find((l) => l.key === key);
    if (!line && !this.outbox.pending(key)) {
      // A line begins with what names it; a quantity alone names nothing yet.
      if (!Object.keys(values).length && !more.after) return;
      if (this.kinds.has(key)) values = { kind: this.kinds.get(key)!, ...values };
      if (key === this.blank) this.blank = newKey();
    }
    this.outbox.add({ key, edition: line?.edition ?? null, values, ...more });
    const named = line || this.outbox.pending(key)?.values["label"] || this.outbox.pending(key)?.values["reference"];
    this.draw();
    if (named || more.remove) this.soon(200);
  }

  private addRow(kind: string): void {
    const key = this.blank;
    this.kinds.set(key, kind);
    this.row(key).update(null, kind, undefined, undefined, undefined, "");
    this.row(key).tr.scrollIntoView({ block: "nearest" });
    this.row(key).focus(kind === "free" ? "reference" : "label");
  }

  private paste(event: ClipboardEvent): void {
    const input = event.target as HTMLInputElement, field = input.dataset["field"] as Field | undefined, text = event.clipboardData?.getData("text/plain") ?? "";
    const key = input.closest("tr")?.dataset["key"];
    if (!field || !key || !isTable(text)) return;
    event.preventDefault();
    delete input.dataset["typed"];
    const table = readTable(text), from = PASTED.indexOf(field);
    const order = [...this.body.querySelectorAll<HTMLElement>("tr[data-key]")].map((tr) => tr.dataset["key"]!);
    let at = order.indexOf(key);
    for (const cells of table) {
      while (at < order.length && this.grid.lines.find((l) => l.key === order[at])?.kind === "section") at++;
      let here = at < order.length ? order[at]! : newKey();
      if (here === this.blank) { this.blank = newKey(); }
      const line = this.grid.lines.find((l) => l.key === here);
      const values: Edit["values"] = {};
      cells.forEach((cell, i) => { const name = PASTED[from + i]; if (name && name !== "vat" && (cell || line)) values[name] = cell; });
      this.outbox.add({ key: here, edition: line?.edition ?? null, values });
      at++;
    }
    this.draw();
    this.soon(0);
  }

  private act(event: Event): void {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-act]"), key = button?.closest("tr")?.dataset["key"];
    if (!button || !key) return;
    button.closest("details")!.open = false;
    this.perform(button.dataset["act"]!, key);
  }

  private perform(act: string, key: string): void {
    const at = this.grid.lines.findIndex((l) => l.key === key), line = this.grid.lines[at];
    if (act === "remove") {
      const next = this.grid.lines[at + 1] ?? this.grid.lines[at - 1];
      if (line) this.write(key, {}, { remove: true }); else { this.outbox.drop(key); this.draw(); }
      if (next) this.row(next.key).focus("label");
    } else if (!line) return;
    else if (act === "up" && at > 0) this.write(key, {}, { after: at > 1 ? this.grid.lines[at - 2]!.key : "" });
    else if (act === "down" && at < this.grid.lines.length - 1) this.write(key, {}, { after: this.grid.lines[at + 1]!.key });
    else if (act === "variant") {
      const base = this.grid.lines.slice(0, at).reverse().find((l) => l.role === "included" && l.kind !== "section");
      this.write(key, { role: "variant", variant_of: base?.key ?? "" });
    } else if (act === "included" || act === "option") this.write(key, { role: act });
    else if (act === "description") void this.describe(line);
  }

  private async describe(line: Line): Promise<void> {
    const area = make("textarea", { class: "form-control", rows: "6", "aria-label": this.words["description"]! });
    area.value = String(this.outbox.pending(line.key)?.values["description"] ?? line.description);
    const ok = make("button", { class: "btn btn-primary mt-2", value: "ok" }, "OK");
    const dialog = make("dialog", { class: "command p-3", "aria-label": `${this.words["description"]}, ${line.label}` }, make("form", { method: "dialog" }, make("h2", { class: "h4" }, line.label), area, ok));
    document.body.append(dialog);
    dialog.addEventListener("close", () => { if (dialog.returnValue === "ok" && area.value !== line.description) this.write(line.key, { description: area.value }); dialog.remove(); });
    dialog.showModal();
  }

  private key(event: KeyboardEvent): void {
    const input = event.target as HTMLInputElement, tr = input.closest<HTMLTableRowElement>("tr[data-key]"), field = input.dataset["field"] as Field | undefined;
    if (!tr || !field) return;
    const key = tr.dataset["key"]!, up = event.key === "ArrowUp", down = event.key === "ArrowDown";
    const go = (to: Element | null): void => { const row = to instanceof HTMLElement ? this.rows.get(to.dataset["key"] ?? "") : undefined; if (row) { event.preventDefault(); row.focus(field); } };
    if (event.altKey && (up || down)) { event.preventDefault(); this.perform(up ? "up" : "down", key); }
    else if (event.ctrlKey && event.key === "Delete") { event.preventDefault(); this.perform("remove", key); }
    else if (event.key === "Enter" && !event.isComposing) { input.dispatchEvent(new Event("change", { bubbles: true })); go(this.rows.get(key)?.tr.nextElementSibling ?? null); }
    else if (event.key === "Escape") { delete input.dataset["typed"]; this.draw(); input.select?.(); }
    else if ((up || down) && input.tagName === "INPUT" && !(field === "reference" && input.dataset["typed"])) go(up ? tr.previousElementSibling : tr.nextElementSibling);
  }

  // ---- To the server and back ----
  private soon(delay: number): void { clearTimeout(this.timer); this.timer = window.setTimeout(() => void this.flush(), delay); }

  private async flush(): Promise<void> {
    const edits = this.outbox.take();
    if (!edits.length) return;
    this.status();
    try {
      const answer = await this.post(this.node.dataset["url"]!, { edits });
      if (!answer) { this.outbox.failed(); this.offline = true; this.status(); this.soon(RETRY); return; }
      this.offline = false;
      if (answer.sentence) { this.outbox.failed(); toast(answer.sentence, "danger"); this.frozenWith(); return; }
      this.outbox.done(answer.refusals);
      if (answer.undo) this.undo.push(answer.undo);
      if (answer.voided) { toast(this.words["voided"]!, "warning"); setTimeout(() => location.reload(), 1500); }
      this.grid = answer.grid;
      // A line that somebody else changed is shown as it is now: what was written over it is let go.
      for (const key of Object.keys(answer.refusals)) if (edits.some((e) => e.key === key && e.edition !== null && e.edition < (this.grid.lines.find((l) => l.key === key)?.edition ?? 0))) this.outbox.drop(key);
      this.draw();
      const button = this.node.querySelector<HTMLButtonElement>("[data-grid-undo]");
      if (button) button.disabled = !this.undo.length;
    } catch (error) {
      this.outbox.failed();
      throw error;
    }
    if (this.outbox.size) this.soon(0);
  }

  /** Post JSON; null when the network did not carry it. */
  private async post(url: string, body: unknown): Promise<Answer | null> {
    const token = document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "";
    try {
      const answer = await fetch(url, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", "X-CSRFToken": token, Accept: "application/json" } });
      if (answer.status >= 500) return null;
      return (await answer.json()) as Answer;
    } catch { return null; }
  }

  private async pulse(): Promise<void> {
    if (this.outbox.busy || this.frozen) return;
    const answer = await this.post(this.node.dataset["pulse"]!, { edition: this.grid.edition });
    if (!answer || answer.sentence) return;
    const others = this.node.querySelector("[data-grid-others]")!;
    others.textContent = answer.others?.length ? `${this.words["others"]} ${answer.others.join(", ")}` : "";
    if (this.offline) { this.offline = false; this.soon(0); }
    if (answer.grid && !this.outbox.busy && answer.grid.edition > this.grid.edition) {
      const before = this.grid.state;
      this.grid = answer.grid;
      this.draw();
      if (this.grid.state !== before) location.reload();
    }
  }

  private async takeBack(): Promise<void> {
    const url = this.undo.pop();
    if (!url) return;
    const token = document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "";
    await fetch(url, { method: "POST", headers: { "X-CSRFToken": token } });
    this.grid.edition = -1;
    await this.pulse();
    toast(this.words["undone"]!);
    const button = this.node.querySelector<HTMLButtonElement>("[data-grid-undo]");
    if (button) button.disabled = !this.undo.length;
  }

  private frozenWith(): void {
    this.frozen = true;
    const rows = this.outbox.keys().map((k) => Object.values(this.outbox.pending(k)?.values ?? {}).join("\t")).filter(Boolean);
    if (!rows.length) return;
    const area = make("textarea", { class: "form-control", rows: "4", readonly: "", "aria-label": this.words["frozen"]! });
    area.value = rows.join("\n");
    this.node.querySelector("[data-grid-problems]")!.append(make("div", { class: "alert alert-warning" }, make("p", {}, this.words["frozen"]!), area));
  }

  private async suggest(text: string): Promise<void> {
    const answer = await fetch(`${this.node.dataset["products"]}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } }).then((a) => (a.ok ? a.json() : null)).catch(() => null) as { products: { reference: string; name: string }[] } | null;
    if (answer) document.getElementById("offer-products")!.replaceChildren(...answer.products.map((p) => make("option", { value: p.reference }, p.name)));
  }
}

function newKey(): string { return crypto.randomUUID ? crypto.randomUUID().replaceAll("-", "") : [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join(""); }
