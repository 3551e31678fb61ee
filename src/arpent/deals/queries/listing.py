"""Filtered deals: board by stage, list, totals."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from arpent.clients.public import get_main_sites, search
from arpent.database.folding import contains_words
from arpent.database.lists import prevent_lazy_loading
from arpent.kernel.ids import parse_id
from arpent.people.public import User

from ..models import Deal, InformationRequest, Stage
from ..models.deal import DealQuerySet
from ..rules.lifecycle import is_stale
from .stages import list_stages

CARDS = 12


@dataclass(frozen=True)
class DealFilter:
    """Filters of board and list, from query parameters. ``when``: late, week, waiting or ""."""

    text: str = ""
    owner: str = ""
    when: str = ""  # late, week, waiting
    company: str = ""
    stage: str = ""


@dataclass
class Card:
    """A deal on the board. ``company``: "" when it is not visible; ``days``: in the current stage."""

    deal: Deal
    company: str
    days: int
    stale: bool
    late: bool
    late_requests: int = 0
    url: str = ""
    stay: str = ""

    @property
    def pk(self) -> UUID:
        """Return the deal's key."""
        return self.deal.pk


@dataclass
class Column:
    """A stage on the board with its totals in EUR excl. VAT; ``weighted``: amounts times probabilities."""

    stage: Stage
    count: int = 0
    amount: Decimal = field(default_factory=Decimal)
    weighted: Decimal = field(default_factory=Decimal)
    cards: list[Card] = field(default_factory=list)

    @property
    def more(self) -> int:
        """Return the number of deals of the column that are not shown."""
        return max(0, self.count - len(self.cards))


def filter_deals(*, by: User, criteria: DealFilter, today: dt.date) -> DealQuerySet:
    """Return the visible filtered deals, unordered."""
    rows = Deal.objects.visible_to(by)
    if criteria.text:
        companies = [h.company_id for h in search(by=by, text=criteria.text, limit=200) if h.kind == "company"]
        rows = rows.filter(contains_words(criteria.text, "title") | Q(company_id__in=companies))
    for name in ("owner", "company", "stage"):
        if text := getattr(criteria, name):
            record_id = parse_id(text)
            rows = rows.filter(**{f"{name}_id": record_id}) if record_id else rows.none()
    if criteria.when == "late":
        rows = rows.filter(next_step_on__lt=today)
    elif criteria.when == "week":
        rows = rows.filter(next_step_on__lte=today + dt.timedelta(days=7))
    elif criteria.when == "waiting":
        rows = rows.filter(step_kind="waiting")
    return rows


def deal_board(*, by: User, criteria: DealFilter, today: dt.date) -> list[Column]:
    """Return the columns of the board: totals over all filtered deals, the first cards by next step.

    Closed stages show the last 90 days. The number of queries does not depend on the number of deals.
    """
    stages = list_stages()
    rows = filter_deals(by=by, criteria=criteria, today=today)
    recent = dt.datetime.combine(today - dt.timedelta(days=90), dt.time(), tzinfo=dt.UTC)
    rows = rows.filter(Q(closed_at__isnull=True) | Q(closed_at__gte=recent))
    sums = (
        rows.order_by()
        .values("stage_id")
        .annotate(
            n=Count("pk"),
            total=Coalesce(Sum("amount"), Decimal(0)),
            weighted=Coalesce(Sum(F("amount") * F("probability")), Decimal(0)),
        )
    )
    totals = {row["stage_id"]: row for row in sums}
    columns = []
    for stage in stages:
        row = totals.get(stage.pk)
        column = Column(stage)
        if row:
            column.count, column.amount = row["n"], row["total"]
            column.weighted = (Decimal(row["weighted"]) / 100).quantize(Decimal(1))
            order = ("next_step_on", "pk") if stage.is_open else ("-closed_at", "pk")
            column.cards = [
                _card(d, today)
                for d in prevent_lazy_loading(rows.filter(stage=stage).select_related("owner")).order_by(*order)[:CARDS]
            ]
            for card in column.cards:
                card.stale = stage.is_open and is_stale(card.days, stage.stale_days)
        columns.append(column)
    _dress([c for column in columns for c in column.cards], by, today)
    return columns


