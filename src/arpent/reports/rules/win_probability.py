"""Win probability of an offer, learnt from the firm's own closed offers; a range, shown only once the model is proven.

Logistic regression with Gaussian priors (maximum a posteriori, Laplace approximation for the interval). The prior on
price is strong and price-sensitive: to overestimate the effect of price costs little, to underestimate it costs much
(simulated quotes, see ``docs/rules/winning.md``). A good score on held-out offers does not justify price advice: none
is given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray

MIN_OFFERS = 30  # below: base rates and nothing else
MIN_CURVE_OFFERS = 150  # below: no curve over price
SENSITIVE, MILD = (-12.0, 3.0), (-8.0, 4.0)  # mean and deviation of the slope on the log of the price index
SEGMENT_SD = 0.6
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Quote:
    """An offer as it was when sent.

    ``segment``: of its price list, "" when unknown. ``price_index``: net over list price (1.0: no discount).
    ``competitor``: whether a competitor is known, None: not stated. ``pressure``: competitive pressure from 0 to 4,
    None: not stated. ``won``: None while the offer is open.
    """

    segment: str
    price_index: float
    competitor: bool | None
    pressure: int | None
    won: bool | None = None


@dataclass(frozen=True, slots=True)
class ProbabilityRange:
    """A probability as a range, fractions 0-1: an 80 % interval around ``middle``."""

    low: float
    middle: float
    high: float


def base_rate(won: int, known: int) -> ProbabilityRange:
    """Return a share as a fraction with its 80 % interval (Wilson score interval, JASA 22, 1927); 0 to 1 around 0.5
    without any case.
    """
    if not known:
        return ProbabilityRange(0.0, 0.5, 1.0)
    z, p = 1.2816, won / known
    centre = (p + z * z / (2 * known)) / (1 + z * z / known)
    half = z * sqrt(p * (1 - p) / known + z * z / (4 * known * known)) / (1 + z * z / known)
    return ProbabilityRange(max(0.0, centre - half), p, min(1.0, centre + half))


@dataclass(frozen=True)
class Model:
    """Weights (n,) of a logistic regression with their covariance (n, n): intercept, log price index, competitor,
    pressure, then one per segment.

    A segment unknown to the model has no weight of its own.
    """

    weights: Array
    covariance: Array
    segments: tuple[str, ...]

    def win_probability(self, quote: Quote) -> ProbabilityRange:
        """Return the probability that a quote is won, with its 80 % interval (normal on the logit, Laplace
        approximation).
        """
        row = _rows([quote], self.segments)[0]
        logit, sd = float(row @ self.weights), sqrt(float(row @ self.covariance @ row))
        return ProbabilityRange(*(1 / (1 + exp(-(logit + z * sd))) for z in (-1.2816, 0.0, 1.2816)))


def _rows(quotes: Sequence[Quote], segments: Sequence[str]) -> Array:
    """Return one row of features per offer."""
    place = {s: 4 + i for i, s in enumerate(segments)}
    x = np.zeros((len(quotes), 4 + len(segments)))
    x[:, 0] = 1.0
    x[:, 1] = np.log(np.clip([q.price_index for q in quotes], 0.2, 2.0))
    x[:, 2] = [1.0 if q.competitor else 0.0 for q in quotes]
    x[:, 3] = [0.0 if q.pressure is None else (q.pressure - 2) / 2 for q in quotes]
    for row, quote in enumerate(quotes):
        if quote.segment in place:
            x[row, place[quote.segment]] = 1.0
    return x


def fit(quotes: Sequence[Quote], price: tuple[float, float] = SENSITIVE) -> Model:
    """Return the model of closed offers (Newton's method; the priors make the problem strictly convex).

    ``price``: mean and standard deviation of the prior on the slope of the log price index.
    """
    segments = tuple(sorted({q.segment for q in quotes}))
    x = _rows(quotes, segments)
    y = np.array([1.0 if q.won else 0.0 for q in quotes])
    # Around the usual price the intercept is near the base rate: a wide prior.
    mean = np.array([-1.0, price[0], -0.3, -0.4, *[0.0] * len(segments)])
    precision = np.diag(1 / np.array([2.5, price[1], 0.7, 0.6, *[SEGMENT_SD] * len(segments)]) ** 2)
    w = mean.copy()
    hessian = precision
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -35, 35)))
        gradient = x.T @ (p - y) + precision @ (w - mean)
        hessian = (x.T * (p * (1 - p))) @ x + precision
        step = np.linalg.solve(hessian, gradient)
        w -= np.clip(step, -4, 4)
        if float(np.abs(step).max()) < 1e-8:
            break
    return Model(w, np.linalg.inv(hessian), segments)


@dataclass(frozen=True)
class Reliability:
    """Performance of a model on offers it was not fitted to. ``skill``: 1 less the ratio of its Brier score to the
    base rate's, with the bounds of its 95 % interval.

    ``tested``: number of these offers. ``bins``: (predicted fraction, observed fraction, number of offers) in five
    groups by predicted probability. ``slope``: calibration slope, 1 when neither over- nor underconfident (Cox,
    Biometrika 45, 1958).
    """

    tested: int
    skill: float
    low: float
    high: float
    slope: float
    bins: tuple[tuple[float, float, int], ...]

    @property
    def proven(self) -> bool:
        """Return whether the model beats the base rate with 95 % confidence; otherwise no probability is shown."""
        return self.low > 0


def reliability(quotes: Sequence[Quote], *, draws: int = 300, seed: int = 7) -> Reliability | None:
    """Return how well a model of the first 60 % of the closed offers predicts the others; None while there are too
    few.

    ``quotes``: in the order they closed. The interval of the skill is a bootstrap of ``draws`` resamples, reproducible
    for a ``seed``. None below ``MIN_OFFERS``, or when the first 60 % were all won or all lost.
    """
    known = [q for q in quotes if q.won is not None]
    cut = int(len(known) * 0.6)
    if len(known) < MIN_OFFERS or len({q.won for q in known[:cut]}) < 2:
        return None
    model, test = fit(known[:cut]), known[cut:]
    predicted = 1 / (1 + np.exp(-(_rows(test, model.segments) @ model.weights)))
    truth = np.array([1.0 if q.won else 0.0 for q in test])
    base = sum(1 for q in known[:cut] if q.won) / cut
    ours, theirs = (predicted - truth) ** 2, (base - truth) ** 2
    rng = np.random.default_rng(seed)
    picks = rng.integers(0, len(test), (draws, len(test)))
    skills = 1 - ours[picks].mean(axis=1) / np.maximum(theirs[picks].mean(axis=1), 1e-12)
    low, high = np.quantile(skills, [0.025, 0.975])
    return Reliability(
        len(test),
        float(1 - ours.mean() / max(theirs.mean(), 1e-12)),
        float(low),
        float(high),
        _slope(predicted, truth),
        _bins(predicted, truth),
    )


def _slope(predicted: Array, truth: Array) -> float:
    """Return the calibration slope: of a logistic regression of the results on the predicted logit (Cox 1958)."""
    logit = np.log(np.clip(predicted, 1e-6, 1 - 1e-6) / np.clip(1 - predicted, 1e-6, 1))
    x = np.column_stack([np.ones_like(logit), logit])
    w = np.array([0.0, 1.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -35, 35)))
        hessian = (x.T * (p * (1 - p))) @ x + np.eye(2) * 1e-6
        step = np.linalg.solve(hessian, x.T @ (p - truth))
        w -= np.clip(step, -2, 2)
        if float(np.abs(step).max()) < 1e-8:
            break
    return float(w[1])


def _bins(predicted: Array, truth: Array) -> tuple[tuple[float, float, int], ...]:
    order = np.argsort(predicted, kind="stable")
    parts = [part for part in np.array_split(order, 5) if len(part)]
    return tuple((float(predicted[p].mean()), float(truth[p].mean()), len(p)) for p in parts)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Expectation at another price. ``move``: change of the price in percent, from -5 to 5.

    ``win_probability``: under the strong prior on price. ``margin`` and ``margin_mild``: expected margin (probability
    times price less cost) in the unit of the price, under the strong and under the weak prior. ``plateau``: within 2 %
    of the best under both.
    """

    move: float
    win_probability: ProbabilityRange
    margin: float
    margin_mild: float
    plateau: bool


def margin_curve(
    quotes: Sequence[Quote], quote: Quote, *, net: float, cost: float, floor: float
) -> tuple[CurvePoint, ...]:
    """Return the expectations for changes of -5 to +5 % of a price, never below ``floor``; empty below
    ``MIN_CURVE_OFFERS``.

    ``net``: the present price; ``cost`` and ``floor`` in the same unit, excl. VAT. ``plateau`` marks points within 2 %
    of the best under both priors. Where they disagree nothing is marked: no price is best.
    """
    known = [q for q in quotes if q.won is not None]
    if len(known) < MIN_CURVE_OFFERS:
        return ()
    firm, mild = fit(known, SENSITIVE), fit(known, MILD)
    points = []
    for move in (-5.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0):
        price = net * (1 + move / 100)
        if price < floor:
            continue
        moved = Quote(quote.segment, quote.price_index * (1 + move / 100), quote.competitor, quote.pressure)
        points.append(
            (
                move,
                firm.win_probability(moved),
                firm.win_probability(moved).middle * (price - cost),
                mild.win_probability(moved).middle * (price - cost),
            )
        )
    best, best_mild = max((p[2] for p in points), default=0.0), max((p[3] for p in points), default=0.0)
    return tuple(
        CurvePoint(m, c, a, b, best > 0 and best_mild > 0 and a >= 0.98 * best and b >= 0.98 * best_mild)
        for m, c, a, b in points
    )
