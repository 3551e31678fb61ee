"""Recompute derived values of companies: search lines, data quality score, due dates."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.utils.timezone import localdate

from arpent.database.lengths import fitted
from arpent.kernel.text import digits, fold

from ..models import Company, Contact, SearchEntry, Site
from ..queries.data_quality import data_quality_facts
from ..rules.data_quality import score_data_quality
from ..rules.identity import show_phone
from ..rules.relationship import due_on

_WHY = "derived values of companies that an action of a person has just changed"
CHUNK = 300


def refresh_companies(ids: Iterable[UUID], *, today: dt.date, fresh: bool = False) -> None:
    """Recompute search lines, data quality score and due date of companies, visible or not.

    ``fresh``: they have no search lines yet.
    """
    todo = list(dict.fromkeys(ids))
    for start in range(0, len(todo), CHUNK):
        _refresh(todo[start : start + CHUNK], today, fresh)


def _refresh(ids: list[UUID], today: dt.date, fresh: bool) -> None:
    companies = list(Company.objects.unscoped(_WHY).filter(pk__in=ids))
    sites, contacts = defaultdict(list), defaultdict(list)
    for site in Site.objects.unscoped(_WHY).filter(company_id__in=ids).order_by("-is_main", "id"):
        sites[site.company_id].append(site)
    for contact in Contact.objects.unscoped(_WHY).filter(company_id__in=ids):
        contacts[contact.company_id].append(contact)
    if not fresh:
        SearchEntry.objects.unscoped(_WHY).filter(company_id__in=ids).delete()
    lines: list[SearchEntry] = []
    changed: list[Company] = []
    for company in companies:
        before = (company.data_quality_score, company.next_due_on)
        lines += derive(company, sites[company.pk], contacts[company.pk], today)
        if before != (company.data_quality_score, company.next_due_on):
            changed.append(company)
    Company.objects.unscoped(_WHY).bulk_update(changed, ["data_quality_score", "next_due_on"], batch_size=200)
    SearchEntry.objects.bulk_create(lines, batch_size=500)


def derive(company: Company, sites: list[Site], contacts: list[Contact], today: dt.date) -> list[SearchEntry]:
    """Set a company's derived values (not saved); return its search lines, main site first."""
    company.data_quality_score, _ = score_data_quality(data_quality_facts(company, sites, contacts), today)
    company.next_due_on = due_on(company.last_visit_on, company.call_interval, localdate(company.created_at))
    return _lines(company, sites, contacts)


def _lines(company: Company, sites: list[Site], contacts: list[Contact]) -> list[SearchEntry]:
    main = sites[0] if sites else None
    place = f"{main.postcode} {main.city}".strip() if main else ""
    text = " ".join(
        filter(
            None,
            [
                fold(company.name),
                fold(place),
                company.siren,
                main.siret if main else "",
                _phone(company.phone),
                company.email,
                company.vat_number.lower(),
            ],
        )
    )
    lines = [_line(company, "company", company.pk, company.name, place, text)]
    for site in sites[1:]:
        town = f"{site.postcode} {site.city}".strip()
        text = " ".join(filter(None, [fold(site.name), fold(site.address), fold(town), site.siret]))
        lines.append(_line(company, "site", site.pk, site.name or company.name, town, text))
    for contact in contacts:
        text = " ".join(
            filter(None, [fold(contact.full_name), contact.email, _phone(contact.phone), _phone(contact.mobile)])
        )
        lines.append(_line(company, "contact", contact.pk, contact.full_name, company.name, text))
    return lines


def _line(company: Company, kind: str, record_id: UUID, label: str, detail: str, text: str) -> SearchEntry:
    texts = {"label": label, "detail": detail, "text": text}
    cut = {name: fitted(SearchEntry, name, value) for name, value in texts.items()}
    return SearchEntry(company=company, kind=kind, record_id=record_id, **cut)


def _phone(e164: str) -> str:
    """Return the digits of a phone as dialled nationally, so that "0472" matches."""
    return digits(show_phone(e164)) if e164 else ""


def compact_search_index() -> None:
    """Merge the segments of SQLite's search index, which removes deleted terms."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO clients_search_fts(clients_search_fts) VALUES ('optimize')")
