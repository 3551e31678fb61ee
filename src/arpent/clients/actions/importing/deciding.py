"""Decide what is done with each row, for preview and run alike."""

from collections.abc import Iterator
from typing import Any

from arpent.geography.public import Address, locate_offline
from arpent.imports.public import ImportCounts, ImportFile, import_path, iter_rows
from arpent.kernel.coordinates import Point

from ...rules.importing.matching import Match, choose_plan
from ...rules.importing.values import Draft, read_row


def drafts_of(file: ImportFile, start: int = 0) -> Iterator[tuple[Draft, list[str]]]:
    """Yield (draft, cells) of a file's rows from row ``start``. Raise DomainError as `iter_rows` does."""
    mapping = {int(i): f for i, f in file.mapping.items()}
    persons, width = bool(file.options.get("natural_persons")), len(file.table["columns"])
    for number, cells in iter_rows(import_path(file), file.table, start):
        yield read_row(number, cells, mapping, natural_persons=persons, width=width), cells


def decide(draft: Draft, match: Match | None, options: dict[str, Any], counts: ImportCounts) -> str:
    """Return what is done with a row (see ``choose_plan``) and count it."""
    plan = choose_plan(draft, match, options)
    counts.rows += 1
    counts.plans[plan] += 1
    for code, _ in draft.problems:
        counts.problems[code] += 1
    if plan == "reject":
        counts.rejected += 1
    if plan in ("create", "new_site"):
        counts.created += 1
    if match is not None and plan != "reject":
        counts.matches[match.rule] += 1
        if match.rule == "siret" and match.elsewhere:
            counts.problems["siret_elsewhere"] += 1
        if plan != "new_site":
            counts.duplicates += 1
    return plan


def locate(draft: Draft) -> tuple[Point | None, str, str]:
    """Return (point, precision, INSEE commune code) of a draft, from the offline communes.

    Abroad: the point of the file with precision "point", else None with "none", and no commune.
    """
    site = draft.site
    measured = Point(float(str(site["lat"])), float(str(site["lon"]))) if "lat" in site else None
    if site.get("country", "FR") != "FR":
        return measured, "point" if measured else "none", ""
    text = {k: str(site.get(k, "")) for k in ("address", "postcode", "city", "commune_code")}
    location = locate_offline(Address(text["address"], text["postcode"], text["city"], text["commune_code"], measured))
    return location.point, location.precision, location.commune_code
