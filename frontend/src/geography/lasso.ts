// Free-hand selection on a map: press, drag, release. Returns the ring as [lon, lat] pairs.
import type { Map as MapLibre } from "maplibre-gl";
import { setData } from "./base";

const SOURCE = "lasso";

/** Let the user draw a shape on a map; resolve with its points [longitude, latitude]. */
export function drawLasso(map: MapLibre): Promise<[number, number][]> {
  if (!map.getSource(SOURCE)) {
    map.addSource(SOURCE, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
    map.addLayer({
      id: SOURCE,
      type: "line",
      source: SOURCE,
      paint: { "line-color": "#d63939", "line-width": 3, "line-dasharray": [2, 1] },
    });
  }
  map.dragPan.disable();
  map.getCanvas().style.cursor = "crosshair";
  const ring: [number, number][] = [];
  const show = (): void =>
    setData(map, SOURCE, {
      type: "FeatureCollection",
      features: [{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: ring } }],
    });
  return new Promise((done) => {
    const canvas = map.getCanvas();
    let drawing = false;
    const at = (event: PointerEvent): void => {
      const box = canvas.getBoundingClientRect();
      const point = map.unproject([event.clientX - box.left, event.clientY - box.top]);
      ring.push([Number(point.lng.toFixed(5)), Number(point.lat.toFixed(5))]);
    };
    const down = (event: PointerEvent): void => {
      drawing = true;
      at(event);
    };
    const move = (event: PointerEvent): void => {
      if (drawing) {
        at(event);
        show();
      }
    };
    const up = (): void => {
      canvas.removeEventListener("pointerdown", down);
      canvas.removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
      map.dragPan.enable();
      canvas.style.cursor = "";
      setData(map, SOURCE, { type: "FeatureCollection", features: [] });
      done(ring);
    };
    canvas.addEventListener("pointerdown", down);
    canvas.addEventListener("pointermove", move);
    addEventListener("pointerup", up);
  });
}

/** Return whether a point is inside a ring (even-odd rule). */
export function inside(point: [number, number], ring: [number, number][]): boolean {
  let odd = false;
  ring.forEach(([x1, y1], i) => {
    const [x2, y2] = ring[(i + 1) % ring.length] ?? [x1, y1];
    if (y1 > point[1] !== y2 > point[1] && point[0] < x1 + ((point[1] - y1) * (x2 - x1)) / (y2 - y1)) odd = !odd;
  });
  return odd;
}
