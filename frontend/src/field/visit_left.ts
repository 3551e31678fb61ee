// Samples and stock that a visit left with the customer, or took back.
import { html, type TemplateResult } from "lit";
import { select, textField } from "./fields";
import { icon } from "./page";
import { isoDay, t } from "./words";

/** A sample or stock left with the customer, or taken back. */
export interface LeftItem {
  kind: string;
  label: string;
  quantity: number | string;
  on: string;
}

/** Draw what was left or taken back, a card each; `set` receives the changed list. */
export function leftItems(rows: readonly LeftItem[], set: (rows: LeftItem[]) => void): TemplateResult {
  const change = (i: number, part: Partial<LeftItem>) => set(rows.map((r, k) => (k === i ? { ...r, ...part } : r)));
  return html`${rows.map(
    (r, i) =>
      html`<div class="card mb-2">
          <div class="card-body p-2">
            ${select(
              `left-kind-${i}`,
              t("Type"),
              [
                ["sample", t("échantillon laissé")],
                ["stock", t("stock laissé")],
                ["taken_back", t("repris")],
              ],
              r.kind,
              (v) => change(i, { kind: v }),
            )}
            ${textField({
              id: `left-label-${i}`,
              label: t("Quoi"),
              value: r.label,
              max: 200,
              input: (v) => change(i, { label: v }),
            })}
            <div class="row g-2">
              <div class="col-5">
                ${textField({
                  id: `left-n-${i}`,
                  label: t("Quantité"),
                  value: String(r.quantity),
                  mode: "numeric",
                  max: 6,
                  input: (v) => change(i, { quantity: v }),
                })}
              </div>
              <div class="col-7">
                ${textField({
                  id: `left-on-${i}`,
                  label: t("Le"),
                  type: "date",
                  value: r.on,
                  input: (v) => change(i, { on: v }),
                })}
              </div>
            </div>
            <button
              type="button"
              class="btn btn-sm"
              @click=${() => set(rows.filter((_r, k) => k !== i))}
            >
              ${t("Enlever cette ligne")}
            </button>
          </div>
        </div>`,
  )}
    <button
      type="button"
      class="btn btn-sm mb-3"
      @click=${() => set([...rows, { kind: "sample", label: "", quantity: 1, on: isoDay(new Date()) }])}
    >
      ${icon("plus", "icon-sm")} ${t("Laissé ou repris")}
    </button>`;
}
