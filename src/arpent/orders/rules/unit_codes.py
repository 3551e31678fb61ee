"""UN/ECE codes of units written in French or English.

Sources: recommendation 20, revision 17 (units); 21, revision 12 (packages, prefix X).
"""

from arpent.kernel.text import fold

ONE, MUTUAL = "C62", "ZZ"  # one piece; a unit both parties know, named in a note
# By code: the ways it is written, folded (no accents, no capitals). "ml" is the trade's "mètre linéaire".
_WRITTEN = {
    ONE: "u|unite|unites|un|piece|pieces|pce|pces|pc|pcs|p|each|ea|unit|units",
    "MMT": "mm|millimetre|millimetres",
    "CMT": "cm|centimetre|centimetres",
    "DMT": "dm",
    "KMT": "km|kilometre|kilometres",
    "MTR": "m|ml|metre|metres|metre lineaire|metres lineaires|meter|meters",
    "MMK": "mm2|mm²",
    "CMK": "cm2|cm²",
    "MTK": "m2|m²|metre carre|metres carres",
    "HAR": "ha|hectare|hectares",
    "CMQ": "cm3|cm³",
    "DMQ": "dm3|dm³",
    "MTQ": "m3|m³|metre cube|metres cubes",
    "CLT": "cl",
    "LTR": "l|litre|litres|liter|liters",
    "HLT": "hl|hectolitre|hectolitres",
    "MGM": "mg",
    "GRM": "g|gramme|grammes",
    "KGM": "kg|kilo|kilos|kilogramme|kilogrammes",
    "TNE": "t|tonne|tonnes",
    "SEC": "s|seconde|secondes",
    "MIN": "min|mn|minute|minutes",
    "HUR": "h|heure|heures|hour|hours",
    "DAY": "j|jour|jours|day|days",
    "WEE": "sem|semaine|semaines|week|weeks",
    "MON": "mois|month|months",
    "QAN": "trimestre|trimestres",
    "ANN": "an|ans|annee|annees|year|years",
    "KWH": "kwh|kilowattheure|kilowattheures",
    "MWH": "mwh",
    "WHR": "wh",
    "WTT": "w|watt|watts",
    "KWT": "kw|kilowatt|kilowatts",
    "AMP": "a|ampere|amperes",
    "PR": "paire|paires|pair|pairs",
    "DZN": "douzaine|douzaines|dozen",
    "CEN": "cent|centaine|centaines",
    "MIL": "mille|millier|milliers",
    "SET": "lot|lots|ensemble|ensembles|jeu|jeux|kit|kits|set|sets",
    "LS": "forfait|forfaits|ft|fft|lump sum",
    "XRO": "rouleau|rouleaux|rlx|roll|rolls",
    "XBX": "boite|boites|bte|box|boxes",
    "XCT": "carton|cartons|ctn",
    "XPX": "palette|palettes|pallet|pallets",
    "XBG": "sac|sacs|bag|bags",
    "XDR": "fut|futs|drum|drums",
    "XPK": "paquet|paquets|pqt|package|packages",
    "XRL": "touret|tourets|reel|reels",
    "XBO": "bouteille|bouteilles|bottle|bottles",
    "XTU": "tube|tubes",
    "XBR": "barre|barres|bar",
    "XST": "feuille|feuilles|sheet|sheets",
}
_CODES = {written: code for code, several in _WRITTEN.items() for written in several.split("|")}


def unit_code(unit: str) -> str:
    """Return the UN/ECE code of a unit as written; "C62" (one piece) for an empty one, "ZZ" (mutually defined) for an
    unknown one.

    >>> unit_code("cm"), unit_code("Paire"), unit_code("kWh"), unit_code("m²"), unit_code(""), unit_code("sac de 25 kg")
    ('CMT', 'PR', 'KWH', 'MTK', 'C62', 'ZZ')
    """
    if not unit.strip():
        return ONE

    return _CODES.get(fold(unit), _CODES.get(unit.strip().casefold(), MUTUAL))