def listed_deals(*, by: User, criteria: DealFilter, today: dt.date) -> DealQuerySet:
    """Return the filtered deals of the list, unordered; only open ones unless a stage is chosen."""
    rows = filter_deals(by=by, criteria=criteria, today=today)
    if not criteria.stage:
        rows = rows.filter(closed_at__isnull=True)
    return prevent_lazy_loading(rows.select_related("owner", "stage"))


def deal_cards(deals: Iterable[Deal], by: User, today: dt.date) -> list[Card]:
    """Return the cards of deals loaded by ``listed_deals``, in the same order, with two queries."""
    cards = [_card(d, today) for d in deals]
    for card in cards:
        card.stale = card.deal.stage.is_open and is_stale(card.days, card.deal.stage.stale_days)
    _dress(cards, by, today)
    return cards


def _card(deal: Deal, today: dt.date) -> Card:
    days = (today - localdate(deal.stage_since)).days
    return Card(deal, "", days, stale=False, late=bool(deal.next_step_on and deal.next_step_on < today))


def _dress(cards: list[Card], by: User, today: dt.date) -> None:
    """Add company names and numbers of late requests to cards, with two queries."""
    names = get_main_sites(company_ids=[c.deal.company_id for c in cards], by=by)
    late = dict(
        InformationRequest.objects.visible_to(by)
        .filter(
            deal__in=[c.deal.pk for c in cards], answered_at__isnull=True, withdrawn_at__isnull=True, due_on__lt=today
        )
        .order_by()
        .values_list("deal_id")
        .annotate(n=Count("pk"))
    )
    for card in cards:
        card.company = names[card.deal.company_id][1] if card.deal.company_id in names else ""
        card.late_requests = late.get(card.deal.pk, 0)


def list_company_deals(*, by: User, company_id: UUID) -> list[Deal]:
    """Return a company's deals, open ones first, at most 50."""
    rows = prevent_lazy_loading(
        Deal.objects.visible_to(by).filter(company_id=company_id).select_related("stage", "owner")
    )
    return list(rows.order_by(F("closed_at").desc(nulls_first=True), "-created_at")[:50])


def list_deals_of_company(*, by: User, company_id: UUID) -> list[Deal]:
    """Return the open deals of a company, latest first, at most 50."""
    return [d for d in list_company_deals(by=by, company_id=company_id) if d.closed_at is None]


def list_open_deals(*, by: User) -> list[Deal]:
    """Return the visible open deals by title, at most 500, for forms."""
    return list(Deal.objects.visible_to(by).filter(closed_at__isnull=True).order_by("title", "pk")[:500])


def count_late_deals(*, by: User, today: dt.date) -> int:
    """Return the number of a person's own open deals with an overdue next step."""
    rows = Deal.objects.visible_to(by).filter(owner=by, closed_at__isnull=True, next_step_on__lt=today)
    return rows.count()


def find_deals(*, by: User, text: str, limit: int) -> list[Deal]:
    """Return the deals whose title contains a text, latest first."""
    return list(
        Deal.objects.visible_to(by).filter(contains_words(text, "title")).order_by("-created_at", "-id")[:limit]
    )


def company_ids_of(*, deal_ids: Iterable[UUID], by: User) -> dict[UUID, UUID]:
    """Return the company id of visible deals by deal id."""
    return dict(Deal.objects.visible_to(by).filter(pk__in=deal_ids).values_list("pk", "company_id"))


def company_of_deal(by: User, deal_id: UUID) -> UUID | None:
    """Return the id of a deal's company; None when the deal is not visible."""
    return company_ids_of(deal_ids=[deal_id], by=by).get(deal_id)


def list_deal_ids(*, company_ids: Iterable[UUID], by: User) -> list[UUID]:
    """Return the ids of visible deals of companies, at most 2,000."""
    return list(Deal.objects.visible_to(by).filter(company_id__in=company_ids).values_list("pk", flat=True)[:2000])
