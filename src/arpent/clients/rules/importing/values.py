"""From the cells of one row to the values of the commercial file, and the problems met on the way."""

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from arpent.kernel.periods import Window
from arpent.kernel.text import fold

from ..activities import is_natural_person, read_headcount, read_naf
from ..identity import is_lost_precision, read_email, read_phone, read_siren, read_siret, read_vat
from ..opening import parse_opening
from ..relationship import read_relationship

# Problems that leave a row out; all others only leave a value out, and the row comes in without it.
REJECTING = frozenset({"no_name", "natural_person", "objected", "closed", "wrong_width"})

_LOWER_WORDS = {"de", "du", "des", "la", "le", "les", "et", "en", "sur", "sous", "aux", "au", "d", "l"}
_ACRONYM = re.compile(
    r"^(?:[A-Z]{1,4}|S\.?A\.?S?\.?U?|SARL|EURL|SNC|SCI|SCOP|GIE|[A-Z0-9&.]*\d[A-Z0-9&.]*|[A-Z&.]*[.&][A-Z&.]*)$"
)


@dataclass
class Draft:
    """One row as it will be: what goes to the company, to the site and to the contact. Empty values are absent."""

    row: int
    company: dict[str, object] = field(default_factory=dict)
    site: dict[str, object] = field(default_factory=dict)
    contact: dict[str, object] = field(default_factory=dict)
    opening: tuple[tuple[Window, ...], ...] | None = None
    owner_text: str = ""
    tags: list[str] = field(default_factory=list)
    note: str = ""
    problems: list[tuple[str, str]] = field(default_factory=list)  # (code, the text as it stood)

    @property
    def rejected(self) -> bool:
        return any(code in REJECTING for code, _ in self.problems)


