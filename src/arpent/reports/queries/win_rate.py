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
    MIN_OFFERS,
    CurvePoint,
    ProbabilityRange,
    Quote,
    Reliability,
    base_rate,
    fit,
    margin_curve,
    reliability,
)

# The latest offers are enough to learn from, and say more of today.
MAX_OFFERS = 1000


def _rows(by: User) -> QuerySet[Outcome]:
    rows: QuerySet[Outcome] = (
        Outcome.objects.visible_to(by).exclude(result=Outcome.Result.OPEN).filter(price_index__isnull=False)
    )
    return rows


def list_closed_quotes(*, by: User) -> list[Quote]:
    """Return the offers a person sees whose end is known, in the order they closed. No decision is not won."""
    rows = (
        _rows(by)
        .order_by("-closed_on", "-id")
        .values_list("segment", "price_index", "competitor", "pressure", "result")[:MAX_OFFERS]
    )
    return [Quote(s, float(i or 1), c, p, r == Outcome.Result.WON) for s, i, c, p, r in reversed(rows)]


@lru_cache(maxsize=64)
def cached_reliability(quotes: tuple[Quote, ...]) -> Reliability | None:
    """Return what a model of these quotes is worth, worked out once: the same quotes, the same answer."""
    return reliability(quotes)


@dataclass(frozen=True)
class SegmentRate:
    segment: str
    won: int
    known: int
    rate: ProbabilityRange


@dataclass(frozen=True)
class WinRateReport:
    """All that the page of won and lost offers shows.

    ``gap``: how far below ours the winners' prices were, in percent.
    """

    known: int
    overall: ProbabilityRange
    segments: list[SegmentRate]
    reasons: list[tuple[str, int]]
    gap: Decimal | None
    reliability: Reliability | None
    least: int = MIN_OFFERS


def get_win_rate_report(*, by: User) -> WinRateReport:
    quotes = list_closed_quotes(by=by)
    by_segment: dict[str, list[Quote]] = defaultdict(list)
    for quote in quotes:
        by_segment[quote.segment].append(quote)
    rates = [
        SegmentRate(s, sum(1 for q in qs if q.won), len(qs), base_rate(sum(1 for q in qs if q.won), len(qs)))
        for s, qs in sorted(by_segment.items())
    ]
    lost = Outcome.objects.visible_to(by).filter(result=Outcome.Result.LOST).order_by("-closed_on", "-id")
    ends = list(lost.values_list("reason", "net", "winner_price")[:MAX_OFFERS])
    counted = sorted(Counter(reason for reason, *_ in ends).items(), key=lambda c: (-c[1], c[0]))
    words = dict(LOST)
    prices = [(net, price) for _reason, net, price in ends if price and net > 0]
    gap = (
        sum(((net - (price or net)) * 100 / net for net, price in prices), Decimal(0)) / len(prices) if prices else None
    )
    return WinRateReport(
        len(quotes),
        base_rate(sum(1 for q in quotes if q.won), len(quotes)),
        rates,
        [(str(words.get(k, k)), n) for k, n in counted if k],
        gap.quantize(Decimal("0.1")) if gap is not None else None,
        cached_reliability(tuple(quotes)),
    )


@dataclass(frozen=True)
class WinProbability:
    """The chance of one offer, and what its price would change, once the model is proven."""

    win_probability: ProbabilityRange
    curve: tuple[CurvePoint, ...]


def estimate_win_probability(
    *, version: OfferVersion, offer: PricedOffer, by: User, floor_percent: Decimal
) -> WinProbability | None:
    """Return an offer's chance, or None while nothing better than the base rate is proven."""
    waterfall, deal = offer.waterfall, version.offer.deal
    if not waterfall.gross or waterfall.cost is None:
        return None
    quotes = list_closed_quotes(by=by)
    proof = cached_reliability(tuple(quotes))
    if proof is None or not proof.proven:
        return None
    quote = Quote(
        version.price_list.segment if version.price_list else "",
        float(waterfall.net / waterfall.gross),
        bool(deal.competitor),
        deal.competitive_pressure,
    )
    costs = float(waterfall.net - waterfall.pocket + waterfall.cost)
    floor = costs / (1 - float(floor_percent) / 100) if floor_percent < 100 else float("inf")
    return WinProbability(
        fit(quotes).win_probability(quote),
        margin_curve(quotes, quote, net=float(waterfall.net), cost=costs, floor=floor),
    )
