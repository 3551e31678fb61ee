// Companies on the map: clusters, colours, a popup for each, the zones of sectors below.
import { type GeoJSONSource, type Map as MapLibre, Popup } from "maplibre-gl";
import { getJson } from "../site/dom";
import { type Features, FONT, zoomTo } from "./base";
import { KIND_COLOR, setUpTools } from "./map_tools";
import { showZones, type Zones } from "./zones";

/** A company shown on the map. */
export interface Company {
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

/** Draw the companies of a page. */
export async function drawCompanies(
  node: HTMLElement,
  map: MapLibre,
  loadCommunes: (d: string) => Promise<void>,
): Promise<void> {
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
  // Fit the mainland: a few overseas sites would make it too small.
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
  setUpTools(node, map, rows);
}

/** Return an id with dashes, as in URLs. */
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
