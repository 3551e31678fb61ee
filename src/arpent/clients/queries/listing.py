"""List of companies: filters, order, keyset pagination."""

import base64
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Field, OuterRef, Q, Window

from arpent.database.lists import prevent_lazy_loading
from arpent.kernel.text import digits, fold
from arpent.people.public import User

from ..models import Company, CompanyTag, Contact, SavedView, Site
from ..models.company import CompanyQuerySet, main_site_prefetch
from .search import companies_with

PAGE = 50
COUNT_LIMIT = 10_000
# Sortable columns: parameters are looked up here and never reach the query.
SORTS: dict[str, str] = {
    "name": "name_key",
    "potential": "potential",
    "due": "next_due_on",
    "visit": "last_visit_on",
    "data_quality_score": "data_quality_score",
    "created": "created_at",
}

LOW_QUALITY = Q(data_quality_score__lt=40)
# A set of ids read from the partial index ``site_unplaced``: probing the sites of each company costs five times more.
UNPLACED = Q(pk__in=Site.objects.filter(is_main=True, lat__isnull=True).values("company_id"))


@dataclass(frozen=True)
class CompanyFilter:
    """Filters of the list, from query parameters.

    ``owner``: an id or "none". ``departement``: code, matched with the communes of all sites. ``naf``: prefix of the
    code. ``due``: "late" (due today or before), "soon" (within 14 days). ``ids``: only these, at most 20,000. ``sort``:
    a key of SORTS, with "-" for descending.
    """

    text: str = ""
    relationship: tuple[str, ...] = ()
    owner: str = ""
    departement: str = ""
    naf: str = ""
    tag: str = ""
    due: str = ""  # late, soon
    low_quality: bool = False
    unplaced: bool = False
    no_contact: bool = False
    ids: tuple[UUID, ...] = ()
    sort: str = "name"

    @property
    def is_narrow(self) -> bool:
        """Return whether any filter is set."""
        return bool({k for k in self.as_query() if k != "sort"} or self.ids)

    def as_query(self) -> dict[str, list[str]]:
        """Return the query parameters of this filter."""
        plain = {
            "text": self.text,
            "owner": self.owner,
            "departement": self.departement,
            "naf": self.naf,
            "tag": self.tag,
            "due": self.due,
            "low_quality": "1" if self.low_quality else "",
            "unplaced": "1" if self.unplaced else "",
            "no_contact": "1" if self.no_contact else "",
            "sort": self.sort if self.sort != "name" else "",
        }
        return {k: [v] for k, v in plain.items() if v} | (
            {"relationship": list(self.relationship)} if self.relationship else {}
        )


@dataclass
class Page:
    """A page of the list.

    ``next``: cursor of the next page, "" for none. ``total``: number of filtered companies, up to COUNT_LIMIT + 1; None
    when not counted.
    """

    rows: list[Company] = field(default_factory=list)
    next: str = ""
    total: int | None = None


def filter_companies(*, by: User, criteria: CompanyFilter, today: dt.date) -> CompanyQuerySet:
    """Return the visible filtered companies, unordered; a text of 9 or 14 digits is a SIREN or SIRET."""
    rows = Company.objects.visible_to(by)
    number = digits(criteria.text)
    if len(number) in (9, 14) and len(number) >= len(criteria.text.replace(" ", "")):
        rows = rows.filter(siren=number[:9])
    else:
        for word in fold(criteria.text).split():
            rows = rows.filter(pk__in=companies_with(by=by, word=word))
    # A span rather than a prefix: LIKE walks the whole table on SQLite. Codes are digits, and A or B in Corsica.
    departement = {"commune_code__gte": criteria.departement, "commune_code__lt": criteria.departement + "Z"}
    days = 0 if criteria.due == "late" else 14
    conditions = (
        (criteria.relationship, Q(relationship__in=criteria.relationship)),
        (criteria.owner, _owned(criteria.owner)),
        (criteria.departement, Q(pk__in=Site.objects.filter(**departement).values("company_id"))),
        (criteria.naf, Q(naf__startswith=criteria.naf)),
        (criteria.tag, Exists(CompanyTag.objects.filter(company=OuterRef("pk"), name=criteria.tag))),
        (criteria.due, Q(next_due_on__lte=today + dt.timedelta(days=days))),
        (criteria.low_quality, LOW_QUALITY),
        (criteria.unplaced, UNPLACED),
        (criteria.no_contact, ~Exists(Contact.objects.filter(company=OuterRef("pk")))),
        (criteria.ids, Q(pk__in=criteria.ids[:20_000])),
    )
    for is_wanted, condition in conditions:
        if is_wanted:
            rows = rows.filter(condition)
    return rows


def _owned(owner: str) -> Q:
    """Return the condition for an owner's id, "none" for no owner; a text that is no id has no companies."""
    if owner == "none":
        return Q(owner__isnull=True)
    try:
        return Q(owner_id=UUID(owner))
    except ValueError:
        return Q(pk__in=())


