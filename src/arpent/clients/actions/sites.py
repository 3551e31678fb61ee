"""Sites, opening hours and closings of companies.

Without the permission to change companies, actions raise DomainError "people.not_allowed"; for a text longer than its
column, ValidationErrors "database.text_too_long".
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q, prefetch_related_objects
from django.utils.timezone import localdate

from arpent.database.lengths import checked_text
from arpent.history.public import operation
from arpent.kernel.errors import Conflict, DomainError, NotFound
from arpent.kernel.events import publish
from arpent.kernel.ids import new_id
from arpent.kernel.merging import Seen, check_unchanged, merge, merge_or_raise, merge_rows
from arpent.kernel.periods import Window
from arpent.kernel.text import excerpt
from arpent.people.public import User, require_permission

from ..events import CompaniesPlaced
from ..models import Closing, Company, OpeningWindow, Site
from ..permissions import ClientPermission
from ..queries.company import hours_prefetch, known_hours
from ..rules.opening import Closure, gather_days, parse_opening
from .companies import fill_site, get_company
from .indexing import refresh_companies


def save_site(
    *,
    company_id: UUID,
    by: User,
    at: dt.datetime,
    values: dict[str, Any],
    site_id: UUID | None = None,
    seen: Seen = None,
) -> Site:
    """Create or change a site; the first one of a company is its main site.

    ``values``: as for `fill_site`, whose errors are raised. Raise NotFound when the company or site is not visible,
    Conflict when a value was changed concurrently (see ``seen``).
    """
    require_permission(by, ClientPermission.CHANGE_CLIENTS)
    with operation(by=by, at=at, kind="clients.site", label=str(values.get("city", ""))):
        company = get_company(company_id=company_id, by=by)
        site = _site(site_id, by, company, lock=True) if site_id else Site(id=new_id(), company=company)
        if site_id:
            values = merge_or_raise(seen=seen, stored={n: getattr(site, n) for n in values}, written=values)
        if site_id is None and not Site.objects.visible_to(by).filter(company=company).exists():
            site.is_main = True
        fill_site(site, values)
        site.save()
        refresh_companies([company.pk], today=localdate(at))
        publish(CompaniesPlaced((company.pk,)))
    return site


def remove_site(*, site_id: UUID, by: User, at: dt.datetime, seen: Seen = None) -> Company:
    """Delete a site; the next one becomes the main site if it was. Return the company.

    Raise NotFound when it is not visible, DomainError "clients.last_site" for the last one, "changed_since" when it was
    changed since ``seen``.
    """
    require_permission(by, ClientPermission.CHANGE_CLIENTS)
    with operation(by=by, at=at, kind="clients.site_removed"):
        site = _site(site_id, by, lock=True)
        check_unchanged(seen=seen, stored=vars(site))
        others = Site.objects.visible_to(by).filter(company_id=site.company_id).exclude(pk=site.pk).order_by("id")
        new_main_site = others.first()
        if new_main_site is None:
            raise DomainError("clients.last_site")
        if site.is_main:
            new_main_site.is_main = True
            new_main_site.save(update_fields=["is_main"])
        company = site.company
        site.delete()
        refresh_companies([company.pk], today=localdate(at))
        publish(CompaniesPlaced((company.pk,)))
    return company


def set_opening(
    *, site_id: UUID, by: User, at: dt.datetime, hours: str, closings: list[dict[str, Any]], seen: Seen = None
) -> Site:
    """Set a site's hours from text ("lun-ven 8h-12h 14h-18h; sam 9h-12h"; "": unknown) and its closings.

    ``seen``: "hours" as ``known_hours`` returns them, "closings" as ``closing_row`` makes them; closings added by
    others are preserved. Raise DomainError "clients.wrong_hours" or "clients.wrong_closing", NotFound when the site is
    not visible, Conflict when the hours were changed concurrently.
    """
    require_permission(by, ClientPermission.CHANGE_CLIENTS)
    try:
        windows = parse_opening(hours) if hours.strip() else None
    except ValueError as error:
        raise DomainError("clients.wrong_hours", text=excerpt(hours)) from error
    for closing in closings:
        try:
            Closure(closing["from_on"], closing["to_on"], bool(closing.get("yearly")))
        except ValueError as error:
            raise DomainError("clients.wrong_closing") from error
    with operation(by=by, at=at, kind="clients.opening"):
        site = _site(site_id, by, lock=True)
        prefetch_related_objects([site], *hours_prefetch(by))
        existing = list(site.closings.all())
        result = merge(seen=seen, stored={"hours": known_hours(site)}, written={"hours": windows})
        if result.conflicts:
            raise Conflict(result.conflicts, result.untouched)
        _set_closings(site, existing, closings, seen, by)
        if not result.untouched:
            OpeningWindow.objects.visible_to(by).filter(site=site).delete()
            write_windows({site.pk: windows} if windows else {})
            site.hours_known, site.hours_confirmed_on = windows is not None, localdate(at) if windows else None
            site.save(update_fields=["hours_known", "hours_confirmed_on"])
        refresh_companies([site.company_id], today=localdate(at))
    return site


def closing_row(closing: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the identity of a closing: its days, and whether it is yearly."""
    return closing["from_on"], closing["to_on"], bool(closing.get("yearly"))


