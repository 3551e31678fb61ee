"""Units as typed: parsed with one table (``unit_table``), compared, converted, displayed in the trade's form.

``m3/h``, ``m³/h``, ``l/mn``, ``N*m``, ``W/m².K`` and ``dB(A)`` are accepted; everything after the first ``/`` is in the
denominator, as data sheets mean it. Texts over 40 characters are rejected before parsing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from arpent.kernel.errors import DomainError
from arpent.kernel.text import fold

from .unit_table import (
    BARE,
    FREQUENCY,
    GRAVITY,
    LENGTH,
    PREFIXES,
    PRESSURE,
    ROTATION,
    TIME,
    UNITS,
    WATER,
    Dimension,
    dimension,
)

_TURN = next(row.factor for row in UNITS if row.symbol == "tr")


def combine(left: Dimension, right: Dimension, power: float = 1) -> Dimension:
    """Return the dimension of left × right ** power.

    Angles count only in angles, rotational speeds and their inverses; elsewhere a radian is 1, so that torque times
    rotational speed is power.
    """
    powers = dict(left)
    for name, n in right:
        powers[name] = powers.get(name, 0) + n * power
    angle = powers.pop("rad", 0)
    rest = dimension(**powers)
    return dimension(**powers, rad=angle) if angle and rest in (BARE, FREQUENCY, TIME) else rest


@dataclass(frozen=True)
class Unit:
    """A unit as an affine map to base units: base = value × scale + offset. ``text``: the trade's form, "m³/h"."""

    text: str
    scale: float
    offset: float
    dimension: Dimension

    def to_base(self, value: float) -> float:
        """Return a value in base units."""
        return value * self.scale + self.offset

    def from_base(self, base: float) -> float:
        """Return a value from base units."""
        return (base - self.offset) / self.scale


PLAIN = Unit("", 1.0, 0.0, BARE)

LONGEST = 40
_NAME = r"[^\W\d_²³¹⁰-⁹]+|[°%‰€\"]+[^\W\d_²³¹⁰-⁹]*"
_POWER = r"\s*(?:\^|\*\*)\s*[-−]?[1-9](?!\d)|⁻?[¹²³⁴-⁹]|[-−]?[1-9](?!\d)"
_FACTOR = rf"\(*\s*(?:{_NAME})(?:{_POWER})?\s*\)*"
_BETWEEN = r"\s*[*·×⋅/.]\s*|\s+|(?<=[²³])"
_GRAMMAR = re.compile(rf"(?:1\s*/\s*)?{_FACTOR}(?:(?:{_BETWEEN}){_FACTOR})*")
_TOKEN = re.compile(rf"(?P<name>{_NAME})(?P<power>{_POWER})?|(?P<sign>[/()])|1|[*·×⋅.\s]+")
_WORDS = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+)+")  # "mètre cube", "mètre de colonne d'eau"

# Spellings with a bracket, a space or a digit inside, made one name before the form of the text is looked at.
_SPELLINGS = (
    (re.compile(r"\bdB\s*\(\s*A\s*\)", re.I), "dBA"),
    (re.compile(r"\bNm\s*(?:³|(?:\^|\*\*)?3)(?!\d)"), "Nmcube"),
    (re.compile(r"%\s+(?=H\.?R\b|R\.?H\b)"), "%"),
    (re.compile(r"\b(m?m)\s*(?:CE\b|H[2₂]O\b|d[’']eau\b)"), r"\1CE"),
    (re.compile(r"\bgal\s+US\b"), "galUS"),
    (re.compile(r"\s+par\s+"), "/"),
)
_SIGNS = str.maketrans({"μ": "µ", "Ω": "Ω", "º": "°", "˚": "°", "″": '"', "”": '"', "“": '"', "−": "-", "’": "'"})
_POWERS = str.maketrans("⁻¹²³⁴⁵⁶⁷⁸⁹−", "-123456789-")
_SUPERSCRIPTS = str.maketrans("-123456789", "⁻¹²³⁴⁵⁶⁷⁸⁹")


