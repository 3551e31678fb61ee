"""Won and lost: base rates, why, and whether a chance may be shown for an offer that is out."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.db.models import QuerySet

from arpent.offers.public import LOST, OfferVersion, Outcome
from arpent.people.public import User
from arpent.pricing.public import PricedOffer

from ..rules.win_probability import (
    LEAST_OFFERS,
    Chance,
    CurvePoint,
    Quote,
    Reliability,
    base_rate,
    fit,
    margin_curve,
    reliability,
)

# The latest offers are enough to learn from, and say more of today.
MOST = 1000


def _rows(by: User) -> QuerySet[Outcome]:
    rows: QuerySet[Outcome] = (
        Outcome.objects.visible_to(by).exclude(result=Outcome.Result.OPEN).filter(price_index__isnull=False)
    )
    return rows


def known_quotes(*, by: User) -> list[Quote]:
    """Return the offers a person sees whose end is known, in the order they closed. No decision is not won."""
    rows = (
        _rows(by)
        .order_by("-closed_on", "-id")
        .values_list("segment", "price_index", "competitor", "pressure", "result")[:MOST]
    )
    return [Quote(s, float(i or 1), c, p, r == Outcome.Result.WON) for s, i, c, p, r in reversed(rows)]


@lru_cache(maxsize=64)
def tested(quotes: tuple[Quote, ...]) -> Reliability | None:
    """Return what a model of these quotes is worth, worked out once: the same quotes, the same answer."""
    return reliability(quotes)


@dataclass(frozen=True)
class SegmentRate:
    segment: str
    won: int
    known: int
    rate: Chance


@dataclass(frozen=True)
class Chances:
    """All that the page of won and lost offers shows.

    ``gap``: how far below ours the winners' prices were, in percent.
    """

    known: int
    overall: Chance
    segments: list[SegmentRate]
    reasons: list[tuple[str, int]]
    gap: Decimal | None
    reliability: Reliability | None
    least: int = LEAST_OFFERS


def read_chances(*, by: User) -> Chances:
    quotes = known_quotes(by=by)
    by_segment: dict[str, list[Quote]] = defaultdict(list)
    for quote in quotes:
        by_segment[quote.segment].append(quote)
    rates = [
        SegmentRate(s, sum(1 for q in qs if q.won), len(qs), base_rate(sum(1 for q in qs if q.won), len(qs)))
        for s, qs in sorted(by_segment.items())
    ]
    lost = Outcome.objects.visible_to(by).filter(result=Outcome.Result.LOST).order_by("-closed_on", "-id")
    ends = list(lost.values_list("reason", "net", "winner_price")[:MOST])
    counted = sorted(Counter(reason for reason, *_ in ends).items(), key=lambda c: (-c[1], c[0]))
    words = dict(LOST)
    prices = [(net, price) for _reason, net, price in ends if price and net > 0]
    gap = (
        sum(((net - (price or net)) * 100 / net for net, price in prices), Decimal(0)) / len(prices) if prices else None
    )
    return Chances(
        len(quotes),
        base_rate(sum(1 for q in quotes if q.won), len(quotes)),
        rates,
        [(str(words.get(k, k)), n) for k, n in counted if k],
        gap.quantize(Decimal("0.1")) if gap is not None else None,
        tested(tuple(quotes)),
    )


@dataclass(frozen=True)
class OfferChance:
    """The chance of one offer, and what its price would change, once the model is proven."""

    chance: Chance
    curve: tuple[CurvePoint, ...]


def chance_of(*, version: OfferVersion, offer: PricedOffer, by: User, floor_percent: Decimal) -> OfferChance | None:
    """Return an offer's chance, or None while nothing better than the base rate is proven."""
    fall, deal = offer.waterfall, version.offer.deal
    if not fall.gross or fall.cost is None:
        return None
    quotes = known_quotes(by=by)
    proof = tested(tuple(quotes))
    if proof is None or not proof.proven:
        return None
    quote = Quote(
        version.price_list.segment if version.price_list else "",
        float(fall.net / fall.gross),
        bool(deal.competitor),
        deal.competitive_pressure,
    )
    costs = float(fall.net - fall.pocket + fall.cost)
    floor = costs / (1 - float(floor_percent) / 100) if floor_percent < 100 else float("inf")
    return OfferChance(
        fit(quotes).chance(quote), margin_curve(quotes, quote, net=float(fall.net), cost=costs, floor=floor)
    )
