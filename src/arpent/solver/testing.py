"""Builders of weeks for tests and benchmarks."""

import numpy as np

from .problem import Day, Lunch, Problem, Visit


def make_week(
    visits: int = 60, seed: int = 7, days: int = 5, appointments: int = 3, max_drive: int = 18_000
) -> Problem:
    """Return a synthetic week: clustered customers, 60 % closed at noon, closed days, a few appointments.

    Straight-line travel at 70 km/h with a detour factor of 1.25 in a square of 120 km, rounded up to seconds so that
    the triangle inequality holds. ``max_drive``: seconds a day.
    """
    rng = np.random.default_rng(seed)
    centres = rng.uniform(10, 110, (8, 2))
    points = centres[rng.integers(0, 8, visits + 1)] + rng.normal(0, 7, (visits + 1, 2))
    points[0] = (60, 60)
    km = np.sqrt(((points[:, None] - points[None]) ** 2).sum(-1))
    drive = np.ceil(km / 70 * 3600 * 1.25).astype(np.int64)
    np.fill_diagonal(drive, 0)
    generated = []
    for i in range(1, visits + 1):
        shut_at_noon, closed = rng.random() < 0.6, set(rng.choice(days, rng.integers(0, 2), replace=False).tolist())
        spans = ((28_800, 43_200), (50_400, 64_800)) if shut_at_noon else ((28_800, 64_800),)
        windows = tuple(() if d in closed else spans for d in range(days))
        generated.append(Visit(i, int(rng.integers(3, 9)) * 600, int(rng.integers(600, 9_000)), windows))
    for k in range(min(appointments, visits, days)):
        v = generated[k]
        reached = 28_800 + int(drive[0, v.place])
        start = -(-reached // 1_800) * 1_800 if k % 2 else 54_000
        windows = tuple(((start, start + v.service),) if d == k else () for d in range(days))
        generated[k] = Visit(v.place, v.service, v.prize, windows, required=True)
    day = Day(0, 0, 28_800, 64_800, max_drive, Lunch())
    return Problem(drive, tuple(generated), (day,) * days)
