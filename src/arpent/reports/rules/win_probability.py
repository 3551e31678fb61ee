"""How likely an offer is won: learnt from the firm's own offers, a range and never a point, off by itself until proven.

Logistic regression with Gaussian priors (maximum a posteriori, Laplace interval). The prior on price is firm and on the
price-sensitive side: to overstate how much price matters costs little, to understate it is ruinous (simulated quotes,
see ``docs/rules/winning.md``). A good score on held-out offers licenses no price advice: none is given.
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
    """An offer when it left.

    ``price_index``: net over list price; ``pressure`` 0 to 4, None: not said; ``won`` once known.
    """

    segment: str
    price_index: float
    competitor: bool | None
    pressure: int | None
    won: bool | None = None


@dataclass(frozen=True, slots=True)
class ProbabilityRange:
    """A probability as a range, from 0 to 1: eight times in ten the truth lies in it, if the model is right."""

    low: float
    middle: float
    high: float


def base_rate(won: int, known: int) -> ProbabilityRange:
    """Return a share with its 80 % interval (Wilson, JASA 22, 1927)."""
    if not known:
        return ProbabilityRange(0.0, 0.5, 1.0)
    z, p = 1.2816, won / known
    centre = (p + z * z / (2 * known)) / (1 + z * z / known)
    half = z * sqrt(p * (1 - p) / known + z * z / (4 * known * known)) / (1 + z * z / known)
    return ProbabilityRange(max(0.0, centre - half), p, min(1.0, centre + half))


@dataclass(frozen=True)
class Model:
    """Weights with their covariance; segments the firm has not quoted yet take the mean of all."""

    weights: Array
    covariance: Array
    segments: tuple[str, ...]

    def win_probability(self, quote: Quote) -> ProbabilityRange:
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
    """Return the model of offers whose end is known (Newton's method; the priors make the problem strictly convex)."""
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
    """How a model did on offers it had not seen. ``skill``: 1 less its Brier score over the base rate's, with its 95 %
    interval.

    ``bins``: (foreseen, won, how many), five by foreseen chance; ``slope``: 1 when neither too sure nor too timid.
    """

    cached_reliability: int
    skill: float
    low: float
    high: float
    slope: float
    bins: tuple[tuple[float, float, int], ...]

    @property
    def proven(self) -> bool:
        """Return whether the model beats the base rate beyond chance: else it stays off."""
        return self.low > 0


def reliability(quotes: Sequence[Quote], *, draws: int = 300, seed: int = 7) -> Reliability | None:
    """Return how well the first 60 % of offers, in the order they closed, foretell the rest; None while there are too
    few.
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
    """Return the slope of a logistic regression of what happened on the foreseen logit (D.

    R. Cox, Biometrika 45, 1958).
    """
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
    """A move of the price, in points of its own: the chance under the firm prior, the margin to expect under both."""

    move: float
    win_probability: ProbabilityRange
    margin: float
    margin_mild: float
    plateau: bool


def margin_curve(
    quotes: Sequence[Quote], quote: Quote, *, net: float, cost: float, floor: float
) -> tuple[CurvePoint, ...]:
    """Return what to expect from moves of -5 to +5 points around a price, never below ``floor`` (a price).

    ``plateau``: within 2 % of the best under both priors. Where the two disagree nothing is marked: there is no best
    price.
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
