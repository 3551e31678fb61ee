"""Score of a target from 0 to 100: five weighted parts from 0 to 1, each with an explanation."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

PARTS = ("fit", "potential", "closeness", "recency", "data_quality")
DEFAULT_WEIGHTS = {"fit": 30, "potential": 25, "closeness": 20, "recency": 15, "data_quality": 10}
MAX_WEIGHT = 100


@dataclass(frozen=True)
class TargetProfile:
    """Profile of a good target. Empty ``naf_prefixes``: any activity; ``employees_from``, ``employees_to``: 0 for no
    bound.
    """

    naf_prefixes: tuple[str, ...] = ()
    employees_from: int = 0
    employees_to: int = 0


@dataclass(frozen=True)
class Facts:
    """Facts of a company that its score depends on.
    ``employees``: (from, to) of its headcount band, None when unknown; ``potential``: EUR a year; ``data_quality``: 0
    to 100.
    """

    naf: str
    employees: tuple[int, int | None] | None
    potential: Decimal | None
    minutes_off: float | None  # extra driving from the nearest place already planned, or from the base
    last_contact_on: dt.date | None
    data_quality: int


@dataclass(frozen=True)
class ScorePart:
    """A part of a score: value from 0 to 1, weight, code and facts of its explanation."""

    part: str
    value: float
    weight: int
    why: str
    facts: dict[str, object]

    @property
    def points(self) -> int:
        """Return the points of the part: its value times its weight, rounded."""
        return round(self.value * self.weight)


def check_weights(weights: dict[str, int]) -> dict[str, int]:
    """Return all weights, from 0 to 100. Raise ValueError when all are 0 or one is out of range."""
    clean = {p: int(weights.get(p, DEFAULT_WEIGHTS[p])) for p in PARTS}
    if any(not 0 <= w <= MAX_WEIGHT for w in clean.values()) or not any(clean.values()):
        raise ValueError("weights go from 0 to 100, one at least above 0")
    return clean


def score_target(
    facts: Facts, profile: TargetProfile, weights: dict[str, int], top_potential: Decimal, today: dt.date
) -> tuple[int, list[ScorePart]]:
    """Return the score from 0 to 100 and its parts: the mean of the parts weighted by ``weights``.
    ``top_potential``: the potential in EUR a year from which that part is full. Parts: potential grows with the square
    root, closeness ends at 90 minutes, recency is full after a year.
    """
    parts = [
        ScorePart("fit", *_fit(facts, profile, weights["fit"])),
        ScorePart("potential", *_potential(facts, top_potential, weights["potential"])),
        ScorePart("closeness", *_closeness(facts, weights["closeness"])),
        ScorePart("recency", *_recency(facts, today, weights["recency"])),
        ScorePart(
            "data_quality",
            facts.data_quality / 100,
            weights["data_quality"],
            "data_quality",
            {"score": facts.data_quality},
        ),
    ]
    total = sum(weights.values())
    return round(100 * sum(p.value * p.weight for p in parts) / total), parts


Rated = tuple[float, int, str, dict[str, object]]


def _fit(facts: Facts, profile: TargetProfile, weight: int) -> Rated:
    activity = 1.0 if not profile.naf_prefixes else 0.0
    for prefix in profile.naf_prefixes:
        if facts.naf.startswith(prefix):
            activity = 1.0
        elif facts.naf[:2] and facts.naf[:2] == prefix[:2]:
            activity = max(activity, 0.5)
    size = 1.0
    if profile.employees_from or profile.employees_to:
        if facts.employees is None:
            size = 0.4
        else:
            low, high = facts.employees
            above = not profile.employees_from or (high is None or high >= profile.employees_from)
            below = not profile.employees_to or low <= profile.employees_to
            size = 1.0 if above and below else 0.0
    reason = (
        "fit_both"
        if activity == size == 1
        else "fit_activity"
        if activity == 1
        else "fit_near"
        if activity
        else "fit_none"
    )
    return activity * 0.7 + size * 0.3 if activity else size * 0.1, weight, reason, {"naf": facts.naf or "?"}


def _potential(facts: Facts, top: Decimal, weight: int) -> Rated:
    if facts.potential is None:
        return 0.3, weight, "potential_unknown", {}
    share = float(min(Decimal(1), facts.potential / top)) if top > 0 else 0.0
    return share**0.5, weight, "potential", {"amount": int(facts.potential)}


def _closeness(facts: Facts, weight: int) -> Rated:
    if facts.minutes_off is None:
        return 0.0, weight, "no_start", {}
    return max(0.0, 1 - facts.minutes_off / 90), weight, "closeness", {"minutes": round(facts.minutes_off)}


def _recency(facts: Facts, today: dt.date, weight: int) -> Rated:
    if facts.last_contact_on is None:
        return 0.8, weight, "never_seen", {}
    days = max(0, (today - facts.last_contact_on).days)
    return min(1.0, days / 365), weight, "last_seen", {"days": days}
