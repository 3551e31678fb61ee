"""Lists of offers: filters, sums by state, offers that need attention."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, Sum

from arpent.clients.public import get_main_sites, search
from arpent.database.folding import contains_words
from arpent.database.lists import prevent_lazy_loading
from arpent.deals.public import company_ids_of, list_deal_ids
from arpent.kernel.ids import parse_id
from arpent.people.public import User, names_by_id
from arpent.pricing.public import Margin

from ..models import STATES, Approval, Offer
from ..models.offer import OfferQuerySet
from ..permissions import OfferPermission
from ..rules.lifecycle import Level, State

PAGE = 30
MAX_MATCHES = 2000
SORTS = {"new": ("-created_at", "-id"), "valid": ("valid_until", "id"), "net": ("-net", "-id")}
# Default order of each due filter.
WAITING = {"remind": ("remind_on", "id"), "ending": ("valid_until", "id"), "unopened": ("sent_at", "id")}
SHOWN = (
    "year",
    "sequence",
    "title",
    "last_version",
    "state",
    "net",
    "pocket",
    "cost",
    "valid_until",
    "opened_at",
    "deal_id",
    "owner_id",
)
SOON = dt.timedelta(days=7)


@dataclass(frozen=True)
class OfferFilter:
    """Filters of the list, read from query parameters by a FilterForm; "" does not filter.

    ``owner`` and ``sector``: ids of users; ``when``: "remind", "ending" or "unopened"; ``sort``: key of ``SORTS``.
    """

    text: str = ""
    state: str = ""
    owner: str = ""
    sector: str = ""
    when: str = ""
    sort: str = ""


@dataclass
class ListedOffer:
    """An offer as listed; ``company`` is empty when the company is not visible; ``late``: sent and past its
    validity.
    """

    offer: Offer
    company: str = ""
    owner: str = ""
    late: bool = False

    @property
    def pocket_percent(self) -> Decimal | None:
        """Return the pocket margin rate on price in percent, to a tenth; None when unknown."""
        return Margin(self.offer.pocket, self.offer.cost).on_price_shown


@dataclass(frozen=True)
class StateSum:
    """Number and amounts (euros excl. VAT) of offers in a state. ``margin``: on pocket prices, unknown while a cost
    is.
    """

    state: str
    label: str
    count: int
    net: Decimal
    margin: Margin


def filter_offers(*, by: User, criteria: OfferFilter, today: dt.date) -> OfferQuerySet:
    """Return the visible offers that a filter selects. An offer number as text selects that offer alone."""
    rows: OfferQuerySet = Offer.objects.visible_to(by)
    if criteria.text:
        if number := _number(criteria.text):
            return rows.filter(year=number[0], sequence=number[1])
        rows = _found(rows, criteria.text, by)
    if criteria.state:
        rows = rows.filter(state=criteria.state)
    if criteria.owner:
        chosen_owner = parse_id(criteria.owner)
        rows = rows.filter(owner_id=chosen_owner) if chosen_owner else rows.none()
    if criteria.sector:
        chosen_owner = parse_id(criteria.sector)
        rows = rows.filter(deal__company__sector_of=chosen_owner) if chosen_owner else rows.none()
    if criteria.when:
        rows = rows.filter(_when(criteria.when, today))
    return rows


def _found(rows: OfferQuerySet, text: str, by: User) -> OfferQuerySet:
    """Return offers whose title or customer matches a text; a small result is pinned by ids, so that sums reuse it."""
    match = contains_words(text, "title")
    companies = [h.company_id for h in search(by=by, text=text, limit=200) if h.kind == "company"]
    if companies:
        match |= Q(deal__in=list_deal_ids(company_ids=companies, by=by))
    ids = list(rows.filter(match).order_by().values_list("pk", flat=True)[: MAX_MATCHES + 1])
    return rows.filter(pk__in=ids) if len(ids) <= MAX_MATCHES else rows.filter(match)


def _when(when: str, today: dt.date) -> Q:
    """Return the condition of a due filter: to remind, ending within a week, not opened."""
    sent = Q(state=State.SENT.value)
    if when == "remind":
        return sent & Q(remind_on__lte=today)
    if when == "ending":
        return sent & Q(valid_until__gte=today, valid_until__lte=today + SOON)
    return sent & Q(opened_at__isnull=True)


def _number(text: str) -> tuple[int, int] | None:
    """Return (year, sequence) of a typed offer number: "O-2026-00012", "2026-12"."""
    parts = text.upper().removeprefix("O-").split("-")
    if len(parts) == 2 and all(p.isascii() and p.isdigit() and len(p) <= 9 for p in parts):
        return int(parts[0]), int(parts[1])
    return None


def list_offers(
    *, by: User, criteria: OfferFilter, today: dt.date, page: int | str | None = 1
) -> tuple[Page[Any], list[StateSum]]:
    """Return a page of ListedOffer (the nearest existing page) and the sums by state of all filtered offers."""
    rows = filter_offers(by=by, criteria=criteria, today=today)
    order = SORTS[criteria.sort] if criteria.sort else WAITING.get(criteria.when, SORTS["new"])
    sums = _sums(rows)
    paginator: Paginator[Any] = Paginator(prevent_lazy_loading(rows.only(*SHOWN)).order_by(*order), PAGE)
    paginator.count = sum(s.count for s in sums)  # the count is known from the sums by state
    offers_page = paginator.get_page(page)
    offers_page.object_list = _dress(list(offers_page), by, today)
    return offers_page, sums


def _dress(offers: list[Offer], by: User, today: dt.date) -> list[ListedOffer]:
    companies = company_ids_of(deal_ids=[o.deal_id for o in offers], by=by)
    names = get_main_sites(company_ids=list(companies.values()), by=by)
    people = names_by_id({o.owner_id for o in offers})
    return [
        ListedOffer(
            o,
            _name(names, companies.get(o.deal_id)),
            people.get(o.owner_id, ""),
            o.state == State.SENT and bool(o.valid_until and o.valid_until < today),
        )
        for o in offers
    ]


def _name(names: Mapping[UUID, tuple[UUID, str]], company: UUID | None) -> str:
    return names[company][1] if company and company in names else ""


def sum_of_deal(*, deal_id: UUID, by: User) -> list[StateSum]:
    """Return the sums by state of a deal's offers."""
    return _sums(Offer.objects.visible_to(by).filter(deal=deal_id))


