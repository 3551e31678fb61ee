"""Win rates of closed offers, reasons of losses, and the win probability of an open offer once the model is proven."""

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
    """Return the closed offers visible to the person, oldest first, at most the latest ``MAX_OFFERS``.

    An offer that ended without a decision counts as not won. Offers without a list price are left out.
    """
    rows = (
        _rows(by)
        .order_by("-closed_on", "-id")
        .values_list("segment", "price_index", "competitor", "pressure", "result")[:MAX_OFFERS]
    )
    return [Quote(s, float(i or 1), c, p, r == Outcome.Result.WON) for s, i, c, p, r in reversed(rows)]


@lru_cache(maxsize=64)
def cached_reliability(quotes: tuple[Quote, ...]) -> Reliability | None:
    """Return how reliable a model of these quotes is; cached, since it depends on the quotes only. None: too few
    quotes.
    """
    return reliability(quotes)


@dataclass(frozen=True)
class SegmentRate:
    """Win rate of a customer segment. ``known``: number of its closed offers; ``rate``: fraction 0-1 with its
    interval.
    """

    segment: str
    won: int
    known: int
    rate: ProbabilityRange


@dataclass(frozen=True)
class WinRateReport:
    """Content of the page of won and lost offers.

    ``known``: number of closed offers. ``reasons``: (label, number of losses), most frequent first. ``gap``: mean
    difference between our net price and the winner's, in percent of ours, positive when the winner was cheaper; None
    when no winner's price is known. ``reliability``: None while there are too few offers; ``least``: the number
    needed.
    """

    known: int
    overall: ProbabilityRange
    segments: list[SegmentRate]
    reasons: list[tuple[str, int]]
    gap: Decimal | None
    reliability: Reliability | None
    least: int = MIN_OFFERS


def get_win_rate_report(*, by: User) -> WinRateReport:
    """Return the win rates, the reasons of losses and the reliability of the model, over the offers visible to the
    person.
    """
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
    """Win probability of one offer and its expected margin at other prices; ``curve`` is empty with too few offers."""

    win_probability: ProbabilityRange
    curve: tuple[CurvePoint, ...]


def estimate_win_probability(
    *, version: OfferVersion, offer: PricedOffer, by: User, floor_percent: Decimal
) -> WinProbability | None:
    """Return the win probability of an offer; None while no model is proven better than the base rate, or a cost or
    the list price is unknown.

    ``floor_percent``: lowest pocket margin on price (percent 0-100) of the prices on the curve.
    """
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
