// The map of a day: cached outlines or the user's own map file, the stops in order.
import { html, type TemplateResult } from "lit";
import type { Stop } from "./late_day";
import { Page } from "./page";
import { t } from "./words";

/** Map of the stops of a tour, or of companies. */
export class TourMap extends Page {
  static override properties = { stops: { attribute: false }, start: { attribute: false }, tour: { attribute: false } };
  declare stops: Stop[];
  declare start: [number, number] | null;
  /** Whether the stops are a tour (a line, numbers) or places that open their company record. */
  declare tour: boolean;
  private drawn = false;
  constructor() {
    super();
    this.stops = [];
    this.start = null;
    this.tour = true;
  }

  override render(): TemplateResult {
    const root = document.querySelector<HTMLElement>("[data-outlines]");
    return html`<div
      class="map"
      data-outlines=${root?.dataset.outlines ?? ""}
      data-contours=${root?.dataset.contours ?? ""}
      data-attribution=${root?.dataset.attribution ?? ""}
      data-label=${t("Carte du jour")}
      role="region"
      aria-label=${t("Carte du jour")}
    ></div>`;
  }

  override updated(): void {
    if (!this.drawn) {
      this.drawn = true;
      void this.draw();
    }
  }

  private async draw(): Promise<void> {
    const node = this.querySelector<HTMLElement>(".map");
    if (!node) return;
    try {
      const [{ makeMap, zoomTo, FONT }, { addOwnMap }] = await Promise.all([
        import("../geography/base"),
        import("./own_map"),
      ]);
      const { map } = await makeMap(node);
      await addOwnMap(map);
      const placed = this.stops.filter(
        (s): s is Stop & { lat: number; lon: number } => s.lat !== null && s.lon !== null,
      );
      const path: [number, number][] = placed.map((s) => [s.lon, s.lat]);
      const home: [number, number][] = this.start ? [[this.start[1], this.start[0]]] : [];
      if (this.tour)
        map.addSource("tour-line", {
          type: "geojson",
          data: {
            type: "Feature",
            properties: {},
            geometry: { type: "LineString", coordinates: [...home, ...path, ...home] },
          },
        });
      map.addSource("tour-stops", {
        type: "geojson",
        data: {
          type: "FeatureCollection",
          features: placed.map((s, i) => ({
            type: "Feature",
            properties: { n: String(i + 1), company: s.company },
            geometry: { type: "Point", coordinates: [s.lon, s.lat] },
          })),
        },
      });
      if (this.tour)
        map.addLayer({
          id: "tour-line",
          type: "line",
          source: "tour-line",
          paint: { "line-color": "#1a5a9e", "line-width": 3 },
        });
      map.addLayer({
        id: "tour-stops",
        type: "circle",
        source: "tour-stops",
        paint: {
          "circle-color": "#1a5a9e",
          "circle-radius": this.tour ? 11 : 6,
          "circle-stroke-color": "#ffffff",
          "circle-stroke-width": 2,
        },
      });
      map.on("click", "tour-stops", (e) => {
        const company = e.features?.[0]?.properties.company;
        if (company) location.hash = `#/record/${String(company)}`;
      });
      if (this.tour)
        map.addLayer({
          id: "tour-numbers",
          type: "symbol",
          source: "tour-stops",
          layout: { "text-field": ["get", "n"], "text-font": FONT, "text-size": 12, "text-allow-overlap": true },
          paint: { "text-color": "#ffffff" },
        });
      zoomTo(map, [...home, ...path], 12);
    } catch {
      node.textContent = t("La carte n’est pas encore sur ce téléphone : ouvrez-la une fois avec du réseau.");
    }
  }
}
customElements.define("arpent-tour-map", TourMap);
