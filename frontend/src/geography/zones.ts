// Sectors on the map: their communes in their colour.
import type { Map as MapLibre } from "maplibre-gl";

/** Sectors with their communes (INSEE codes). */
export interface Zones {
  sectors: { name: string; color: string; communes: string[]; departements: string[] }[];
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