def sum_of_company(*, company_id: UUID, by: User) -> list[StateSum]:
    """Return the sums by state of a customer's visible offers."""
    return _sums(Offer.objects.visible_to(by).filter(deal__company_id=company_id))


def _sums(rows: OfferQuerySet) -> list[StateSum]:
    # Count a column of the covering index with the amounts: rows are not read.
    sums = (
        rows.order_by()
        .values("state")
        .annotate(
            n=Count("state"),
            total=Sum("net"),
            left=Sum("pocket"),
            costs=Sum("cost"),
            unknown=Count("state", filter=Q(cost__isnull=True)),
        )
    )
    by_state = {r["state"]: r for r in sums}
    return [
        StateSum(
            s,
            str(label),
            by_state[s]["n"],
            by_state[s]["total"],
            Margin(by_state[s]["left"], None if by_state[s]["unknown"] else by_state[s]["costs"]),
        )
        for s, label in STATES
        if s in by_state
    ]


def list_deal_offers(*, deal_id: UUID, by: User, today: dt.date) -> list[ListedOffer]:
    """Return the offers of a deal, latest first, at most 50."""
    rows = Offer.objects.visible_to(by).filter(deal=deal_id).order_by("-created_at", "-id")
    return _dress(list(rows[:50]), by, today)


def list_company_offers(*, company_id: UUID, by: User, today: dt.date) -> list[ListedOffer]:
    """Return the visible offers of a customer, latest first, at most 20."""
    rows = prevent_lazy_loading(Offer.objects.visible_to(by).filter(deal__company_id=company_id))
    return _dress(list(rows.order_by("-created_at", "-id")[:20]), by, today)


def list_waiting_approvals(*, by: User) -> list[Approval]:
    """Return the requests this person may decide, oldest first, at most 100."""
    levels = [
        x.value
        for x, act in (
            (Level.MANAGER, OfferPermission.APPROVE_OFFERS),
            (Level.DIRECTION, OfferPermission.APPROVE_LOW_OFFERS),
        )
        if by.has_permission(act)
    ]
    rows = Approval.objects.visible_to(by).filter(state=Approval.State.WAITING, level__in=levels)
    shown = rows.select_related("version__offer__deal__company", "version__offer__owner", "requested_by")
    return list(prevent_lazy_loading(shown).order_by("requested_at", "id")[:100])


def list_ending(*, by: User, today: dt.date) -> list[ListedOffer]:
    """Return a person's own sent offers that end within three days, the first to end first, at most three."""
    rows = Offer.objects.visible_to(by).filter(
        owner=by, state=State.SENT.value, valid_until__gte=today, valid_until__lte=today + dt.timedelta(days=3)
    )
    return _dress(list(rows.order_by(F("valid_until"), "id")[:3]), by, today)


def list_to_remind(*, by: User, today: dt.date, limit: int) -> list[ListedOffer]:
    """Return a person's own sent offers whose reminder is due, the earliest first."""
    rows = Offer.objects.visible_to(by).filter(owner=by).filter(_when("remind", today))
    return _dress(list(rows.order_by("remind_on", "id")[:limit]), by, today)


def find_offers(*, by: User, text: str, limit: int) -> list[Offer]:
    """Return offers whose title contains the words of a text, or whose number it is, latest first."""
    match = contains_words(text, "title")
    if number := _number(text):
        match = Q(year=number[0], sequence=number[1])
    return list(Offer.objects.visible_to(by).filter(match).order_by("-created_at", "-id")[:limit])


def company_of_offer(by: User, offer_id: UUID) -> UUID | None:
    """Return the id of the company that an offer is made to; None when the offer is not visible."""
    deal_id = Offer.objects.visible_to(by).filter(pk=offer_id).values_list("deal_id", flat=True).first()
    return company_ids_of(deal_ids=[deal_id], by=by).get(deal_id) if deal_id else None


def has_sent_offer(*, by: User) -> bool:
    """Return whether an offer that a person sees was sent."""
    return Offer.objects.visible_to(by).filter(sent_at__isnull=False).exists()