def list_companies(*, by: User, criteria: CompanyFilter, today: dt.date, after: str = "", size: int = PAGE) -> Page:
    """Return one page with owner and main site; ``after``: the previous page's ``next``, ignored when invalid."""
    column, down = SORTS[criteria.sort.lstrip("-")], criteria.sort.startswith("-")
    rows = filter_companies(by=by, criteria=criteria, today=today)
    rows = rows.filter(_beyond(column, down, after)) if after else rows
    order = F(column).desc(nulls_last=True) if down else F(column).asc(nulls_last=True)
    if not Company._meta.get_field(column).null:
        # A plain order lets the engine walk the index.
        order = F(column).desc() if down else F(column).asc()
    rows = rows.order_by(order, "-pk" if down else "pk")
    page = Page()
    if criteria.departement or criteria.tag:
        # No index has this order among the rows kept: ids alone are sorted, and counted in the same walk.
        named = rows.annotate(total=Window(Count("*"))).values_list("pk", "total")[: size + 1]
        ids, totals = zip(*named, strict=True) if named else ((), (0,))
        page.total = None if after else min(totals[0], COUNT_LIMIT + 1)
        companies_by_id = _whole(Company.objects.visible_to(by).filter(pk__in=ids), by).in_bulk()
        companies = [companies_by_id[pk] for pk in ids if pk in companies_by_id]
    else:
        companies = list(_whole(rows, by)[: size + 1])
    page.rows = companies[:size]
    if len(companies) > size:
        last = companies[size - 1]
        page.next = _pack(getattr(last, column), last.pk)
    return page


def listed_companies(*, by: User, criteria: CompanyFilter, today: dt.date) -> CompanyQuerySet:
    """Return the visible filtered companies with owner and main site, unordered."""
    return _whole(filter_companies(by=by, criteria=criteria, today=today), by)


def _whole(rows: CompanyQuerySet, by: User) -> CompanyQuerySet:
    return prevent_lazy_loading(rows.select_related("owner")).prefetch_related(main_site_prefetch(by))


def count_companies(*, by: User, criteria: CompanyFilter, today: dt.date, excluded: Sequence[UUID] = ()) -> int:
    """Return the number of filtered companies without ``excluded``, up to COUNT_LIMIT + 1."""
    rows = filter_companies(by=by, criteria=criteria, today=today)
    return (rows.exclude(pk__in=excluded[:20_000]) if excluded else rows).order_by()[: COUNT_LIMIT + 1].count()


@dataclass(frozen=True)
class CompanyFigures:
    """Numbers of visible companies: all, due today or before, data quality score below 40, without location."""

    total: int
    late: int
    low_quality: int
    unplaced: int


def count_figures(*, by: User, today: dt.date) -> CompanyFigures:
    """Return the figures of visible companies in one query.

    For 20,000 companies, one scan with conditional counts is faster than four index counts (measured for 10,000 own
    companies: 13 ms against 33 ms on SQLite, 4 ms against 8 ms on PostgreSQL).
    """
    counted = (
        Company.objects.visible_to(by)
        .order_by()
        .aggregate(
            total=Count("pk"),
            late=Count("pk", filter=Q(next_due_on__lte=today)),
            low_quality=Count("pk", filter=LOW_QUALITY),
            unplaced=Count("pk", filter=UNPLACED),
        )
    )
    return CompanyFigures(**counted)


def list_ids(*, by: User, criteria: CompanyFilter, today: dt.date, limit: int = 100_000) -> list[UUID]:
    """Return the ids of filtered companies, at most ``limit``, for bulk changes."""
    return list(filter_companies(by=by, criteria=criteria, today=today).values_list("pk", flat=True)[:limit])


def neighbours(
    *, by: User, criteria: CompanyFilter, today: dt.date, company: Company
) -> tuple[UUID | None, UUID | None]:
    """Return the ids of the previous and next company in the filtered list; None at either end."""
    column, down = SORTS[criteria.sort.lstrip("-")], criteria.sort.startswith("-")
    rows = filter_companies(by=by, criteria=criteria, today=today)
    position = _pack(getattr(company, column), company.pk)
    order = ("-" + column, "-pk") if down else (column, "pk")
    back = tuple(o[1:] if o.startswith("-") else "-" + o for o in order)
    after = rows.filter(_beyond(column, down, position)).order_by(*order).values_list("pk", flat=True).first()
    before = rows.filter(_beyond(column, not down, position)).order_by(*back).values_list("pk", flat=True).first()
    return before, after


def _pack(value: Any, pk: UUID) -> str:
    if isinstance(value, dt.datetime | dt.date):
        value = value.isoformat()
    elif isinstance(value, Decimal):
        value = str(value)
    return base64.urlsafe_b64encode(json.dumps([value, pk.hex]).encode()).decode().rstrip("=")


def _column(name: str) -> "Field[Any, Any]":
    field = Company._meta.get_field(name)
    assert isinstance(field, Field)
    return field


def _beyond(column: str, down: bool, cursor: str) -> Q:
    """Return the condition of rows after a cursor; an invalid cursor starts over."""
    try:
        value, pk = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        pk = UUID(pk)
        _column(column).to_python(value)
    except Exception:
        # An invalid cursor shows the first page.
        return Q()
    sign = "lt" if down else "gt"
    if value is None:
        return Q(**{f"{column}__isnull": True, f"pk__{sign}": pk})
    # "At or beyond, and not the row itself or before it": one walk along the index, where an OR of two makes a sort.
    beyond = Q(**{f"{column}__{sign}e": value}) & (Q(**{f"{column}__{sign}": value}) | Q(**{f"pk__{sign}": pk}))
    return beyond | Q(**{f"{column}__isnull": True}) if Company._meta.get_field(column).null else beyond


def list_views(*, by: User) -> list[SavedView]:
    """Return the person's own views and shared ones, with their owners, by name."""
    return list(SavedView.objects.visible_to(by).select_related("owner"))


def list_tags(*, by: User, limit: int = 100) -> list[str]:
    """Return the tags of visible companies, sorted; at most ``limit``."""
    return list(CompanyTag.objects.visible_to(by).order_by("name").values_list("name", flat=True).distinct()[:limit])
