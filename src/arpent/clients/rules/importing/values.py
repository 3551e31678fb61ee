"""Parse a row into values of the commercial file, with its problems."""

import re
from dataclasses import dataclass, field

from arpent.kernel.cells import (
    clean_cell,
    read_amount,
    read_country,
    read_date,
    read_interval,
    read_minutes,
    read_postcode,
)
from arpent.kernel.periods import Window
from arpent.kernel.text import fold

from ..activities import is_natural_person, read_headcount, read_naf
from ..identity import is_lost_precision, read_email, read_phone, read_siren, read_siret, read_vat
from ..opening import parse_opening
from ..relationship import read_relationship
from .names import split_person, tidy_name

# Problems that reject the row; others only drop a value.
REJECTING = frozenset({"no_name", "natural_person", "objected", "closed", "wrong_width", "forgotten"})


@dataclass
class Draft:
    """A parsed row: values of company, site and contact, without empty values."""

    row: int
    company: dict[str, object] = field(default_factory=dict)
    site: dict[str, object] = field(default_factory=dict)
    contact: dict[str, object] = field(default_factory=dict)
    opening: tuple[tuple[Window, ...], ...] | None = None
    owner_text: str = ""
    tags: list[str] = field(default_factory=list)
    note: str = ""
    problems: list[tuple[str, str]] = field(default_factory=list)  # (code, the text as it stood)
    forgotten: bool = False  # about an erased person: not stored

    @property
    def rejected(self) -> bool:
        """Return whether the row is rejected."""
        return any(code in REJECTING for code, _ in self.problems)


def read_row(
    number: int, cells: list[str], mapping: dict[int, str], *, natural_persons: bool = False, width: int | None = None
) -> Draft:
    """Return the draft of a row with its problems; nothing is raised.

    ``number``: of the row in the file. ``mapping``: column index -> field. ``width``: number of columns of the header.
    ``natural_persons``: accept sole traders (default: left out).

    Law: GDPR art. 6; natural persons of public registers are left out unless the user includes them.
    """
    raw = {f: clean_cell(cells[i]) for i, f in mapping.items() if f and i < len(cells)}
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
    _read_numbers(raw, draft)
    for key, reader in (("vat_number", read_vat), ("naf", read_naf), ("headcount", read_headcount)):
        _take(raw, key, reader, company, problems)
    _copy(raw, company, {"naf_2025": 6, "legal_form": 80, "website": 200, "source": 120})
    _take(raw, "phone", read_phone, company, problems)
    _take(raw, "email", read_email, company, problems)
    if text := raw.get("relationship"):
        kind = read_relationship(fold(text))
        if kind:
            company["relationship"] = kind.value
        else:
            problems.append(("relationship", text))
    _take(raw, "potential", read_amount, company, problems)
    _take(raw, "call_interval", read_interval, company, problems)
    _take(raw, "last_visit_on", read_date, company, problems)
    draft.owner_text = raw.get("owner", "")
    draft.tags = [t.strip()[:40] for t in re.split(r"[;,|]", raw.get("tags", "")) if t.strip()][:20]
    draft.note = raw.get("note", "")[:4000]


def _read_numbers(raw: dict[str, str], draft: Draft) -> None:
    """Read SIRET and SIREN; one that contradicts the other is left out."""
    problems = draft.problems
    siret_text, siren_text = raw.get("siret", ""), raw.get("siren", "")
    siret = read_siret(siret_text) if siret_text else None
    if siret:
        draft.site["siret"] = siret
    elif siret_text:
        problems.append(("siret_lost" if is_lost_precision(siret_text) else "siret", siret_text))
    siren = read_siren(siren_text) if siren_text else None
    if siren_text and not siren and not siret:
        problems.append(("siren", siren_text))
    if siret and siren and siret[:9] != siren:
        problems.append(("siren_differs", siren_text))
        siren = None
    if siren or siret:
        draft.company["siren"] = siren or (siret or "")[:9]


def _read_site(raw: dict[str, str], draft: Draft) -> None:
    site, problems = draft.site, draft.problems
    if raw.get("site_name"):
        site["name"] = tidy_name(raw["site_name"])[:200]
    line = raw.get("address", "")
    if not line:
        line = " ".join(raw[k] for k in ("street_number", "street_type", "street_name") if raw.get(k))
    if line:
        site["address"] = re.sub(r"\s*\n\s*", ", ", line)[:250]
    _copy(raw, site, {"address2": 250})
    _read_commune(raw, site, problems)
    _read_point(raw, site, problems)
    _take(raw, "visit_minutes", read_minutes, site, problems)
    if text := raw.get("opening"):
        try:
            draft.opening = parse_opening(text)
        except ValueError:
            problems.append(("opening", text))


def _copy(raw: dict[str, str], into: dict[str, object], lengths: dict[str, int]) -> None:
    """Copy texts that are written, up to their length."""
    for name, length in lengths.items():
        if raw.get(name):
            into[name] = raw[name][:length]


def _read_commune(raw: dict[str, str], site: dict[str, object], problems: list[tuple[str, str]]) -> None:
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
    for name, target, reader, problem in (
        ("contact_phone", "phone", read_phone, "phone"),
        ("contact_mobile", "mobile", read_phone, "phone"),
        ("contact_email", "email", read_email, "email"),
    ):
        if text := raw.get(name):
            if value := reader(text):
                contact[target] = value
            else:
                problems.append((problem, text))
    if not (contact.get("last_name") or contact.get("first_name")):
        # A mobile without a name is the firm's phone, not a contact.
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
