// <div data-map="companies|plan|place">: companies by colour and clusters, a planned week, or one place.
import { type ExpressionSpecification, type GeoJSONSource, type Map as MapLibre, Popup } from "maplibre-gl";
import { getJson, readJson, toast } from "../site/dom";
import { type Base, type Features, FONT, makeMap, setData, zoomTo } from "./base";
import { drawLasso, inside } from "./lasso";

interface Company {
  id: string;
  name: string;
  kind: string;
  urgency: string;
  grade: string;
  city: string;
  lat: number;
  lon: number;
}
interface Table {
  columns: (keyof Company)[];
  rows: (string | number)[][];
}
interface Zones {
  sectors: { name: string; color: string; communes: string[]; departements: string[] }[];
}
interface PlanMap {
  start: [number, number];
  end: [number, number];
  days: { label: string; color: string; stops: { name: string; at: string; lat: number; lon: number }[] }[];
}

const KIND_COLOR: ExpressionSpecification = [
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

const bases = new WeakMap<HTMLElement, Promise<Base>>();

export async function mount(node: HTMLElement): Promise<void> {
  const kept = bases.get(node);
  if (kept) {
    // The page changed around a map that stays where the person left it: only its data is new.
    const { map } = await kept;
    if (node.dataset.map === "plan") plan(node, map);
    return;
  }
  const making = makeMap(node);
  bases.set(node, making);
  const base = await making;
  const { map } = base;
  if (node.dataset.map === "companies") await companies(node, base.map, base.loadCommunes);
  else if (node.dataset.map === "plan") plan(node, map);
  else place(node, map);
  node.dataset.ready = "1";
}

function points(rows: Company[]): Features {
  return {
    type: "FeatureCollection",
    features: rows.map((r) => ({
      type: "Feature",
      properties: r,
      geometry: { type: "Point", coordinates: [r.lon, r.lat] },
    })),
  };
}

async function companies(node: HTMLElement, map: MapLibre, loadCommunes: (d: string) => Promise<void>): Promise<void> {
  const table = await getJson<Table>(node.dataset.points ?? "");
  const rows = table.rows.map(
    (values) => Object.fromEntries(table.columns.map((c, i) => [c, values[i]])) as unknown as Company,
  );
  map.addSource("points", {
    type: "geojson",
    data: points(rows),
    cluster: true,
    clusterRadius: 42,
    clusterMaxZoom: 11,
  });
  map.addLayer({
    id: "points-cluster",
    type: "circle",
    source: "points",
    filter: ["has", "point_count"],
    paint: {
      "circle-color": "#1d4f8f",
      "circle-opacity": 0.88,
      "circle-radius": ["step", ["get", "point_count"], 14, 20, 19, 200, 26],
    },
  });
  map.addLayer({
    id: "points-one",
    type: "circle",
    source: "points",
    filter: ["!", ["has", "point_count"]],
    paint: {
      "circle-color": KIND_COLOR,
      "circle-radius": 6,
      "circle-stroke-width": 1.5,
      "circle-stroke-color": "#ffffff",
    },
  });
  map.addLayer({
    id: "points-count",
    type: "symbol",
    source: "points",
    filter: ["has", "point_count"],
    layout: {
      "text-field": ["get", "point_count_abbreviated"],
      "text-font": FONT,
      "text-size": 12,
      "text-allow-overlap": true,
    },
    paint: { "text-color": "#ffffff" },
  });
  // Mainland first: a few overseas sites would make France a thumbnail.
  const mainland = rows.filter((r) => r.lat > 41 && r.lat < 51.5 && r.lon > -5.5 && r.lon < 10);
  if (rows.length)
    zoomTo(
      map,
      (mainland.length ? mainland : rows).map((r) => [r.lon, r.lat]),
    );
  map.on("click", "points-cluster", (event) => {
    const feature = event.features?.[0];
    if (!feature) return;
    void (map.getSource("points") as GeoJSONSource)
      .getClusterExpansionZoom(Number(feature.properties.cluster_id))
      .then((zoom) => map.easeTo({ center: event.lngLat, zoom }));
  });
  map.on("click", "points-one", (event) => {
    const row = event.features?.[0]?.properties as Company | undefined;
    if (row) popup(map, row, node.dataset.company ?? "");
  });
  for (const layer of ["points-cluster", "points-one"]) {
    map.on("mouseenter", layer, () => {
      map.getCanvas().style.cursor = "pointer";
    });
    map.on("mouseleave", layer, () => {
      map.getCanvas().style.cursor = "";
    });
  }
  const zones = node.dataset.zones ? await getJson<Zones>(node.dataset.zones) : null;
  if (zones) await showZones(map, zones, loadCommunes);
  tools(node, map, rows);
}

/** Colour the communes of each sector. */
export async function showZones(
  map: MapLibre,
  zones: Zones,
  loadCommunes: (d: string) => Promise<void>,
): Promise<void> {
  for (const sector of zones.sectors) {
    await Promise.all(sector.departements.map((d) => loadCommunes(d)));
    for (const code of sector.communes) {
      const departement = code.startsWith("97") ? code.slice(0, 3) : code.slice(0, 2);
      map.setFeatureState({ source: `communes-${departement}`, id: code }, { color: sector.color, chosen: true });
    }
  }
}

/** Return an id as addresses write it. */
function dashed(id: string): string {
  return id.length === 32 ? id.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") : id;
}

function popup(map: MapLibre, row: Company, pattern: string): void {
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = pattern.replace("00000000-0000-0000-0000-000000000000", dashed(row.id));
  link.textContent = row.name;
  const place = document.createElement("div");
  place.textContent = row.city;
  box.append(link, place);
  new Popup().setLngLat([row.lon, row.lat]).setDOMContent(box).addTo(map);
}

function tools(node: HTMLElement, map: MapLibre, rows: Company[]): void {
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

function plan(node: HTMLElement, map: MapLibre): void {
  const data = readJson<PlanMap>(node.dataset.json ?? "");
  if (!data) return;
  const lines: Features = { type: "FeatureCollection", features: [] };
  const stops: Features = { type: "FeatureCollection", features: [] };
  const seen: [number, number][] = [data.start];
  for (const day of data.days) {
    const path: [number, number][] = day.stops.map((s) => [s.lon, s.lat]);
    if (!path.length) continue;
    seen.push(...path);
    lines.features.push({
      type: "Feature",
      properties: { color: day.color },
      geometry: { type: "LineString", coordinates: [data.start, ...path, data.end] },
    });
    for (const [i, s] of day.stops.entries())
      stops.features.push({
        type: "Feature",
        properties: { color: day.color, order: String(i + 1), title: `${day.label} ${s.at} ${s.name}` },
        geometry: { type: "Point", coordinates: [s.lon, s.lat] },
      });
  }
  if (map.getSource("plan-lines")) {
    setData(map, "plan-lines", lines);
    setData(map, "plan-stops", stops);
    return;
  }
  map.addSource("plan-lines", { type: "geojson", data: lines });
  map.addSource("plan-stops", { type: "geojson", data: stops });
  map.addLayer({
    id: "plan-lines",
    type: "line",
    source: "plan-lines",
    paint: { "line-color": ["get", "color"], "line-width": 3 },
  });
  map.addLayer({
    id: "points-cluster",
    type: "circle",
    source: "plan-stops",
    paint: {
      "circle-color": ["get", "color"],
      "circle-radius": 10,
      "circle-stroke-color": "#ffffff",
      "circle-stroke-width": 2,
    },
  });
  map.addLayer({
    id: "plan-order",
    type: "symbol",
    source: "plan-stops",
    layout: { "text-field": ["get", "order"], "text-font": FONT, "text-size": 11, "text-allow-overlap": true },
    paint: { "text-color": "#ffffff" },
  });
  map.on("click", "points-cluster", (event) => {
    const title = event.features?.[0]?.properties.title;
    if (title) new Popup().setLngLat(event.lngLat).setText(String(title)).addTo(map);
  });
  zoomTo(map, seen);
}

function place(node: HTMLElement, map: MapLibre): void {
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
