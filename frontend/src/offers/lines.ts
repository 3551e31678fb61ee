// The lines of a quote as the browser knows them: the server's, the unsent changes, rows that are not lines yet.
import { newId } from "../site/ids";
import { type Edit, seenOf } from "./edits";
import { EditOutbox } from "./outbox";
import { isTable, readHeads, readTable } from "./paste";
import { FIELDS, type Field } from "./row";
import type { Grid, Line } from "./types";

const PASTED: Field[] = ["reference", "label", "quantity", "unit", "price", "discount_percent", "vat", "cost"];

/** Lines of a quote with the edits that the server has not stored yet. */
export class QuoteLines {
  readonly outbox: EditOutbox;
  /** Kinds of rows that are not lines yet (a title, a carriage). */
  readonly kinds = new Map<string, string>();
  /** A new row and the line below which it was inserted. */
  readonly inserted = new Map<string, string>();
  /** The empty row at the end. */
  blank = newKey();
  /** The version accepts no more changes. */
  closed = false;

  constructor(
    public grid: Grid,
    name: string,
    storage?: Storage | null,
  ) {
    this.outbox = new EditOutbox(name, storage);
  }

  find(key: string | undefined): Line | undefined {
    return this.grid.lines.find((l) => l.key === key);
  }

  /** Return the keys of the rows in their order, new ones where they were inserted or at the end. */
  order(editable: boolean): string[] {
    const order = this.grid.lines.map((l) => l.key),
      stored = new Set(order);
    for (const key of this.outbox.keys()) if (!stored.has(key) && !this.outbox.pending(key)?.remove) order.push(key);
    for (const [key, below] of this.inserted) {
      if (stored.has(key)) {
        this.inserted.delete(key);
        continue;
      }
      const at = order.indexOf(key);
      if (at >= 0) order.splice(at, 1);
      order.splice(order.indexOf(below) + 1, 0, key);
    }
    if (editable && !this.closed) order.push(this.blank);
    return order;
  }

  /** Queue a change of a line; return whether it can be sent: a new line needs a label or a reference. */
  write(key: string, values: Edit["values"], more: Partial<Edit> = {}): boolean {
    const line = this.find(key);
    let edit = { values, ...more };
    if (!line && !this.outbox.pending(key)) {
      if (!Object.keys(values).length && !more.after) return false;
      const kind = this.kinds.get(key);
      if (kind) edit = { ...edit, values: { kind, ...values } };
      if (key === this.blank) this.blank = newKey();
    }
    const below = this.inserted.get(key);
    if (!line && below !== undefined && more.after === undefined) edit = { ...edit, after: below };
    this.outbox.add({ key, seen: this.seen(key, edit.remove ? FIELDS : Object.keys(edit.values)), ...edit });
    const pending = this.outbox.pending(key)?.values;
    return !!(line || pending?.label || pending?.reference || edit.remove);
  }

  private seen(key: string, fields: readonly string[]): Edit["seen"] {
    const line = this.find(key);
    return line ? seenOf(line, fields) : (this.outbox.pending(key)?.seen ?? null);
  }

  /** Remove a line, or a row that is not one yet; return whether something has to be sent. */
  remove(key: string): boolean {
    if (this.find(key)) return this.write(key, {}, { remove: true });
    if (this.outbox.isSending(key)) this.outbox.add({ key, seen: {}, values: {}, remove: true });
    else {
      this.outbox.drop(key);
      this.inserted.delete(key);
    }
    return false;
  }

  /** Put a new row below a line; return its key. */
  insertBelow(key: string): string {
    const fresh = newKey();
    this.inserted.set(fresh, key);
    return fresh;
  }

  duplicate(line: Line): void {
    const { kind, reference, label, description } = line;
    const values: Edit["values"] = { kind, reference, label, description };
    for (const name of ["quantity", "unit", "discount_percent", "vat", "cost"] as const) {
      const value = line[name];
      if (value != null) values[name] = value;
    }
    if (line.manual_price || line.kind !== "product") values.price = line.price ?? "";
    this.outbox.add({ key: newKey(), seen: null, after: line.key, values });
  }

  /** Return the included line above, of which a line can be the alternative. */
  baseOf(key: string): Line | undefined {
    const at = this.grid.lines.findIndex((l) => l.key === key);
    return this.grid.lines.slice(0, at).findLast((l) => l.role === "included" && l.kind !== "section");
  }

  /** Act on a refused change: "mine" writes it all the same, "outside" as a free line, "theirs" drops it. */
  resolveRefusal(act: string, key: string): boolean {
    const refused = this.outbox.refused.get(key)?.edit;
    if (!refused) return false;
    this.outbox.drop(key);
    const { values, after, remove } = refused;
    if (act === "mine") return this.write(key, values, remove ? { remove } : {});
    if (act !== "outside") return false;
    const free = { label: String(values.reference), ...values, kind: "free" };
    return this.write(key, free, after !== undefined ? { after } : {});
  }

  /**
   * Write a table of a spreadsheet from one cell on, over the lines below it; return its number of rows, 0 for none.
   */
  paste(text: string, field: Field, key: string, order: readonly string[]): number {
    if (!isTable(text)) return 0;
    const table = readTable(text),
      heads = readHeads(table[0] ?? []),
      rows = heads ? table.slice(1) : table,
      from = PASTED.indexOf(field);
    const columns = heads ?? (longest(table) ?? []).map((_cell, i) => PASTED[from + i] ?? null);
    let at = order.indexOf(key);
    for (const cells of rows) {
      while (at < order.length && this.find(order[at])?.kind === "section") at++;
      this.pasteRow(order[at] ?? newKey(), cells, columns);
      at++;
    }
    return rows.length;
  }

  private pasteRow(key: string, cells: readonly string[], columns: readonly (Field | null)[]): void {
    if (key === this.blank) this.blank = newKey();
    const line = this.find(key),
      values: Edit["values"] = {};
    cells.forEach((cell, i) => {
      const name = columns[i];
      // An empty cell empties a field of a line that exists, but not what every line has.
      if (name && (cell || (line && name !== "vat" && name !== "quantity"))) values[name] = cell;
    });
    this.outbox.add({ key, seen: this.seen(key, Object.keys(values)), values });
  }

  /** Return what is not stored as text that can be copied, one row a line. */
  unsentText(): string {
    const rows = this.outbox.keys().map((k) => Object.values(this.outbox.pending(k)?.values ?? {}).join("\t"));
    return rows.filter(Boolean).join("\n");
  }
}

function longest(table: readonly string[][]): string[] | undefined {
  return table.reduce<string[] | undefined>((most, row) => (row.length > (most?.length ?? 0) ? row : most), undefined);
}

function newKey(): string {
  return newId().replaceAll("-", "");
}
