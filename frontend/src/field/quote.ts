// A quick quote from the price list of the snapshot, or without one a request for a quote.
import { html, nothing, type TemplateResult } from "lit";
import type { Body, Draft } from "../offline/db";
import { newId } from "../site/ids";
import { type Decimal, written } from "./decimal";
import { EntryPage } from "./entry";
import { select, textField } from "./fields";
import { fold } from "./keys";
import { icon } from "./page";
import { amountOf, isWhole, priceFor, readQuantity, shownPrice, sumOf } from "./prices";
import type { Deal, PriceList, PriceRow } from "./types";
import { money, t, unitMoney } from "./words";

interface Line {
  reference: string;
  label: string;
  quantity: string;
  price: string;
}

/** Page that prepares a quick quote from the price lists of the snapshot. */
export class QuotePage extends EntryPage {
  static override properties = { ...EntryPage.properties, lists: { state: true } };
  declare lists: PriceList[];
  readonly kind = "quote";
  private deals: Deal[] = [];
  private tags: string[] = [];
  constructor() {
    super();
    this.lists = [];
  }
  protected override get sealable(): boolean {
    return true;
  }
  protected heading(): string {
    return this.lists.length ? t("Devis rapide") : t("Demande de devis");
  }
  protected override async first(): Promise<Body> {
    return { deal: newId(), deal_title: "", title: "", list: "", lines: [], text: "", due_on: "" };
  }
  protected override async ready(): Promise<void> {
    const companyRecord = await this.model.records.company(this.company);
    this.deals = companyRecord?.deals ?? [];
    this.tags = companyRecord?.tags ?? [];
    this.lists = (await this.model.records.prices())?.lists ?? [];
    if (this.draft && !this.entry && this.deals[0]) this.draft.body.deal = this.deals[0].id;
    if (this.draft && !this.text("list") && this.lists.length) {
      const named = new Set(this.tags.map(fold)),
        own =
          this.lists.find((l) => l.segment && named.has(fold(l.segment))) ??
          this.lists.find((l) => !l.segment) ??
          this.lists[0];
      this.draft.body.list = own?.id ?? "";
    }
    this.requestUpdate();
  }
  protected override named(d: Draft): string {
    return [String(d.body.title || d.body.deal_title || t("Devis")), String(d.body.company_name ?? "")]
      .filter(Boolean)
      .join(" · ");
  }
  protected override check(d: Draft): string {
    const lines = (d.body.lines as Line[]) ?? [];
    if (!lines.length && !this.text("text").trim())
      return this.lists.length
        ? t("Choisissez un produit du tarif, ou écrivez ce que le client demande.")
        : t("Écrivez ce que le client demande.");
    const left = (this.widget("product_text") ?? "").trim();
    if (left && this.lists.length)
      return t("« %(text)s » n’est pas encore dans le devis : touchez le produit, ou effacez ce texte.", {
        text: left,
      });
    const quantities = lines.map((l) => readQuantity(l.quantity));
    if (quantities.includes(null)) return t("Donnez une quantité à chaque ligne.");
    const cut = lines.find((l, i) => this.row(l)?.[6] && !isWhole(quantities[i]));
    if (cut) return t("%(name)s se vend à la pièce : donnez un nombre entier.", { name: cut.reference || cut.label });
    return !this.known(d) && !this.text("deal_title").trim()
      ? t("Choisissez l’affaire, ou donnez un titre à une nouvelle.")
      : "";
  }
  private known(d: Draft): boolean {
    return this.deals.some((x) => x.id === d.body.deal);
  }