def _spelled(text: str) -> str:
    """Return a text with one spelling of each sign and of multi-word units."""
    text = text.strip().replace("℃", "°C").replace("℉", "°F").replace("''", '"').translate(_SIGNS)
    for pattern, plain in _SPELLINGS:
        text = pattern.sub(plain, text)
    return text


def is_unit_text(text: str) -> bool:
    """Return whether a text of at most 40 characters is written like a unit: a product or quotient of names."""
    is_short = len(text) <= LONGEST and "\n" not in text
    return is_short and text.count("(") == text.count(")") and _GRAMMAR.fullmatch(text) is not None


@cache
def _exact() -> dict[str, Unit]:
    """Return all case-sensitive spellings, prefixes included."""
    units: dict[str, Unit] = {}
    for row in UNITS:
        for spelling in (row.symbol, *row.forms):
            units[spelling] = Unit(row.symbol, row.factor, row.offset, row.dimension)
    for row in UNITS:
        for prefix in row.prefixes.split():
            for spelling in (row.symbol, *row.forms):
                unit = Unit(prefix + row.symbol, row.factor * PREFIXES[prefix], 0.0, row.dimension)
                units.setdefault(prefix + spelling, unit)
    return units


@cache
def _loose() -> dict[str, Unit | None]:
    """Return folded spellings; None for those of several units."""
    units: dict[str, Unit | None] = {}
    for spelling, unit in _exact().items():
        if len(spelling) > 1:
            key = spelling.casefold()
            units[key] = unit if units.get(key, unit) == unit else None
    for row in UNITS:
        for word in row.words:
            units.setdefault(fold(word), Unit(row.symbol, row.factor, row.offset, row.dimension))
    return units


def _named(name: str) -> Unit | None:
    """Return the unit of a name: exact spelling, else without case, accents and plural."""
    if name in _exact():
        return _exact()[name]
    for key in (name.casefold(), fold(name), fold(name).removesuffix("s")):
        if _loose().get(key):
            return _loose()[key]
    return None


@dataclass
class _Product:
    """Parser state: scale, dimension, displayed numerator and denominator."""

    scale: float = 1.0
    dimension: Dimension = BARE
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    def times(self, other: "_Product", power: int) -> None:
        """Multiply by a unit."""
        self.scale *= other.scale**power
        self.dimension = combine(self.dimension, other.dimension, power)
        up, down = (other.above, other.below) if power > 0 else (other.below, other.above)
        self.above, self.below = self.above + up, self.below + down


def _read_product(tokens: Iterator[re.Match[str]], depth: int = 0) -> _Product:
    """Parse up to the closing bracket. Raise LookupError for an unknown name."""
    product, side = _Product(), 1
    for token in tokens:
        if token["name"]:
            unit = _named(token["name"])
            if unit is None:
                raise LookupError(token["name"])
            n = int((token["power"] or "1").translate(_POWERS).lstrip("^* ").replace(" ", ""))
            shown = unit.text if abs(n) == 1 else f"{unit.text}{str(abs(n)).translate(_SUPERSCRIPTS)}"
            factor = _Product(unit.scale ** abs(n), combine(BARE, unit.dimension, abs(n)), (shown,))
            product.times(factor, side if n > 0 else -side)
        elif token["sign"] == "/":
            side = -1
        elif token["sign"] == "(":
            product.times(_read_product(tokens, depth + 1), side)
        elif token["sign"] == ")":
            if not depth:
                raise LookupError(")")
            return product
    if depth:
        raise LookupError("(")
    return product


def _shown(product: _Product) -> str:
    above, below = "·".join(product.above) or "1", "·".join(product.below)
    if not below:
        return above
    return f"{above}/({below})" if len(product.below) > 1 else f"{above}/{below}"


def _unknown(text: str) -> DomainError:
    return DomainError("catalogue.unknown_unit", unit=text[:LONGEST], nearest=_nearest(text[:LONGEST]))