def read_row(
    number: int, cells: list[str], mapping: dict[int, str], *, natural_persons: bool = False, width: int | None = None
) -> Draft:
    """Return the draft of a row. ``width``: how many columns the header has. ``natural_persons``: whether sole traders are let in (left out by default).

    Law: GDPR art. 6; natural persons of public registers are left out unless the user switches them on.
    """
    raw = {f: clean(cells[i]) for i, f in mapping.items() if f and i < len(cells)}
    draft = Draft(number)
    if width is not None and any(c.strip() for c in cells[width:]):
        draft.problems.append(("wrong_width", str(len(cells))))
    _read_status(raw, draft, natural_persons)
    _read_company(raw, draft)
    _read_site(raw, draft)
    _read_contact(raw, draft)
    if not draft.company.get("name"):
        fallback = raw.get("contact_name") if natural_persons else ""
        if fallback:
            draft.company["name"] = fallback
        else:
            draft.problems.append(("no_name", ""))
    return draft


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet would run a cell (OWASP ASVS 5.0, 1.2.10), full-width signs and tricks included."""
    stripped = cell.lstrip(" \t\r\n\x00\ufeff\u200b\u00a0\u202f")
    return bool(cell) and (stripped[:1] in tuple("=+-@＝＋－＠") or cell[:1] in tuple("\t\r"))


def clean(cell: str) -> str:
    """Return a cell without stray spaces, and without the apostrophe that protects a formula."""
    text = re.sub(r"[ \t\u00a0\u202f]+", " ", cell.replace("\x00", "")).strip()
    if text.startswith("'") and is_formula(text[1:]):
        text = text[1:].strip()
    return "" if text in ("-", "--", "N/A", "n/a", "NULL", "null", "None", "#N/A", "[ND]") else text


def _read_status(raw: dict[str, str], draft: Draft, natural_persons: bool) -> None:
    if raw.get("diffusion", "O").upper() in ("P", "N"):
        draft.problems.append(("objected", raw["diffusion"]))
    if raw.get("state", "A").upper() in ("C", "F"):
        draft.problems.append(("closed", raw["state"]))
    person = is_natural_person(raw.get("legal_form", ""))
    if not person and raw.get("person_name") and not raw.get("name"):
        person = True
        raw["name"] = f"{raw.get('person_first_name', '')} {raw['person_name']}".strip()
    if person and not natural_persons:
        draft.problems.append(("natural_person", raw.get("name", "")))


def _read_company(raw: dict[str, str], draft: Draft) -> None:
    company, problems = draft.company, draft.problems
    if name := raw.get("name"):
        company["name"] = tidy_name(name)[:200]
    siret_text = raw.get("siret", "")
    siret = read_siret(siret_text) if siret_text else None
    if siret:
        draft.site["siret"] = siret
    elif siret_text:
        problems.append(("siret_lost" if is_lost_precision(siret_text) else "siret", siret_text))
    siren_text = raw.get("siren", "")
    siren = read_siren(siren_text) if siren_text else None
    if siren_text and not siren and not siret:
        problems.append(("siren", siren_text))
    if siret and siren and siret[:9] != siren:
        problems.append(("siren_differs", siren_text))
        siren = None
    if siren or siret:
        company["siren"] = siren or (siret or "")[:9]
    for key, reader in (("vat_number", read_vat), ("naf", read_naf), ("headcount", read_headcount)):
        _take(raw, key, reader, company, problems)
    if raw.get("naf_2025"):
        company["naf_2025"] = raw["naf_2025"][:6]
    if raw.get("legal_form"):
        company["legal_form"] = raw["legal_form"][:80]
    _take(raw, "phone", read_phone, company, problems)
    _take(raw, "email", read_email, company, problems)
    if raw.get("website"):
        company["website"] = raw["website"][:200]
    if text := raw.get("relationship"):
        kind = read_relationship(fold(text))
        if kind:
            company["relationship"] = kind.value
        else:
            problems.append(("relationship", text))
    _take(raw, "potential", read_amount, company, problems)
    _take(raw, "call_interval", read_interval, company, problems)
    _take(raw, "last_visit_on", read_date, company, problems)
    if raw.get("source"):
        company["source"] = raw["source"][:120]
    draft.owner_text = raw.get("owner", "")
    draft.tags = [t.strip()[:40] for t in re.split(r"[;,|]", raw.get("tags", "")) if t.strip()][:20]
    draft.note = raw.get("note", "")[:4000]


def _read_site(raw: dict[str, str], draft: Draft) -> None:
    site, problems = draft.site, draft.problems
    if raw.get("site_name"):
        site["name"] = tidy_name(raw["site_name"])[:200]
    line = raw.get("address", "")
    if not line:
        line = " ".join(raw[k] for k in ("street_number", "street_type", "street_name") if raw.get(k))
    if line:
        site["address"] = re.sub(r"\s*\n\s*", ", ", line)[:250]
    if raw.get("address2"):
        site["address2"] = raw["address2"][:250]
    country = read_country(raw.get("country", ""))
    if country is None:
        problems.append(("country", raw["country"]))
    if country not in (None, "FR"):
        site["country"] = country
    if text := raw.get("postcode"):
        postcode = read_postcode(text) if country in (None, "FR") else text[:10]
        if postcode:
            site["postcode"] = postcode
        else:
            problems.append(("postcode", text))
    if raw.get("city"):
        site["city"] = tidy_name(raw["city"])[:100]
    if raw.get("commune_code"):
        site["commune_code"] = raw["commune_code"].upper().zfill(5)[:5]
    _read_point(raw, site, problems)
    _take(raw, "visit_minutes", read_minutes, site, problems)
    if text := raw.get("opening"):
        try:
            draft.opening = parse_opening(text)
        except ValueError:
            problems.append(("opening", text))


def _read_point(raw: dict[str, str], site: dict[str, object], problems: list[tuple[str, str]]) -> None:
    if not raw.get("lat") and not raw.get("lon"):
        return
    text = f"{raw.get('lat', '')}; {raw.get('lon', '')}"
    try:
        lat, lon = (float(raw.get(k, "").replace(",", ".")) for k in ("lat", "lon"))
    except ValueError:
        problems.append(("point", text))
        return
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or (lat == 0 and lon == 0) or lat != lat or lon != lon:
        problems.append(("point", text))
        return
    site["lat"], site["lon"] = round(lat, 6), round(lon, 6)


def _read_contact(raw: dict[str, str], draft: Draft) -> None:
    contact, problems = draft.contact, draft.problems
    first, last = raw.get("contact_first_name", ""), raw.get("contact_last_name", "")
    if not last and raw.get("contact_name"):
        first, last = split_person(raw["contact_name"])
    if last or first:
        contact["first_name"], contact["last_name"] = first[:80], last[:80]
    if raw.get("contact_function"):
        contact["function"] = raw["contact_function"][:120]
    for key, target in (("contact_phone", "phone"), ("contact_mobile", "mobile")):
        if text := raw.get(key):
            phone = read_phone(text)
            if phone:
                contact[target] = phone
            else:
                problems.append(("phone", text))
    if text := raw.get("contact_email"):
        email = read_email(text)
        if email:
            contact["email"] = email
        else:
            problems.append(("email", text))
    if not (contact.get("last_name") or contact.get("first_name")):
        # A mobile without a name is the firm's own phone; it makes no contact of its own.
        if contact.get("mobile") and not draft.company.get("phone"):
            draft.company["phone"] = contact["mobile"]
        if contact.get("email") and not draft.company.get("email"):
            draft.company["email"] = contact["email"]
        contact.clear()


def _take(
    raw: dict[str, str], key: str, reader: object, into: dict[str, object], problems: list[tuple[str, str]]
) -> None:
    if text := raw.get(key):
        value = reader(text)  # type: ignore[operator]
        if value is None:
            problems.append((key, text))
        else:
            into[key] = value


def tidy_name(text: str) -> str:
    """Return a name with its capitals in order: "POMPES DE L'ISERE SAS" gives "Pompes de l'Isere SAS".

    A name that already mixes capitals and small letters is left as it is.
    """
    if text != text.upper() or not re.search(r"[A-ZÀ-Ý]{5}", text):
        return text
    words = []
    for i, word in enumerate(text.split(" ")):
        if _ACRONYM.match(word) and fold(word) not in _LOWER_WORDS:
            words.append(word)
        elif i and fold(word) in _LOWER_WORDS:
            words.append(word.lower())
        else:
            words.append(_capital(word, first=not i))
    return " ".join(words)


def _capital(word: str, *, first: bool) -> str:
    parts = re.split(r"([-'’/(])", word.lower())
    out = []
    for j, part in enumerate(parts):
        elided = part in ("l", "d") and j + 1 < len(parts) and parts[j + 1] in "'’" and not first
        small = j and part in _LOWER_WORDS and len(parts) > j + 1
        out.append(part if elided or small else part[:1].upper() + part[1:])
    return "".join(out)


def split_person(text: str) -> tuple[str, str]:
    """Return (first name, last name): "M. DUPONT Jean" and "Jean Dupont" alike."""
    text = re.sub(r"^(?:M\.|Mr\.?|Mme|Mlle|Monsieur|Madame|M)\s+", "", text.strip(), flags=re.I)
    words = text.split()
    if len(words) < 2:
        return "", tidy_name(text)
    capitals = [w for w in words if w == w.upper() and len(w) > 1]
    if capitals and len(capitals) < len(words):
        return " ".join(w for w in words if w not in capitals), " ".join(_capital(w, first=True) for w in capitals)
    return words[0].capitalize() if words[0].isupper() else words[0], tidy_name(" ".join(words[1:]))


def read_postcode(text: str) -> str | None:
    """Return a French postcode of five digits, its lost zero put back ("1400" gives "01400"), or None."""
    found = re.search(r"(?<!\d)(?:F-?)?(\d{4,5})(?:[.,]0)?(?!\d)", text.replace(" ", ""))
    return found[1].zfill(5) if found else None


# Names under which files give countries; two letters are taken as they are (ISO 3166-1).
COUNTRIES = {
    "france": "FR", "france metropolitaine": "FR", "fra": "FR", "allemagne": "DE", "germany": "DE", "deutschland": "DE",
    "belgique": "BE", "belgium": "BE", "suisse": "CH", "switzerland": "CH", "luxembourg": "LU", "espagne": "ES",
    "spain": "ES", "italie": "IT", "italy": "IT", "royaume uni": "GB", "united kingdom": "GB", "angleterre": "GB",
    "pays bas": "NL", "netherlands": "NL", "portugal": "PT", "monaco": "MC", "andorre": "AD", "autriche": "AT",
    "pologne": "PL", "irlande": "IE", "danemark": "DK", "suede": "SE", "etats unis": "US", "united states": "US",
    "maroc": "MA", "tunisie": "TN", "algerie": "DZ", "canada": "CA", "guadeloupe": "FR", "martinique": "FR",
    "guyane": "FR", "reunion": "FR", "la reunion": "FR", "mayotte": "FR",
}  # fmt: skip


def read_country(text: str) -> str | None:
    """Return the ISO code of a country, FR when none is given, or None when it is not known."""
    folded = fold(text)
    if not folded:
        return "FR"
    return COUNTRIES.get(folded) or (folded.upper() if re.fullmatch(r"[a-z]{2}", folded) else None)


def read_amount(text: str) -> Decimal | None:
    """Return an amount in euros ("12 500,50 EUR", "12k", "1,250.00"), or None."""
    plain = re.sub(r"[€\s\u202f\xa0]|eur(?:os?)?", "", text, flags=re.I).lower()
    scale = 1000 if plain.endswith(("k", "ke")) else 1
    plain = plain.rstrip("ke")
    if "," in plain and "." in plain:
        plain = plain.replace("." if plain.rfind(",") > plain.rfind(".") else ",", "")
    plain = plain.replace(",", ".")
    try:
        amount = Decimal(plain) * scale
    except InvalidOperation:
        return None
    return amount.quantize(Decimal("0.01")) if amount.is_finite() and 0 <= amount < Decimal("1e10") else None


def read_interval(text: str) -> int | None:
    """Return a call interval in days ("90", "6 semaines", "trimestriel", "4 par an"), from 1 to 730, or None."""
    folded = fold(text)
    words = {"hebdomadaire": 7, "mensuel": 30, "bimestriel": 60, "trimestriel": 90, "semestriel": 182, "annuel": 365,
             "weekly": 7, "monthly": 30, "quarterly": 91, "yearly": 365}  # fmt: skip
    for word, days in words.items():
        if folded.startswith(word):
            return days
    found = re.fullmatch(
        r"(\d+)(?: 0)? ?(jours?|j|days?|semaines?|sem|weeks?|mois|months?|(?:fois )?par an|fois|x)?", folded
    )
    if not found:
        return None
    number, unit = int(found[1]), found[2] or "j"
    if unit.endswith("an") or unit in ("fois", "x"):
        days = 365 // number if number else 0
    else:
        days = number * (7 if unit[0] in "sw" else 30 if unit[0] == "m" else 1)
    return days if 1 <= days <= 730 else None


def read_minutes(text: str) -> int | None:
    """Return the minutes of a visit ("45", "1h30", "45 min"), from 5 to 480, or None."""
    found = re.fullmatch(r"(?:(\d{1,2})\s*h)?\s*(\d{1,3})?\s*(?:min|mn|m|minutes)?", text.strip().lower())
    if not found or not (found[1] or found[2]):
        return None
    minutes = int(found[1] or 0) * 60 + int(found[2] or 0)
    return minutes if 5 <= minutes <= 480 else None


def read_date(text: str) -> dt.date | None:
    """Return a date written the French or the ISO way, time of day left aside, or None."""
    text = text.strip().split("T")[0].split(" ")[0]
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%Y%m%d", "%Y/%m/%d"):
        try:
            day = dt.datetime.strptime(text, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
        return day if 1950 <= day.year <= 2100 else None
    return None
