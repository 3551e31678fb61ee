// The grid of an offer. The server works everything out; here one writes, moves, pastes, and nothing is lost on the
// way.
import { getElement, readJson, toast } from "../site/dom";
import { describe } from "./describe";
import { RowMenu } from "./menu";
import { type Edit, Outbox, seenOf } from "./outbox";
import { isTable, readHeads, readTable } from "./paste";
import { FIELDS, type Field, Row } from "./row";
import { post, readPage, token } from "./server";
import { drawHeads, drawProblems, drawTotals, drawWaterfall } from "./summary";
import { type Grid, type Line, make, Shown, type Words } from "./types";

const PULSE = 8000,
  RETRY = 3000,
  PASTED: Field[] = ["reference", "label", "quantity", "unit", "price", "discount_percent", "vat", "cost"];

export function mount(node: HTMLElement): void {
  const data = readJson<Grid>("offer-data"),
    words = readJson<Words>("offer-words");
  if (data && words) new OfferGrid(node, data, words).start();
}

class OfferGrid {
  private readonly rows = new Map<string, Row>();
  private readonly kinds = new Map<string, string>();
  private readonly inserted = new Map<string, string>(); // a new row, and the one it stands below
  private readonly outbox: Outbox;
  private readonly shown = new Shown(document.documentElement.lang || "fr");
  private readonly body: HTMLElement;
  private readonly menu: RowMenu;
  private readonly editable: boolean;
  private blank = newKey();
  private undo: string[] = [];
  private offline = false;
  private ended = false;
  private frozen = false;
  private timer = 0;

  constructor(
    private readonly node: HTMLElement,
    private grid: Grid,
    private readonly words: Words,
  ) {
    this.editable = node.dataset.editable === "yes";
    this.outbox = new Outbox(`arpent.offer.${node.dataset.keep}`);
    this.body = getElement(node, "tbody");
    this.menu = new RowMenu(words, (act, key) => this.perform(act, key));
  }

  start(): void {
    drawHeads(getElement(this.node, ".offer-grid thead"), this.words);
    this.node.append(make("datalist", { id: "offer-products" }));
    if (!this.editable && this.outbox.size) this.frozenWith();
    this.draw();
    if (!this.editable) return;
    this.body.addEventListener("input", (e) => this.typed(e));
    this.body.addEventListener("change", (e) => this.changed(e));
    this.body.addEventListener("keydown", (e) => this.key(e));
    this.body.addEventListener("paste", (e) => this.paste(e));
    this.body.addEventListener("click", (e) => this.act(e));
    this.body.addEventListener("focusout", (e) => {
      delete (e.target as HTMLElement).dataset?.typed;
    });
    for (const button of this.node.querySelectorAll<HTMLElement>("[data-grid-add]"))
      button.addEventListener("click", () => this.addRow(button.dataset.gridAdd ?? "free"));
    this.node.querySelector("[data-grid-undo]")?.addEventListener("click", () => void this.takeBack());
    document.addEventListener("keydown", (e) => {
      if (e.ctrlKey && e.key === "z" && !(document.activeElement as HTMLElement)?.dataset?.typed && this.undo.length) {
        e.preventDefault();
        void this.takeBack();
      }
    });
    addEventListener("online", () => this.soon(0));
    if (this.outbox.size) {
      toast(this.words.kept);
      this.soon(0);
    }
    setInterval(() => {
      if (document.visibilityState === "visible") void this.pulse();
    }, PULSE);
    void this.pulse();
  }

  // ---- Drawing ----
  private draw(): void {
    const lines = new Map(this.grid.lines.map((l) => [l.key, l]));
    const order = this.grid.lines.map((l) => l.key);
    for (const key of this.outbox.keys()) if (!lines.has(key) && !this.outbox.pending(key)?.remove) order.push(key);
    for (const [key, below] of this.inserted) {
      if (lines.has(key)) {
        this.inserted.delete(key);
        continue;
      }
      const at = order.indexOf(key);
      if (at >= 0) order.splice(at, 1);
      order.splice(order.indexOf(below) + 1, 0, key);
    }
    if (this.editable && !this.frozen) order.push(this.blank);
    const active = document.activeElement as HTMLInputElement | null;
    const kept = new Set(order);
    for (const [key, row] of this.rows)
      if (!kept.has(key)) {
        row.tr.remove();
        this.rows.delete(key);
      }
    order.forEach((key, i) => {
      const row = this.row(key),
        line = lines.get(key) ?? null,
        pending = this.outbox.pending(key);
      const base = line?.variant_of ? String(lines.get(line.variant_of)?.number ?? "") : "";
      row.update(
        line,
        String(pending?.values.kind ?? this.kinds.get(key) ?? "free"),
        pending,
        this.outbox.refused.get(key),
        this.grid.subtotals[key],
        base,
      );
      const before = this.body.children[i] ?? null;
      if (before !== row.tr) this.body.insertBefore(row.tr, before);
    });
    if (active && active !== document.activeElement && this.body.contains(active)) active.focus(); // a row that moved
    drawTotals(getElement(this.node, "[data-grid-totals] tbody"), this.grid, this.words, this.shown);
    drawWaterfall(getElement(this.node, "[data-grid-waterfall] tbody"), this.grid, this.words, this.shown);
    drawProblems(getElement(this.node, "[data-grid-problems]"), this.grid, this.words);
    getElement(this.node, "[data-grid-asked]").textContent = this.grid.open ? this.grid.asked.text : "";
    const levels = (this.node.dataset.levels ?? "").split(" "),
      free =
        (this.grid.state === "approved" && !("short" in this.node.dataset)) || levels.includes(this.grid.asked.level);
    for (const button of document.querySelectorAll<HTMLElement>("[data-when]"))
      button.hidden = (button.dataset.when === "free") !== free;
    const loss = document.querySelector<HTMLElement>("[data-grid-loss]");
    if (loss) loss.hidden = !this.grid.loss;
    this.status();
  }

