// <div data-map="companies|plan|place">: companies by colour and clusters, a planned week, or one place.
import type { Map as MapLibre } from "maplibre-gl";
import { readJson } from "../site/dom";
import { type Base, FONT, makeMap, zoomTo } from "./base";
import { drawCompanies } from "./company_map";
import { drawPlan } from "./plan_map";

const bases = new WeakMap<HTMLElement, Promise<Base>>();

/** Draw the map of a node once; update its data when the page around it changes. */
export async function mount(node: HTMLElement): Promise<void> {
  const existing = bases.get(node);
  if (existing) {
    // The page changed around the map, which keeps its view: only its data is new.
    const { map } = await existing;
    if (node.dataset.map === "plan") drawPlan(node, map);
    return;
  }
  const making = makeMap(node);
  bases.set(node, making);
  const base = await making;
  const { map } = base;
  if (node.dataset.map === "companies") await drawCompanies(node, base.map, base.loadCommunes);
  else if (node.dataset.map === "plan") drawPlan(node, map);
  else drawSites(node, map);
}

function drawSites(node: HTMLElement, map: MapLibre): void {
  const rows = readJson<{ name: string; lat: number; lon: number }[]>(node.dataset.json ?? "") ?? [];
  map.addSource("places", {
    type: "geojson",
    data: {
      type: "FeatureCollection",
      features: rows.map((r) => ({
        type: "Feature",
        properties: { name: r.name },
        geometry: { type: "Point", coordinates: [r.lon, r.lat] },
      })),
    },
  });
  map.addLayer({
    id: "points-cluster",
    type: "circle",
    source: "places",
    paint: {
      "circle-color": "#d63939",
      "circle-radius": 8,
      "circle-stroke-color": "#ffffff",
      "circle-stroke-width": 2,
    },
  });
  map.addLayer({
    id: "place-names",
    type: "symbol",
    source: "places",
    layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 12, "text-offset": [0, 1.3] },
    paint: { "text-halo-width": 1.5, "text-halo-color": "#ffffff", "text-color": "#24364d" },
  });
  zoomTo(
    map,
    rows.map((r) => [r.lon, r.lat]),
    10.5,
  );
}
