"""Communes and contours shipped with Arpent, loaded once per process."""

from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from arpent.kernel.coordinates import Point
from arpent.kernel.data_files import read_shipped_csv

from ..rules.communes import Commune, Gazetteer
from ..rules.zones import inside_polygon

ATTRIBUTION = "IGN ADMIN EXPRESS, INSEE COG 2026, La Poste, Licence Ouverte 2.0"
_DATA = files("arpent.geography") / "data"


def _rows(name: str) -> list[dict[str, str]]:
    return read_shipped_csv("arpent.geography", f"data/{name}")


@lru_cache(maxsize=1)
def get_gazetteer() -> Gazetteer:
    """Return the gazetteer of the shipped communes, read once per process."""
    communes = (
        Commune(
            code=r["code"],
            name=r["name"],
            departement=r["departement"],
            postcodes=tuple(r["postcodes"].split()),
            population=int(r["population"] or 0),
            point=Point(float(r["lat"]), float(r["lon"])),
            precision=r["precision"],
            parent=r["parent"],
        )
        for r in _rows("communes.csv.gz")
    )
    return Gazetteer.of(communes, ((r["name"], r["code"], r["current"]) for r in _rows("old_communes.csv.gz")))


@lru_cache(maxsize=1)
def list_departements() -> dict[str, str]:
    """Return the names of the départements by code, in the order of the shipped file."""
    return {r["code"]: r["name"] for r in _rows("departements.csv")}


def read_contours(departement: str) -> bytes | None:
    """Return the gzipped GeoJSON of a département's communes, by its code; None when unknown or without contours."""
    if departement not in list_departements():
        return None
    path = _DATA / "contours" / f"{departement}.json.gz"
    return path.read_bytes() if path.is_file() else None


def read_departement_outlines() -> bytes:
    """Return the gzipped GeoJSON of the départements' outlines."""
    return (_DATA / "departements.json.gz").read_bytes()


def list_communes(departement: str) -> list[Commune]:
    """Return the communes of a département, by its code, without arrondissements, sorted by name."""
    return sorted(
        (c for c in get_gazetteer().by_code.values() if c.departement == departement and not c.parent),
        key=lambda c: c.name,
    )


@lru_cache(maxsize=1)
def _positions() -> tuple[list[str], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    communes = [c for c in get_gazetteer().by_code.values() if not c.parent]
    return (
        [c.code for c in communes],
        np.array([c.point.lat for c in communes]),
        np.array([c.point.lon for c in communes]),
    )


def communes_inside(ring: list[tuple[float, float]]) -> list[str]:
    """Return the INSEE codes of the communes whose point (the town hall) lies inside a ring of (lon, lat) in degrees.

    Raise ValueError for fewer than three corners.
    """
    codes, lats, lons = _positions()
    return [codes[i] for i in np.flatnonzero(inside_polygon(lats, lons, ring))]


def nearest_commune(point: Point) -> Commune:
    """Return the commune whose point (the town hall) is nearest to a point (equirectangular approximation)."""
    codes, lats, lons = _positions()
    scale = np.cos(np.radians(point.lat))
    i = int(np.argmin((lats - point.lat) ** 2 + ((lons - point.lon) * scale) ** 2))
    return get_gazetteer().by_code[codes[i]]


def whole_commune(code: str) -> str:
    """Return the code of the commune of an arrondissement (Lyon 3e gives Lyon); former codes give the current one.

    An unknown code is returned unchanged.
    """
    commune = get_gazetteer().get(code)
    return (commune.parent or commune.code) if commune else code


@lru_cache(maxsize=1)
def _parts() -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for commune in get_gazetteer().by_code.values():
        if commune.parent:
            parts.setdefault(commune.parent, []).append(commune.code)
    return parts


def with_arrondissements(codes: list[str]) -> list[str]:
    """Return commune codes, each followed by those of its arrondissements (Paris, Lyon, Marseille)."""
    return [part for code in codes for part in (code, *_parts().get(code, ()))]
