import { typeset } from "../site/typography";
import type { Word } from "./words";

/** One line of a quote; amounts and quantities as decimal text. */
export interface Line {
  key: string;
  kind: string;
  role: string;
  alternative_to: string;
  is_selected: boolean;
  reference: string;
  label: string;
  description: string;
  quantity?: string;
  unit?: string;
  discount_percent?: string;
  cost?: string | null;
  vat?: string;
  price?: string;
  manual_price?: boolean;
  list_price?: string;
  promotion_percent?: string;
  rate?: string;
  net?: string;
  margin?: string | null;
  on_price?: string | null;
  number?: number | null;
  problems: { text: string; is_blocking: boolean }[];
  below_floor: boolean;
}

/** Margin as an amount, in percent of the price and in percent of the cost; null when not shown. */
export interface Margins {
  amount: string | null;
  on_price: string | null;
  on_cost: string | null;
}

/** A quote as the server calculated it; amounts as decimal text in its currency. */
export interface Grid {
  revision: number;
  state: string;
  open: boolean;
  currency: string;
  lines: Line[];
  subtotals: Record<string, string>;
  totals: {
    subtotal: string;
    discount: string;
    carriage: string;
    net: string;
    tax: string;
    gross: string;
    deposit: string;
    taxes: { rate: string; basis: string; tax: string }[];
  };
  waterfall: {
    gross: string;
    rows: { step: string; label: string; deduction: string; remaining: string; on_offer: boolean }[];
    net: string;
    pocket: string;
    cost: string | null;
    margin: Margins;
    pocket_margin: Margins;
    commission_base: string;
  };
  problems: { text: string; is_blocking: boolean }[];
  required_approval: { level: string; text: string };
  loss: object | null;
}
export type Words = Record<Word, string>;

/** Formats numbers in the user's language. */
export class Formatter {
  constructor(private readonly lang: string) {}
  money(value: string | null | undefined): string {
    return value == null ? "—" : this.fixed(value, 2);
  }
  private fixed(value: string, digits: number): string {
    return new Intl.NumberFormat(this.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
      Number(value),
    );
  }
  /** Format a deduction with its sign. */
  minus(value: string): string {
    return Number(value) < 0 ? `+${this.money(String(-Number(value)))}` : `−${this.money(value)}`;
  }
  percent(value: string | null | undefined): string {
    return value == null ? "—" : typeset(`${this.fixed(value, 1)} %`, this.lang);
  }
  /** Apply the typography of the language. */
  text(text: string): string {
    return typeset(text, this.lang);
  }
  /** Format a price for an input, with two decimals or more. */
  price(value: string): string {
    const [whole, rest = ""] = value.split(".");
    return this.plain(`${whole}.${rest.padEnd(2, "0")}`);
  }
  plain(value: string | null | undefined): string {
    return value == null ? "" : this.lang.startsWith("fr") ? value.replace(".", ",") : value;
  }
}

/** Create an element with attributes and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