  protected fields(d: Draft): TemplateResult {
    const known = this.known(d),
      list = this.lists.find((l) => l.id === this.text("list")),
      lines = (d.body.lines as Line[]) ?? [];
    return html`${
      this.deals.length
        ? select(
            "k-deal",
            t("Affaire"),
            [
              ...this.deals.map((x) => [x.id, x.title] as const),
              [known ? newId() : String(d.body.deal), t("nouvelle affaire")],
            ],
            String(d.body.deal),
            (v) => this.set("deal", v),
          )
        : nothing
    }
    ${
      known
        ? nothing
        : textField({
            id: "k-title",
            label: t("Titre de la nouvelle affaire"),
            max: 160,
            value: this.text("deal_title"),
            input: (v) => this.set("deal_title", v),
          })
    }
    ${
      this.lists.length
        ? html`${
            this.lists.length > 1
              ? select(
                  "k-list",
                  t("Tarif"),
                  this.lists.map((l) => [l.id, l.name] as const),
                  this.text("list"),
                  (v) => this.set("list", v),
                )
              : nothing
          }
          ${textField({
            id: "k-find",
            label: t("Produit : référence ou nom"),
            value: this.widget("product_text") ?? "",
            input: (v) => this.setWidget("product_text", v || undefined),
          })}
          ${this.found(list).map(
            (r) =>
              html`<button type="button" class="btn w-100 mb-1 text-start" @click=${() => this.add(r)}>
                ${icon("plus", "icon-sm")}
                <span
                  ><strong>${r[0]}</strong> ${r[1]} ·
                  <span class="num">${money(priceFor(r[3], null), list?.currency)}</span></span
                >
              </button>`,
          )}
          ${lines.map((l, i) => this.line(l, i, lines, list))}
          ${
            lines.length
              ? html`<p class="h3 num">
                    ${t("Total HT : %(sum)s", { sum: money(sumOf(lines.map((l) => this.amount(l))), list?.currency) })}
                  </p>
                  ${
                    lines.some((l) => this.row(l)?.[5])
                      ? html`<p class="small text-secondary">${t("Campagne en cours comprise.")}</p>`
                      : nothing
                  }`
              : nothing
          }`
        : html`<p class="text-secondary">
            ${t("Le tarif n’est pas à bord : écrivez la demande, le devis se fera au bureau.")}
          </p>`
    }
    ${textField({
      id: "k-text",
      label: t("Ce que le client demande"),
      rows: 3,
      max: 4000,
      value: this.text("text"),
      input: (v) => this.set("text", v),
    })}
    ${textField({
      id: "k-due",
      label: t("Pour le"),
      type: "date",
      value: this.text("due_on"),
      input: (v) => this.set("due_on", v),
    })}`;
  }

  private found(list: PriceList | undefined): PriceList["rows"] {
    const words = fold(this.widget("product_text") ?? "")
      .split(" ")
      .filter(Boolean);
    return words.length && list
      ? list.rows.filter((r) => words.every((w) => fold(`${r[0]} ${r[1]}`).includes(w))).slice(0, 8)
      : [];
  }
  private add(r: PriceRow): void {
    const d = this.draft;
    if (!d) return;
    const { product_text: _found, ...widgets } = d.widgets ?? {};
    this.change({
      widgets,
      body: {
        ...d.body,
        lines: [...((d.body.lines as Line[]) ?? []), { reference: r[0], label: r[1], quantity: "1", price: "" }],
      },
    });
  }

  /** Return a line's product in the chosen price list, undefined when it is not in the snapshot. */
  private row(l: Line): PriceRow | undefined {
    const list = this.lists.find((x) => x.id === this.text("list"));
    return list?.rows.find((r) => r[0] === l.reference);
  }
  /** Return the unit price from the price list, else the one quoted before. */
  private each(l: Line): string | null {
    return priceFor(this.row(l)?.[3] ?? [], readQuantity(l.quantity)) ?? (l.price || null);
  }
  private amount(l: Line): Decimal {
    return amountOf(this.each(l), readQuantity(l.quantity));
  }

  private line(l: Line, i: number, lines: Line[], list: PriceList | undefined): TemplateResult {
    const change = (part: Partial<Line>) =>
      this.set(
        "lines",
        lines.map((x, k) => (k === i ? { ...x, ...part } : x)),
      );
    const price = this.each(l),
      row = this.row(l),
      cost = Number(row?.[4]),
      off = Number(row?.[5]);
    return html`<div class="card mb-2">
      <div class="card-body p-2">
        <strong>${l.reference}</strong> ${l.label}
        <div class="row g-2 align-items-end">
          <div class="col-4">
            ${textField({
              id: `k-q${i}`,
              label: t("Quantité"),
              mode: "decimal",
              max: 9,
              value: l.quantity,
              input: (v) => change({ quantity: v }),
            })}
          </div>
          <div class="col-8 pb-3 num">
            ${unitMoney(price, list?.currency)} × ${l.quantity} =
            <strong>${money(written(this.amount(l)), list?.currency)}</strong>${
              off
                ? html`<div class="small">
                    ${t("campagne −%(n)s % comprise", { n: String(off).replace(".", ",") })}
                  </div>`
                : nothing
            }${
              row?.[4] && Number(price)
                ? html`<div class="small">
                    ${t("marge %(n)s %", { n: (((Number(price) - cost) / Number(price)) * 100).toFixed(1) })}
                  </div>`
                : nothing
            }
          </div>
        </div>
        <button
          type="button"
          class="btn btn-sm"
          @click=${() =>
            this.set(
              "lines",
              lines.filter((_x, k) => k !== i),
            )}
        >
          ${t("Enlever cette ligne")}
        </button>
      </div>
    </div>`;
  }

  /**
   * Return the draft to submit: costs stay on the phone, only quoted prices are sent.
   */
  protected override finished(d: Draft): Draft {
    const lines = ((d.body.lines as Line[]) ?? []).map((l) => ({
      reference: l.reference,
      label: l.label,
      quantity: l.quantity,
      price: shownPrice(this.each(l) ?? ""),
    }));
    return { ...d, kind: lines.length ? "quote" : "request", body: { ...d.body, lines } };
  }
}
customElements.define("arpent-quote", QuotePage);