def _set_closings(site: Site, existing: list[Closing], written: list[dict[str, Any]], seen: Seen, by: User) -> None:
    """Delete unlisted closings and add new ones."""
    current = {closing_row(vars(c)): c for c in existing}
    labels = {closing_row(c): checked_text(Closing, "label", str(c.get("label", ""))) for c in written}
    rows = merge_rows(seen=seen, name="closings", stored=list(current), written=list(labels))
    stale = [c.pk for row, c in current.items() if row not in rows] + [
        c.pk for c in existing if c not in current.values()
    ]
    Closing.objects.visible_to(by).filter(pk__in=stale).delete()
    Closing.objects.bulk_create(
        [
            Closing(site=site, from_on=row[0], to_on=row[1], yearly=row[2], label=labels[row])
            for row in rows
            if row not in current
        ]
    )


def write_windows(by_site: dict[UUID, tuple[tuple[Window, ...], ...]]) -> None:
    """Insert opening windows of sites without any, given by site as windows per weekday, Monday first."""
    OpeningWindow.objects.bulk_create(
        [
            OpeningWindow(site_id=site, days=days, start=w.start, end=w.end)
            for site, week in by_site.items()
            for days, w in gather_days(week)
        ],
        batch_size=500,
    )


def set_sector_holders(*, holders: dict[tuple[UUID, bool] | None, list[UUID]]) -> int:
    """Set the sector holder of companies, and return the number of changed companies; called by territory.

    ``holders``: (holder, granted), or None for no sector -> company ids. A sector drawn by its holder without a grant
    covers only unowned companies and the holder's own: drawing a zone must not reveal a colleague's portfolio.
    """
    changed = 0
    rows = Company.objects.unscoped("a sector covers companies whoever owns them")
    for coverage, ids in holders.items():
        for start in range(0, len(ids), 400):
            part = rows.filter(pk__in=ids[start : start + 400])
            if coverage is not None:
                holder, granted = coverage
                covered = part if granted else part.filter(Q(owner__isnull=True) | Q(owner=holder))
                changed += covered.filter(~Q(sector_of=holder) | Q(sector_of__isnull=True)).update(sector_of=holder)
                part = part.none() if granted else part.exclude(Q(owner__isnull=True) | Q(owner=holder))
            changed += part.filter(sector_of__isnull=False).update(sector_of=None)
    return changed


def _site(site_id: UUID, by: User, company: Company | None = None, *, lock: bool = False) -> Site:
    rows = Site.objects.visible_to(by).select_related("company")
    site = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=site_id).first()
    if site is None or (company is not None and site.company_id != company.pk):
        raise NotFound("site")
    return site
