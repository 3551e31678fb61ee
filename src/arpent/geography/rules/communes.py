"""Communes of France and lookup by name and postcode. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from arpent.kernel.coordinates import Point
from arpent.kernel.text import fold


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune (or arrondissement of Paris, Lyon, Marseille) of the INSEE list of 2026.

    ``code``: INSEE code. ``parent``: code of the commune of an arrondissement, else "". ``precision`` of its point:
    "town_hall", "contour" (inside the contour), "neighbour", or "collectivity" (main town of an overseas collectivity,
    for lack of better sources).
    """

    code: str
    name: str
    departement: str
    postcodes: tuple[str, ...]
    population: int
    point: Point
    precision: str
    parent: str = ""


_SHORT = [(re.compile(r"\bst\b"), "saint"), (re.compile(r"\bste\b"), "sainte"), (re.compile(r"\bs\b(?=/)"), "sur")]
_CEDEX = re.compile(r"\bcedex\b.*$")
# How the codes of arrondissements begin, and what their two last digits count from.
_ARRONDISSEMENT_CODES = {"paris": ("751", 0), "lyon": ("693", 80), "marseille": ("132", 0)}
_ARRONDISSEMENT = re.compile(r"\b(\d{1,2})(?:er|e|eme|ème)?(?: arrondissement)?$")


def name_key(name: str) -> str:
    """Return the comparison key of a commune name: "ST ETIENNE CEDEX 2" and "Saint-Étienne" are equal."""
    text = _CEDEX.sub("", fold(name)).strip()
    for pattern, full in _SHORT:
        text = pattern.sub(full, text)
    text = re.sub(r"^(?:l|le|la|les)\s+", "", text)
    return re.sub(r"\s+", " ", text).strip()


@dataclass(slots=True)
class Gazetteer:
    """All communes by code, postcode and name (see `name_key`). ``old_codes``: former INSEE code to the current one."""

    by_code: dict[str, Commune] = field(default_factory=dict)
    by_postcode: dict[str, list[Commune]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[Commune]] = field(default_factory=lambda: defaultdict(list))
    old_codes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, communes: Iterable[Commune], old: Iterable[tuple[str, str, str]] = ()) -> "Gazetteer":
        """Return the gazetteer of communes. ``old``: (name, code, current code) of merged communes."""
        gazetteer = cls()
        for commune in communes:
            gazetteer.by_code[commune.code] = commune
            gazetteer.by_name[name_key(commune.name)].append(commune)
            for postcode in commune.postcodes:
                gazetteer.by_postcode[postcode].append(commune)
        for name, code, current in old:
            if current in gazetteer.by_code:
                gazetteer.old_codes[code] = current
                key = name_key(name)
                if gazetteer.by_code[current] not in gazetteer.by_name[key]:
                    gazetteer.by_name[key].append(gazetteer.by_code[current])
        return gazetteer

    def get(self, code: str) -> Commune | None:
        """Return the commune of an INSEE code, current or former; None when unknown."""
        return self.by_code.get(code) or self.by_code.get(self.old_codes.get(code, ""))

    def find(self, name: str, postcode: str) -> Commune | None:
        """Return the commune of an address, or None when it is unknown or ambiguous.

        In order: the arrondissement of Paris, Lyon or Marseille, by postcode or by number in the name, else the whole
        commune; the name within the postcode; the name alone when unique in the postcode's département (in France
        without postcode); the only commune of the postcode whose name contains this name or is contained in it; the
        postcode alone when it has one commune.
        """
        key = name_key(name)
        in_postcode = self.by_postcode.get(postcode, []) if postcode else []
        arrondissement = self._arrondissement(key, postcode)
        if arrondissement:
            return arrondissement
        for commune in in_postcode:
            if name_key(commune.name) == key:
                return commune
        departement = departement_of(postcode)
        named = [c for c in self.by_name.get(key, []) if not departement or c.departement == departement]
        if key and len(named) == 1:
            return named[0]
        if key and in_postcode:
            close = [c for c in in_postcode if key in name_key(c.name) or name_key(c.name) in key]
            if len(close) == 1:
                return close[0]
        communes = [c for c in in_postcode if not c.parent]
        if len(in_postcode) == 1:
            return in_postcode[0]
        return communes[0] if len(communes) == 1 else None

    def _arrondissement(self, key: str, postcode: str) -> Commune | None:
        stem = _ARRONDISSEMENT.sub("", key).strip()
        if stem in ("paris", "lyon", "marseille"):
            for commune in self.by_postcode.get(postcode, []):
                if commune.parent:
                    return commune
            # A postcode of a CEDEX names no arrondissement; the name may: "PARIS 08 / 75380".
            number, (start, base) = _ARRONDISSEMENT.search(key), _ARRONDISSEMENT_CODES[stem]
            named = self.by_code.get(f"{start}{base + int(number[1]):02d}") if number else None
            if named:
                return named
            wholes = self.by_name.get(stem, [])
            return wholes[0] if wholes else None
        return None


def departement_of(postcode_or_code: str) -> str:
    """Return the département code of a postcode or INSEE code; "" for fewer than five characters.

    Overseas codes have three digits. Corsican postcodes from 200 and 201 are 2A, others from 20 are 2B.
    """
    text = postcode_or_code.strip().upper()
    if len(text) < 5:
        return ""
    if text[:2] in ("97", "98"):
        return text[:3]
    if text[:2] == "20" and text.isdigit():
        return "2A" if text[:3] in ("200", "201") else "2B"
    return text[:2]
