// The base map: départements, then communes of what is in view. No tiles and no glyph server: browser fonts draw text.
import {
  type GeoJSONSource,
  type LngLatBoundsLike,
  Map as MapLibre,
  NavigationControl,
  type StyleSpecification,
  setWorkerUrl,
} from "maplibre-gl";
import { getJson } from "../site/dom";

// Names of this build's files, relative to this script: see frontend/build.mjs.
declare const MAP_WORKER: string;
declare const MAP_STYLES: string;
setWorkerUrl(new URL(MAP_WORKER, import.meta.url).href);

export type Features = GeoJSON.FeatureCollection;
export const FONT = ["sans-serif"];

interface Palette {
  ground: string;
  land: string;
  line: string;
  text: string;
  halo: string;
}

/** Return the colours of the map for the page's theme. */
export function palette(): Palette {
  return document.documentElement.dataset.bsTheme === "dark"
    ? { ground: "#0f1a2b", land: "#1b2a41", line: "#51637d", text: "#dbe4f0", halo: "#0f1a2b" }
    : { ground: "#dfe9f2", land: "#f7f5ee", line: "#9aa8b8", text: "#24364d", halo: "#ffffff" };
}

function baseStyle(outlines: string): StyleSpecification {
  const p = palette();
  return {
    version: 8,
    sources: { departements: { type: "geojson", data: outlines } },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": p.ground } },
      { id: "land", type: "fill", source: "departements", paint: { "fill-color": p.land } },
      { id: "borders", type: "line", source: "departements", paint: { "line-color": p.line, "line-width": 1 } },
    ],
  };
}

/** A map with its communes, loaded by département. */
export interface Base {
  map: MapLibre;
  loadCommunes: (departement: string) => Promise<void>;
  onCommunes: (hook: (departement: string) => void) => void;
}

/** Load the map's stylesheet once, with the first map. */
function loadStyles(): Promise<void> {
  const href = new URL(MAP_STYLES, import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => resolve()); // a map without its styles is still a map
    document.head.append(link);
  });
}

/** Make a map in a node and resolve once it is drawn. `data-outlines` and `data-contours` say where the shapes are. */
export async function makeMap(node: HTMLElement): Promise<Base> {
  const outlines = node.dataset.outlines ?? "";
  const contours = node.dataset.contours ?? "";
  await loadStyles();
  const map = new MapLibre({
    container: node,
    style: baseStyle(new URL(outlines, location.href).href),
    center: [2.4, 46.6],
    zoom: 4.6,
    attributionControl: { compact: false, customAttribution: node.dataset.attribution ?? "" },
    canvasContextAttributes: { preserveDrawingBuffer: true },
  });
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  await new Promise<void>((done) => map.once("load", () => done()));
  map.getCanvas().setAttribute("aria-label", node.dataset.label ?? "");
  const shapes = await getJson<Features>(outlines);
  const boxes = new Map(shapes.features.map((f) => [String(f.properties?.code), boundsOf(f.geometry)]));
  const loaded = new Map<string, Promise<void>>();
  const hooks: ((departement: string) => void)[] = [];

  function loadCommunes(departement: string): Promise<void> {
    const known = loaded.get(departement);
    if (known) return known;
    const job = addCommunes(map, departement, contours.replace("DEP", departement)).then(() => {
      for (const hook of hooks) hook(departement);
    });
    loaded.set(departement, job);
    // A failed request is made again when the area is next in view.
    job.catch(() => loaded.delete(departement));
    return job;
  }

  function loadView(): void {
    if (map.getZoom() < 8) return;
    const view = map.getBounds();
    for (const [departement, box] of boxes) {
      if (
        box &&
        box[0] < view.getEast() &&
        box[2] > view.getWest() &&
        box[1] < view.getNorth() &&
        box[3] > view.getSouth()
      )
        void loadCommunes(departement).catch(() => undefined);
    }
  }
  map.on("moveend", loadView);
  node.addEventListener("htmx:beforeCleanupElement", (event) => {
    if (event.target === node) map.remove();
  });
  return {
    map,
    loadCommunes,
    onCommunes: (hook) => {
      hooks.push(hook);
    },
  };
}

async function addCommunes(map: MapLibre, departement: string, url: string): Promise<void> {
  const data = await getJson<Features>(url);
  const p = palette();
  const source = `communes-${departement}`;
  map.addSource(source, { type: "geojson", data, promoteId: "code" });
  const under = map.getLayer("points-cluster") ? "points-cluster" : undefined;
  map.addLayer(
    {
      id: `${source}-fill`,
      type: "fill",
      source,
      paint: {
        "fill-color": ["coalesce", ["feature-state", "color"], p.land],
        "fill-opacity": ["case", ["boolean", ["feature-state", "chosen"], false], 0.65, 0.35],
      },
    },
    under,
  );
  map.addLayer(
    { id: `${source}-line`, type: "line", source, paint: { "line-color": p.line, "line-width": 0.5 } },
    under,
  );
  map.addLayer(
    {
      id: `${source}-name`,
      type: "symbol",
      source,
      minzoom: 10.2,
      layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 11 },
      paint: { "text-color": p.text, "text-halo-color": p.halo, "text-halo-width": 1.2 },
    },
    under,
  );
}

/** Return [west, south, east, north] of a geometry, null for an empty one. */
export function boundsOf(geometry: GeoJSON.Geometry): [number, number, number, number] | null {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === "number" && typeof value[1] === "number") {
      box[0] = Math.min(box[0], value[0]);
      box[1] = Math.min(box[1], value[1]);
      box[2] = Math.max(box[2], value[0]);
      box[3] = Math.max(box[3], value[1]);
    } else value.forEach(walk);
  };
  if ("coordinates" in geometry) walk(geometry.coordinates);
  return box[0] <= box[2] ? box : null;
}

/** Fit a map to points [longitude, latitude]; nothing without points. */
export function zoomTo(map: MapLibre, points: [number, number][], maxZoom = 11): void {
  if (!points.length) return;
  const lons = points.map((p) => p[0]),
    lats = points.map((p) => p[1]);
  const box: LngLatBoundsLike = [
    [Math.min(...lons), Math.min(...lats)],
    [Math.max(...lons), Math.max(...lats)],
  ];
  map.fitBounds(box, { padding: 40, maxZoom, duration: 0 });
}

/** Replace the data of a source of a map. */
export function setData(map: MapLibre, source: string, data: Features): void {
  (map.getSource(source) as GeoJSONSource | undefined)?.setData(data);
}