  private row(key: string): Row {
    let row = this.rows.get(key);
    if (!row) {
      row = new Row(key, this.words, this.shown, this.editable);
      this.rows.set(key, row);
    }
    return row;
  }

  private status(): void {
    const box = getElement(this.node, "[data-grid-status]");
    if (!this.editable) return;
    const n = this.outbox.size,
      refused = this.outbox.refused.size;
    let text = n ? `${n} ${this.words.unsent}` : refused ? "" : this.words.saved;
    if (this.outbox.busy) text = this.words.saving;
    if (this.offline) text = `${this.words.offline} (${n})`;
    if (this.ended) text = `${this.words.ended} (${n})`;
    if (refused) text = [text, `${refused} ${this.words.refused}`].filter(Boolean).join(" · ");
    if (box.textContent !== text) box.textContent = text;
    if (this.ended && !box.querySelector("a"))
      box.append(" ", make("a", { href: location.href, target: "_blank" }, this.words.sign_in));
    box.classList.toggle("kind-former", this.offline || this.ended || refused > 0);
  }

  // ---- Writing ----
  private typed(event: Event): void {
    const input = event.target as HTMLInputElement;
    if (!input.dataset.field) return;
    input.dataset.typed = "1";
    if (input.dataset.field === "reference" && input.value.length > 1) void this.suggest(input.value);
  }

  private changed(event: Event): void {
    const input = event.target as HTMLInputElement,
      key = input.closest("tr")?.dataset.key;
    if (!key) return;
    delete input.dataset.typed;
    const field = input.dataset.field;
    if (input.dataset.counted !== undefined) this.write(key, { counted: input.checked });
    else if (field) this.write(key, { [field]: input.value });
  }

  private write(key: string, values: Edit["values"], more: Partial<Edit> = {}): void {
    const line = this.grid.lines.find((l) => l.key === key);
    if (!line && !this.outbox.pending(key)) {
      // A line begins with what names it; a quantity alone names nothing yet.
      if (!Object.keys(values).length && !more.after) return;
      if (this.kinds.has(key)) values = { kind: this.kinds.get(key) ?? "free", ...values };
      if (key === this.blank) this.blank = newKey();
    }
    const below = this.inserted.get(key);
    if (!line && below !== undefined && more.after === undefined) more = { ...more, after: below };
    this.outbox.add({
      key,
      seen: line ? seenOf(line, more.remove ? FIELDS : Object.keys(values)) : (this.outbox.pending(key)?.seen ?? null),
      values,
      ...more,
    });
    const named = line || this.outbox.pending(key)?.values.label || this.outbox.pending(key)?.values.reference;
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
    const input = event.target as HTMLInputElement,
      field = input.dataset.field as Field | undefined,
      text = event.clipboardData?.getData("text/plain") ?? "";
    const key = input.closest("tr")?.dataset.key;
    if (!field || !key || !isTable(text)) return;
    event.preventDefault();
    delete input.dataset.typed;
    const table = readTable(text),
      heads = readHeads(table[0] ?? []),
      from = PASTED.indexOf(field);
    const columns =
      heads ??
      table.reduce((most, r) => (r.length > most.length ? r : most), []).map((_c, i) => PASTED[from + i] ?? null);
    const order = [...this.body.querySelectorAll<HTMLElement>("tr[data-key]")].map((tr) => tr.dataset.key ?? "");
    let at = order.indexOf(key);
    for (const cells of heads ? table.slice(1) : table) {
      while (at < order.length && this.grid.lines.find((l) => l.key === order[at])?.kind === "section") at++;
      const here = at < order.length ? (order[at] ?? newKey()) : newKey();
      if (here === this.blank) this.blank = newKey();
      const line = this.grid.lines.find((l) => l.key === here);
      const values: Edit["values"] = {};
      cells.forEach((cell, i) => {
        const name = columns[i];
        if (name && (cell || (line && name !== "vat" && name !== "quantity"))) values[name] = cell;
      });
      this.outbox.add({
        key: here,
        seen: line ? seenOf(line, Object.keys(values)) : (this.outbox.pending(here)?.seen ?? null),
        values,
      });
      at++;
    }
    toast(`${heads ? table.length - 1 : table.length} ${this.words.pasted}`);
    this.draw();
    this.soon(0);
  }

