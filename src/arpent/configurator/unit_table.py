"""Table of units of data sheets and need sheets; no others are known. Tests check every row.

Base value: ``value × factor + offset``. Base units: m, kg, s, A, K, cd, mol, rad, €, dB(A) and Nm³. The decibel and the
normal cubic metre convert to nothing else.
"""

from dataclasses import dataclass

# What a unit measures: base units with their powers, sorted. (("m", 3.0), ("s", -1.0)) is a flow.
Dimension = tuple[tuple[str, float], ...]


def dimension(**powers: float) -> Dimension:
    """Return the dimension with these powers of base units, without zeros."""
    return tuple(sorted((name, float(power)) for name, power in powers.items() if power))


BARE = dimension()
LENGTH, AREA, VOLUME, TIME, MASS = dimension(m=1), dimension(m=2), dimension(m=3), dimension(s=1), dimension(kg=1)
TEMPERATURE, ANGLE, ROTATION, FREQUENCY = dimension(K=1), dimension(rad=1), dimension(rad=1, s=-1), dimension(s=-1)
FORCE, PRESSURE = dimension(kg=1, m=1, s=-2), dimension(kg=1, m=-1, s=-2)
ENERGY, POWER = dimension(kg=1, m=2, s=-2), dimension(kg=1, m=2, s=-3)
DENSITY, HARDNESS = dimension(kg=1, m=-3), dimension(mol=1, m=-3)
CURRENT, CHARGE = dimension(A=1), dimension(A=1, s=1)
VOLTAGE, RESISTANCE = dimension(kg=1, m=2, s=-3, A=-1), dimension(kg=1, m=2, s=-3, A=-2)
CONDUCTANCE = dimension(kg=-1, m=-2, s=3, A=2)
LIGHT, SOUND, MONEY, NORMAL_VOLUME = dimension(cd=1), dimension(dB=1), dimension(EUR=1), dimension(Nm3=1)

PREFIXES = {"n": 1e-9, "µ": 1e-6, "m": 1e-3, "c": 1e-2, "d": 1e-1, "da": 1e1, "h": 1e2, "k": 1e3, "M": 1e6, "G": 1e9}

SI = "SI Brochure, 9th edition (BIPM, 2019)"
NIST = "NIST SP 811 (2008), appendix B"
USAGE = "usage of the trade"

GRAVITY = 9.80665  # m/s², standard value (SI Brochure)
WATER = 1000.0  # kg/m³, the density that a head takes when no other is given
_TURN = 6.283185307179586  # rad
_POUND_FORCE = 4.4482216152605  # N


@dataclass(frozen=True)
class Row:
    """A unit, with the source of its factor.

    ``symbol``: as displayed; ``forms``: other spellings, with prefixes; ``words``: spellings matched without case,
    accents and plural, without prefixes; ``prefixes``: those in use, separated by spaces. Base value: value ×
    ``factor`` + ``offset``.
    """

    symbol: str
    name: str
    dimension: Dimension
    factor: float
    source: str
    forms: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    prefixes: str = ""
    offset: float = 0.0


