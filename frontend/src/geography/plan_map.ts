// A planned week on the map: a line for each day, its stops numbered.
import { type Map as MapLibre, Popup } from "maplibre-gl";
import { readJson } from "../site/dom";
import { type Features, FONT, setData, zoomTo } from "./base";

interface PlanMap {
  start: [number, number];
  end: [number, number];
  days: { label: string; color: string; stops: { name: string; at: string; lat: number; lon: number }[] }[];
}

/** Draw a plan, or draw it anew on a map that stays where it is. */
export function drawPlan(node: HTMLElement, map: MapLibre): void {
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