  private act(event: Event): void {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-act], [data-menu]"),
      key = button?.closest("tr")?.dataset.key;
    if (!button || !key) return;
    if (button.dataset.menu !== undefined)
      this.menu.open(button, key, this.grid.lines.find((l) => l.key === key) ?? null);
    else this.settle(button.dataset.act ?? "", key);
  }

  /** Go on with a refused change: written all the same, let go, or kept outside the catalogue. */
  private settle(act: string, key: string): void {
    const held = this.outbox.refused.get(key);
    if (!held) return;
    this.outbox.drop(key);
    if (act === "mine") this.write(key, held.edit.values, held.edit.remove ? { remove: true } : {});
    else if (act === "outside")
      this.write(
        key,
        { label: String(held.edit.values.reference), ...held.edit.values, kind: "free" },
        held.edit.after !== undefined ? { after: held.edit.after } : {},
      );
    else this.draw();
  }

  private perform(act: string, key: string): void {
    const at = this.grid.lines.findIndex((l) => l.key === key),
      line = this.grid.lines[at];
    if (act === "remove") {
      const next = this.grid.lines[at + 1] ?? this.grid.lines[at - 1];
      if (line) this.write(key, {}, { remove: true });
      else if (this.outbox.isSending(key)) {
        this.outbox.add({ key, seen: {}, values: {}, remove: true });
        this.draw();
      } else {
        this.outbox.drop(key);
        this.inserted.delete(key);
        this.draw();
      }
      if (next) this.row(next.key).focus("label");
    } else if (!line) return;
    else if (act === "up" && at > 0) this.write(key, {}, { after: this.grid.lines[at - 2]?.key ?? "" });
    else if (act === "down" && at < this.grid.lines.length - 1)
      this.write(key, {}, { after: this.grid.lines[at + 1]?.key ?? "" });
    else if (act === "variant") {
      const base = this.grid.lines
        .slice(0, at)
        .reverse()
        .find((l) => l.role === "included" && l.kind !== "section");
      this.write(key, { role: "variant", variant_of: base?.key ?? "" });
    } else if (act === "included" || act === "option") this.write(key, { role: act });
    else if (act === "insert") {
      const fresh = newKey();
      this.inserted.set(fresh, key);
      this.draw();
      this.row(fresh).focus("reference");
    } else if (act === "duplicate") {
      const values: Edit["values"] = {
        kind: line.kind,
        reference: line.reference,
        label: line.label,
        description: line.description,
      };
      for (const name of ["quantity", "unit", "discount_percent", "vat", "cost"] as const) {
        const value = line[name];
        if (value != null) values[name] = value;
      }
      if (line.by_hand || line.kind !== "product") values.price = line.price ?? "";
      this.outbox.add({ key: newKey(), seen: null, after: key, values });
      this.draw();
      this.soon(0);
    } else if (act === "description")
      describe(line, String(this.outbox.pending(key)?.values.description ?? line.description), this.words, (text) =>
        this.write(key, { description: text }),
      );
  }

  private key(event: KeyboardEvent): void {
    const input = event.target as HTMLInputElement,
      tr = input.closest<HTMLTableRowElement>("tr[data-key]"),
      field = input.dataset.field as Field | undefined;
    if (!tr || !field) return;
    const key = tr.dataset.key ?? "",
      up = event.key === "ArrowUp",
      down = event.key === "ArrowDown";
    const go = (to: Element | null): void => {
      const row = to instanceof HTMLElement ? this.rows.get(to.dataset.key ?? "") : undefined;
      if (row) {
        event.preventDefault();
        row.focus(field);
      }
    };
    if (event.altKey && (up || down)) {
      event.preventDefault();
      this.perform(up ? "up" : "down", key);
    } else if (event.ctrlKey && event.key === "Delete") {
      event.preventDefault();
      this.perform("remove", key);
    } else if (event.key === "Enter" && !event.isComposing) {
      input.dispatchEvent(new Event("change", { bubbles: true }));
      go(this.rows.get(key)?.tr.nextElementSibling ?? null);
    } else if (event.key === "Escape") {
      delete input.dataset.typed;
      this.draw();
      input.select?.();
    } else if ((up || down) && input.tagName === "INPUT" && !(field === "reference" && input.dataset.typed))
      go(up ? tr.previousElementSibling : tr.nextElementSibling);
  }

  // ---- To the server and back ----
  private soon(delay: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.flush(), delay);
  }

  private async flush(): Promise<void> {
    const edits = this.outbox.take();
    if (!edits.length) return;
    this.status();
    const answer = await post(this.node.dataset.url ?? "", { edits });
    if (typeof answer === "string") {
      this.outbox.failed();
      this.offline = answer === "offline";
      this.ended = answer === "ended" && !(await readPage());
      this.status();
      return this.soon(RETRY);
    }
    this.offline = this.ended = false;
    const { sentence } = answer;
    if (sentence) {
      toast(sentence, "danger");
      if (answer.frozen) {
        this.outbox.failed();
        return this.frozenWith();
      }
      // The whole batch cannot be: each of its lines keeps what was written, with the reason.
      this.outbox.done(
        Object.fromEntries(edits.map((e) => [e.key, { sentence, fields: null, clash: false }])),
        this.lines(),
      );
      return this.draw();
    }
    this.grid = answer.grid;
    this.outbox.done(answer.refusals, this.lines());
    if (answer.undo) this.undo.push(answer.undo);
    if (answer.voided) {
      toast(this.words.voided, "warning");
      void this.refreshHead();
    }
    this.draw();
    this.undoable();
    if (this.outbox.size) this.soon(0);
  }

  private lines(): Map<string, Line> {
    return new Map(this.grid.lines.map((l) => [l.key, l]));
  }

  private undoable(): void {
    const button = this.node.querySelector<HTMLButtonElement>("[data-grid-undo]");
    if (button) button.disabled = !this.undo.length;
  }

  /** Draw the page's head again, its state and its buttons: what is being typed below stays. */
  private async refreshHead(): Promise<void> {
    const page = await readPage();
    for (const name of [".page-header", "[data-offer-head]", "[data-offer-foot]"]) {
      const fresh = page?.querySelector(name);
      if (fresh) document.querySelector(name)?.replaceWith(document.adoptNode(fresh));
    }
    this.draw();
  }

  private async pulse(): Promise<void> {
    if (this.outbox.busy || this.frozen) return;
    const answer = await post(this.node.dataset.pulse ?? "", { edition: this.grid.edition });
    if (answer === "ended" && !this.ended && !(await readPage())) {
      this.ended = true;
      this.status();
    }
    if (typeof answer === "string" || answer.sentence) return;
    const others = getElement(this.node, "[data-grid-others]");
    others.textContent = answer.others?.length ? `${this.words.others} ${answer.others.join(", ")}` : "";
    if (this.offline || this.ended) {
      this.offline = this.ended = false;
      this.status();
      this.soon(0);
    }
    if (answer.grid && !this.outbox.busy && answer.grid.edition !== this.grid.edition) {
      const before = this.grid.state;
      this.grid = answer.grid;
      this.draw();
      if (!this.grid.open) return this.outbox.size ? this.frozenWith() : location.reload();
      if (this.grid.state !== before) void this.refreshHead();
    }
  }

  private async takeBack(): Promise<void> {
    const url = this.undo.pop();
    if (!url) return;
    const done = await fetch(url, { method: "POST", headers: { "X-CSRFToken": token() } }).then(
      (a) => a.ok,
      () => false,
    );
    if (!done) this.undo.push(url);
    await this.pulse();
    toast(done ? this.words.undone : this.words.not_undone, done ? "info" : "danger");
    this.undoable();
  }

  private frozenWith(): void {
    this.frozen = true;
    this.draw();
    const rows = this.outbox
      .keys()
      .map((k) => Object.values(this.outbox.pending(k)?.values ?? {}).join("\t"))
      .filter(Boolean);
    if (!rows.length) return;
    const area = make("textarea", {
      class: "form-control",
      rows: "4",
      readonly: "",
      "aria-label": this.words.frozen,
    });
    area.value = rows.join("\n");
    getElement(this.node, "[data-grid-problems]").append(
      make("div", { class: "alert alert-warning" }, make("p", {}, this.words.frozen), area),
    );
  }

  private async suggest(text: string): Promise<void> {
    const answer = (await fetch(`${this.node.dataset.products}?q=${encodeURIComponent(text)}`, {
      headers: { Accept: "application/json" },
    })
      .then((a) => (a.ok ? a.json() : null))
      .catch(() => null)) as { products: { reference: string; name: string }[] } | null;
    if (answer)
      getElement(document, "#offer-products").replaceChildren(
        ...answer.products.map((p) => make("option", { value: p.reference }, p.name)),
      );
  }
}

function newKey(): string {
  return crypto.randomUUID
    ? crypto.randomUUID().replaceAll("-", "")
    : [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}
