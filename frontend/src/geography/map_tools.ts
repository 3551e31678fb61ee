// The tools beside the map of companies: colours, layers, the lasso, what is near.
import type { ExpressionSpecification, Map as MapLibre } from "maplibre-gl";
import { toast } from "../site/dom";
import type { Company } from "./company_map";
import { drawLasso, inside } from "./lasso";

export const KIND_COLOR: ExpressionSpecification = [
  "match",
  ["get", "kind"],
  "customer",
  "#2fb344",
  "prospect",
  "#206bc4",
  "former",
  "#f76707",
  "#667382",
];
const COLORS: Record<string, ExpressionSpecification> = {
  kind: KIND_COLOR,
  grade: ["match", ["get", "grade"], "A", "#b42318", "B", "#f59f00", "C", "#4299e1", "#929dab"],
  urgency: [
    "match",
    ["get", "urgency"],
    "late",
    "#d63939",
    "due",
    "#f59f00",
    "soon",
    "#4299e1",
    "fresh",
    "#2fb344",
    "#929dab",
  ],
};

/** Connect the tools of a map, when its page has some. */
export function setUpTools(node: HTMLElement, map: MapLibre, rows: Company[]): void {
  const bar = document.querySelector<HTMLElement>(`[data-map-tools="${node.id}"]`);
  if (!bar) return;
  bar.querySelector<HTMLSelectElement>("[data-color]")?.addEventListener("change", (event) => {
    const value = (event.target as HTMLSelectElement).value;
    const chosen = COLORS[value];
    for (const legend of document.querySelectorAll<HTMLElement>("[data-legend]"))
      legend.hidden = legend.dataset.legend !== value;
    if (chosen) map.setPaintProperty("points-one", "circle-color", chosen);
  });
  for (const box of bar.querySelectorAll<HTMLInputElement>("[data-layer]")) {
    box.addEventListener("change", () => {
      const prefix = box.dataset.layer ?? "";
      for (const layer of map.getStyle().layers) {
        if (layer.id.startsWith(prefix))
          map.setLayoutProperty(layer.id, "visibility", box.checked ? "visible" : "none");
      }
    });
  }
  bar.querySelector("[data-lasso]")?.addEventListener("click", () => {
    void drawLasso(map).then((ring) => {
      const chosen = rows.filter((r) => inside([r.lon, r.lat], ring));
      const form = bar.querySelector<HTMLFormElement>("[data-lasso-form]");
      const field = form?.querySelector<HTMLInputElement>("[name=ids]");
      if (!form || !field) return;
      field.value = [...new Set(chosen.map((r) => r.id))].slice(0, 20000).join(",");
      const button = form.querySelector<HTMLElement>("[data-count]");
      if (button) button.textContent = String(new Set(chosen.map((r) => r.id)).size);
      form.hidden = chosen.length === 0;
      if (!chosen.length) toast(bar.querySelector<HTMLElement>("[data-lasso]")?.dataset.empty ?? "", "info");
    });
  });
  bar.querySelector("[data-near]")?.addEventListener("click", (event) => {
    const sentence = (event.currentTarget as HTMLElement).dataset.denied ?? "";
    navigator.geolocation.getCurrentPosition(
      (found) => map.easeTo({ center: [found.coords.longitude, found.coords.latitude], zoom: 11 }),
      () => toast(sentence, "warning"),
      { timeout: 8000 },
    );
  });
}