UNITS: tuple[Row, ...] = (
    Row("m", "mètre", LENGTH, 1, SI, (), ("M", "mètre"), "n µ m c d k"),
    Row("pouce", "pouce", LENGTH, 0.0254, NIST, ('"', "in"), ("inch", "po")),
    Row("ft", "pied", LENGTH, 0.3048, NIST, (), ("pied", "feet")),
    Row("m²", "mètre carré", AREA, 1, SI, (), ("mètre carré",)),
    Row("ha", "hectare", AREA, 1e4, SI, (), ("hectare",)),
    Row("m³", "mètre cube", VOLUME, 1, SI, (), ("mètre cube",)),
    Row("l", "litre", VOLUME, 1e-3, SI, ("L",), ("litre",), "µ m c d h"),
    Row("gal US", "gallon américain", VOLUME, 3.785411784e-3, NIST, ("galUS",), ("gallon", "gal")),
    Row("Nm³", "mètre cube normal", NORMAL_VOLUME, 1, USAGE, ("Nmcube",), ("normo mètre cube",)),
    Row("Nl", "litre normal", NORMAL_VOLUME, 1e-3, USAGE, ("NL",)),
    Row("s", "seconde", TIME, 1, SI, (), ("sec", "seconde"), "µ m"),
    Row("min", "minute", TIME, 60, SI, ("mn",), ("minute",)),
    Row("h", "heure", TIME, 3600, SI, (), ("H", "heure", "hr")),
    Row("j", "jour", TIME, 86400, SI, ("d",), ("jour", "day")),
    Row("semaine", "semaine", TIME, 604800, USAGE, (), ("sem", "week")),
    Row("mois", "mois", TIME, 2629800, USAGE, (), ("month",)),
    Row("an", "an", TIME, 31557600, USAGE, (), ("année", "year")),
    Row("g", "gramme", MASS, 1e-3, SI, (), ("gramme",), "µ m k"),
    Row("t", "tonne", MASS, 1e3, SI, (), ("tonne",)),
    Row("lb", "livre", MASS, 0.45359237, NIST, (), ("lbs", "livre")),
    Row("K", "kelvin", TEMPERATURE, 1, SI, ("°K",), ("kelvin",), "m"),
    Row("°C", "degré Celsius", TEMPERATURE, 1, SI, ("degC",), ("degré Celsius", "°c", "celsius"), offset=273.15),
    Row("°F", "degré Fahrenheit", TEMPERATURE, 5 / 9, NIST, ("degF",), ("degré Fahrenheit",), offset=459.67 * 5 / 9),
    Row("Hz", "hertz", FREQUENCY, 1, SI, (), ("hertz",), "k M G"),
    Row("rad", "radian", ANGLE, 1, SI, (), ("radian",), "m"),
    Row("°", "degré", ANGLE, _TURN / 360, SI, (), ("degré", "deg")),
    Row("tr", "tour", ANGLE, _TURN, USAGE, (), ("tour", "rev", "turn", "trs")),
    Row("tr/min", "tour par minute", ROTATION, _TURN / 60, USAGE, ("rpm",), ("trmin", "trmn", "tpm")),
    Row("N", "newton", FORCE, 1, SI, (), ("newton",), "m da k M"),
    Row("kgf", "kilogramme-force", FORCE, GRAVITY, NIST, (), ("kilogramme-force",)),
    Row("Pa", "pascal", PRESSURE, 1, SI, (), ("pascal",), "m da h k M G"),
    Row("bar", "bar", PRESSURE, 1e5, SI, (), ("bars",), "m"),
    Row("mCE", "mètre de colonne d’eau", PRESSURE, GRAVITY * WATER, NIST, (), ("mètre de colonne d’eau", "m CE")),
    Row("mmCE", "millimètre de colonne d’eau", PRESSURE, GRAVITY, NIST, (), ("mm CE",)),
    Row("psi", "livre par pouce carré", PRESSURE, _POUND_FORCE / 0.0254**2, NIST, (), ("psi",)),
    Row("atm", "atmosphère", PRESSURE, 101325, SI, (), ("atmosphère",)),
    Row("mmHg", "millimètre de mercure", PRESSURE, 133.322387415, NIST, ("torr", "Torr")),
    Row("J", "joule", ENERGY, 1, SI, (), ("joule",), "m k M G"),
    Row("N·m", "newton-mètre", ENERGY, 1, SI, ("Nm",), ("newton mètre", "newton-mètre"), "da k M"),
    Row("Wh", "wattheure", ENERGY, 3600, SI, ("wh",), ("wattheure",), "m k M G"),
    Row("cal", "calorie", ENERGY, 4.1868, NIST, (), ("calorie",), "k"),
    Row("Btu", "unité thermique britannique", ENERGY, 1055.05585262, NIST, ("BTU",)),
    Row("W", "watt", POWER, 1, SI, (), ("watt",), "µ m k M G"),
    Row("VA", "voltampère", POWER, 1, SI, (), ("voltampère",), "k M"),
    Row("var", "voltampère réactif", POWER, 1, SI, ("VAr",), ("voltampère réactif",), "k M"),
    Row("ch", "cheval-vapeur", POWER, 75 * GRAVITY, NIST, ("CV",), ("cheval", "cv", "ps")),
    Row("hp", "horsepower", POWER, 745.69987158227022, NIST, ("HP",), ("horsepower",)),
    Row("A", "ampère", CURRENT, 1, SI, (), ("ampère",), "n µ m k"),
    Row("Ah", "ampère-heure", CHARGE, 3600, SI, (), ("ampère heure",), "m"),
    Row("V", "volt", VOLTAGE, 1, SI, (), ("volt",), "µ m k"),
    Row("Ω", "ohm", RESISTANCE, 1, SI, ("ohm",), ("ohm",), "µ m k M"),
    Row("S", "siemens", CONDUCTANCE, 1, SI, (), ("siemens",), "µ m"),
    Row("cd", "candela", LIGHT, 1, SI, (), ("candela",)),
    Row("lm", "lumen", LIGHT, 1, SI, (), ("lumen",), "k"),
    Row("lx", "lux", dimension(cd=1, m=-2), 1, SI, (), ("lux",), "k"),
    Row("St", "stokes", dimension(m=2, s=-1), 1e-4, NIST, (), ("stokes",), "c"),
    Row("P", "poise", dimension(kg=1, m=-1, s=-1), 0.1, NIST, (), ("poise",), "c"),
    Row("dB(A)", "décibel pondéré A", SOUND, 1, USAGE, ("dBA", "dB"), ("décibel", "dba")),
    Row("mol", "mole", dimension(mol=1), 1, SI, (), ("mole",), "µ m k"),
    Row("°f", "degré français de dureté", HARDNESS, 0.1, USAGE, ("°fH", "°TH"), ("degré français",)),
    Row("°dH", "degré allemand de dureté", HARDNESS, 0.1783, USAGE, (), ("degré allemand",)),
    Row("%", "pour cent", BARE, 0.01, SI, (), ("pour cent", "pourcent")),
    Row("%HR", "humidité relative en pour cent", BARE, 0.01, USAGE, ("%RH",)),
    Row("‰", "pour mille", BARE, 1e-3, SI, (), ("pour mille",)),
    Row("ppm", "partie par million", BARE, 1e-6, SI, (), ("ppm",)),
    Row("€", "euro", MONEY, 1, USAGE, ("EUR",), ("euro",), "k M"),
)