def _nearest(text: str) -> str:
    """Return suggestions for an invalid unit: with unknown names replaced, else the usual ones."""
    normalised, corrected = _spelled(text), ""
    if is_unit_text(normalised):
        for token in _TOKEN.finditer(normalised):
            name = token["name"]
            if name and _named(name) is None:
                like = 0.65 if len(name) < 4 else 0.75
                near = get_close_matches(name, _exact(), 1, like) or get_close_matches(fold(name), _loose(), 1, like)
                unit = _named(near[0]) if near else None
                if unit is None:
                    break
                corrected += unit.text + (token["power"] or "")
            else:
                corrected += token[0]
        else:
            return show_unit(corrected)
    return "m³/h, kW, bar, °C, tr/min"


@lru_cache(maxsize=500)
def read_unit(text: str) -> Unit:
    """Return the unit of a text, `PLAIN` for an empty one.

    Raise DomainError "catalogue.unknown_unit", with suggestions, when it is malformed or unknown.
    """
    text = text.strip()
    if not text:
        return PLAIN
    normalised = _spelled(text) if len(text) <= LONGEST else text
    unit = _exact().get(normalised) or (_loose().get(fold(normalised)) if _WORDS.fullmatch(normalised) else None)
    if unit:
        return unit
    if len(text) > LONGEST or not is_unit_text(normalised):
        raise _unknown(text)
    names = [t for t in _TOKEN.finditer(normalised) if t["name"]]
    if len(names) == 1 and not names[0]["power"] and "/" not in normalised:
        named_unit = _named(names[0]["name"])
        if named_unit is None:
            raise _unknown(text)
        return named_unit
    try:
        product = _read_product(_TOKEN.finditer(normalised))
    except LookupError as error:
        raise _unknown(text) from error
    return Unit(_shown(product), product.scale, 0.0, product.dimension)


def show_unit(text: str) -> str:
    """Return a unit in the trade's form ("m3/h" gives "m³/h"); an invalid text unchanged."""
    try:
        return read_unit(text).text
    except DomainError:
        return text


def is_head(unit: str, *names: str) -> bool:
    """Return whether a quantity is a head of fluid: in metres of water, or in metres with a name such as "HMT"."""
    try:
        read = read_unit(unit)
    except DomainError:
        return False
    if read.text in ("mCE", "mmCE"):
        return True
    words = set(re.split(r"\W+", fold(" ".join(names)).replace("_", " ")))
    return read.text == "m" and bool(words & {"hauteur", "hmt", "npsh", "charge", "refoulement", "aspiration", "head"})


def convert(value: float, of: str, to: str, density: float | None = None) -> float:
    """Return a value in another unit.

    ``density`` (kg/m³): convert between pressure and head of that fluid (p = ρ g h). Inverse minutes convert to
    rotational speeds. Raise DomainError "catalogue.unit_does_not_fit" for other dimensions, "catalogue.unknown_unit".
    """
    source, target = read_unit(of), read_unit(to)
    if source == target:
        return value
    base = source.to_base(value)
    if source.dimension == target.dimension:
        return target.from_base(base)
    if density and (source.dimension, target.dimension) == (PRESSURE, LENGTH):
        return target.from_base(base / (density * GRAVITY))
    if density and (source.dimension, target.dimension) == (LENGTH, PRESSURE):
        return target.from_base(base * density * GRAVITY)
    if (source.dimension, target.dimension) == (FREQUENCY, ROTATION) and "Hz" not in source.text:
        return target.from_base(base * _TURN)  # "1500 min⁻¹" on a motor's plate
    raise DomainError("catalogue.unit_does_not_fit", unit=source.text or "—", expected=target.text or "—")


__all__ = [
    "BARE",
    "PLAIN",
    "WATER",
    "Dimension",
    "Unit",
    "combine",
    "convert",
    "dimension",
    "is_head",
    "is_unit_text",
    "read_unit",
    "show_unit",
]
