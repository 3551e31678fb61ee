// The user's own map file (PMTiles), stored in the browser's private file system and read in pieces.
import { addProtocol, type Map as MapLibre } from "maplibre-gl";
import { FileSource, PMTiles, Protocol } from "pmtiles";
import { palette } from "../geography/base";

const NAME = "map.pmtiles";

/** Store a map file; throws when it is not a PMTiles file. */
export async function keepOwnMap(file: File): Promise<void> {
  await new PMTiles(new FileSource(file)).getHeader();
  const folder = await navigator.storage.getDirectory(),
    handle = await folder.getFileHandle(NAME, { create: true });
  const out = await handle.createWritable();
  try {
    await file.stream().pipeTo(out);
  } catch (error) {
    await folder.removeEntry(NAME).catch(() => undefined);
    throw error;
  }
}

/** Return the user's own map file, null when there is none. */
export async function ownMap(): Promise<File | null> {
  try {
    return await (await (await navigator.storage.getDirectory()).getFileHandle(NAME)).getFile();
  } catch {
    return null;
  }
}

/** Delete the user's own map file, if any. */
export async function dropOwnMap(): Promise<void> {
  await (await navigator.storage.getDirectory()).removeEntry(NAME).catch(() => undefined);
}

let protocol: Protocol | null = null;

/** Add the user's map below the layers of a map, when there is one. */
export async function addOwnMap(map: MapLibre): Promise<void> {
  const file = await ownMap();
  if (!file) return;
  if (!protocol) {
    protocol = new Protocol();
    addProtocol("pmtiles", protocol.tile);
  }
  const archive = new PMTiles(new FileSource(new File([file], NAME)));
  protocol.add(archive);
  const header = await archive.getHeader(),
    url = `pmtiles://${NAME}`,
    colours = palette();
  if (header.tileType !== 1) {
    map.addSource("own", { type: "raster", url, tileSize: 256 });
    map.addLayer({ id: "own", type: "raster", source: "own" }, "borders");
    return;
  }
  map.addSource("own", { type: "vector", url });
  const metadata = (await archive.getMetadata()) as { vector_layers?: { id: string }[] };
  for (const { id } of metadata.vector_layers ?? []) {
    const water = /water|ocean|lake|river/.test(id),
      road = /road|transport|street|highway/.test(id);
    if (water || /land|earth|park|building/.test(id))
      map.addLayer(
        {
          id: `own-${id}-fill`,
          type: "fill",
          source: "own",
          "source-layer": id,
          filter: ["==", ["geometry-type"], "Polygon"],
          paint: { "fill-color": water ? colours.ground : colours.land, "fill-opacity": 0.8 },
        },
        "borders",
      );
    if (road || water || /bound|rail/.test(id))
      map.addLayer(
        {
          id: `own-${id}-line`,
          type: "line",
          source: "own",
          "source-layer": id,
          filter: ["==", ["geometry-type"], "LineString"],
          paint: { "line-color": road ? colours.line : colours.ground, "line-width": road ? 1.4 : 0.8 },
        },
        "borders",
      );
  }
}
