"""Reads of a company's page: records, hours, timeline."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import get_language

from arpent.database.lists import prevent_lazy_loading
from arpent.kernel.periods import Window, format_minutes
from arpent.people.public import User

from ..models import Closing, Company, CompanyTag, Contact, OpeningWindow, Site, TimelineEntry
from ..rules.data_quality import ScorePart, score_data_quality
from ..rules.opening import Closure, Opening, assumed_opening, spread_days
from ..rules.relationship import Urgency, urgency_of
from .data_quality import data_quality_facts

DAY_NAMES = {
    "fr": ("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
    "en": ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
}


@dataclass(frozen=True)
class CompanySheet:
    """Content of a company's page. ``timeline``: the latest 100 entries."""

    company: Company
    sites: list[Site]
    contacts: list[Contact]
    tags: list[str]
    timeline: list[TimelineEntry]
    data_quality_parts: tuple[ScorePart, ...]
    urgency: Urgency


def get_sheet(*, company_id: UUID, by: User, today: dt.date, kind: str = "") -> CompanySheet | None:
    """Return the content of a company's page; None when it is not visible.

    ``kind``: only timeline entries of that kind, all for an unknown one.
    """
    company = (
        prevent_lazy_loading(Company.objects.visible_to(by).select_related("owner", "sector_of"))
        .filter(pk=company_id)
        .first()
    )
    if company is None:
        return None
    sites = list(
        Site.objects.visible_to(by)
        .filter(company=company)
        .order_by("-is_main", "city")
        .prefetch_related(*hours_prefetch(by))
    )
    contacts = list(Contact.objects.visible_to(by).filter(company=company))
    timeline = (
        TimelineEntry.objects.visible_to(by).filter(company=company).select_related("person").order_by("-at", "-pk")
    )
    if kind in TimelineEntry.Kind.values:
        timeline = timeline.filter(kind=kind)
    _, parts = score_data_quality(data_quality_facts(company, sites, contacts), today)
    return CompanySheet(
        company,
        sites,
        contacts,
        list(CompanyTag.objects.visible_to(by).filter(company=company).order_by("name").values_list("name", flat=True)),
        list(timeline[:100]),
        parts,
        urgency_of(company.last_visit_on, company.call_interval, today),
    )


def hours_prefetch(by: User) -> tuple[Prefetch[str], ...]:
    """Return the prefetches of a site's windows and closings."""
    return (
        Prefetch("windows", queryset=OpeningWindow.objects.visible_to(by)),
        Prefetch("closings", queryset=Closing.objects.visible_to(by)),
    )


def opening_of(site: Site) -> Opening:
    """Return the hours of a site, the assumed ones when unknown; windows and closings must be prefetched."""
    closures = tuple(Closure(c.from_on, c.to_on, c.yearly) for c in site.closings.all())
    if not site.hours_known:
        return assumed_opening(closures)
    return Opening(spread_days((w.days, Window(w.start, w.end)) for w in site.windows.all()), closures)


def known_hours(site: Site) -> tuple[tuple[Window, ...], ...] | None:
    """Return a site's windows by weekday, Monday first; None when unknown. Windows and closings must be prefetched."""
    opening = opening_of(site)
    return opening.windows if opening.known else None


def hours_text(site: Site) -> str:
    """Return a site's hours as typed, equal days grouped: "lun-ven 08:00-12:00 14:00-18:00"; "" when unknown."""
    opening = opening_of(site)
    if not opening.known:
        return ""
    names = DAY_NAMES["en" if get_language() == "en" else "fr"]
    parts: list[str] = []
    day = 0
    while day < 7:
        last = day
        while last + 1 < 7 and opening.windows[last + 1] == opening.windows[day]:
            last += 1
        if opening.windows[day]:
            name = names[day] if last == day else f"{names[day]}-{names[last]}"
            spans = " ".join(f"{format_minutes(w.start)}-{format_minutes(w.end)}" for w in opening.windows[day])
            parts.append(f"{name} {spans}")
        day = last + 1
    return "; ".join(parts)


def list_tags_of_company(*, company_id: UUID, by: User) -> list[str]:
    """Return the tags of a company, sorted; none when it is not visible."""
    rows = CompanyTag.objects.visible_to(by).filter(company_id=company_id)
    return list(rows.order_by("name").values_list("name", flat=True))


def list_contacts(*, company_id: UUID, by: User) -> list[Contact]:
    """Return the contacts of a company by name; none when it is not visible."""
    return list(Contact.objects.visible_to(by).filter(company_id=company_id))


def get_contact(*, contact_id: UUID, by: User) -> Contact | None:
    """Return a contact; None when it is not visible."""
    return Contact.objects.visible_to(by).filter(pk=contact_id).first()
