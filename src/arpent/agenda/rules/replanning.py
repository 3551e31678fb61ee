"""Replan a late day: new times, visits to leave out, and gaps for them on other days.
Times are seconds after midnight; drives are seconds between places. The order of the day is unchanged, and agreed
appointments are changed as little as possible.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

GRID_S = 300
# A customer who waits longer than this for a fixed visit must be informed; optional visits are dropped first.
MAX_WAIT_S = 15 * 60
MAX_TRIALS = 1_000  # ways of leaving out a number of visits that are tried, at most
MAX_EXHAUSTIVE_STOPS = (
    12  # of up to so many visits that nobody fixed, every choice is tried (924 ways at most for a number)
)


@dataclass(frozen=True)
class LateStop:
    """One appointment still to come. ``start``: as planned; ``service``: its duration; ``windows``: opening hours that
    day.
    """

    start: int
    service: int
    fixed: bool
    windows: tuple[tuple[int, int], ...]


def start_times(
    stops: Sequence[LateStop], drives: Sequence[Sequence[int]], order: Sequence[int], ready: int
) -> list[int] | None:
    """Return the start of each stop of ``order`` when the first cannot begin before ``ready``, or None.
    None: a stop does not fit into its opening hours. ``drives[i][j]``: from stop i to stop j. No stop begins before its
    planned time; others are rounded up to five minutes.
    """
    times: list[int] = []
    for n, i in enumerate(order):
        stop = stops[i]
        earliest = ready if n == 0 else times[-1] + stops[order[n - 1]].service + drives[order[n - 1]][i]
        begins = _open_from(max(stop.start, -(-earliest // GRID_S) * GRID_S), stop)
        if begins is None:
            return None
        times.append(begins)
    return times


def _open_from(moment: int, stop: LateStop) -> int | None:
    for opens, closes in stop.windows:
        begins = max(moment, opens)
        if begins + stop.service <= closes:
            return begins
    return None


def replan_day(
    stops: Sequence[LateStop], drives: Sequence[Sequence[int]], *, ready: int, closes: int, home: Sequence[int]
) -> tuple[dict[int, int], list[int]]:
    """Return (start by stop, stops left out) of a late day.
    As few stops as possible are left out, and optional ones only; among equal choices fixed stops wait least, then all
    stops. ``home[i]``: the drive home from stop i, to be back by ``closes``; a late return alone leaves no stop out
    unless it shortens the delay.
    """
    all_stops = range(len(stops))
    optional = [i for i in all_stops if not stops[i].fixed]
    best: tuple[tuple[int, ...], dict[int, int], list[int]] | None = None
    for count in range(len(optional) + 1):
        if count and comb(len(optional), count) > MAX_TRIALS:
            break
        before = best
        for out in combinations(optional, count):
            order = [i for i in all_stops if i not in out]
            times = start_times(stops, drives, order, ready)
            if times is None:
                continue
            waits = [t - stops[i].start for i, t in zip(order, times, strict=True)]
            fixed = [w for i, w in zip(order, waits, strict=True) if stops[i].fixed]
            over = max(0, times[-1] + stops[order[-1]].service + home[order[-1]] - closes) if order else 0
            cost = (sum(max(0, w - MAX_WAIT_S) for w in fixed) + over, sum(waits))
            if best is None or cost < best[0]:
                best = (cost, dict(zip(order, times, strict=True)), list(out))
        # Leaving out one more is worth it only when somebody fixed waits too long, or one comes home too late.
        if best is not None and (best[0][0] == 0 or best is before):
            break
    if best is not None:
        return best[1], best[2]
    return _very_full_day(stops, drives, optional, ready) or (_forced_times(stops, drives, ready), optional)


def _very_full_day(
    stops: Sequence[LateStop], drives: Sequence[Sequence[int]], optional: list[int], ready: int
) -> tuple[dict[int, int], list[int]] | None:
    """Leave out the first optional stops until the rest fits: there are too many choices to try them all."""
    for count in range(1, len(optional) if len(optional) > MAX_EXHAUSTIVE_STOPS else 0):
        order = [i for i in range(len(stops)) if i not in optional[:count]]
        times = start_times(stops, drives, order, ready)
        if times is not None:
            return dict(zip(order, times, strict=True)), optional[:count]
    return None


def _forced_times(stops: Sequence[LateStop], drives: Sequence[Sequence[int]], ready: int) -> dict[int, int]:
    """Return times of the fixed stops although they do not fit the opening hours, for the person to decide."""
    forced_times: dict[int, int] = {}
    at, former = ready, -1
    for i in (i for i, stop in enumerate(stops) if stop.fixed):
        forced_times[i] = max(stops[i].start, at + (drives[former][i] if former >= 0 else 0))
        at, former = forced_times[i] + stops[i].service, i
    return forced_times


@dataclass(frozen=True)
class Busy:
    """An appointment of another day: its start and end, and its place as an index into the drives."""

    start: int
    end: int
    place: int


def find_gap(
    busy: Sequence[Busy],
    drives: Sequence[Sequence[int]],
    *,
    place: int,
    home: int,
    service: int,
    windows: Sequence[tuple[int, int]],
    opens: int,
    closes: int,
) -> tuple[int, int] | None:
    """Return (extra drive, start) of the cheapest gap that moves no appointment, or None when the day has none.
    ``place``, ``home``: indexes into ``drives``; ``service``: duration in seconds. The start is rounded up to five
    minutes.
    """
    best: tuple[int, int] | None = None
    for k in range(len(busy) + 1):
        before, after = (busy[k - 1] if k else None), (busy[k] if k < len(busy) else None)
        a, b = before.place if before else home, after.place if after else home
        earliest = (before.end if before else opens) + drives[a][place]
        latest = (after.start if after else closes) - drives[place][b] - service
        for start_open, end_open in windows:
            start = -(-max(earliest, start_open) // GRID_S) * GRID_S
            if start <= min(latest, end_open - service):
                extra = drives[a][place] + drives[place][b] - drives[a][b]
                if best is None or extra < best[0]:
                    best = (extra, start)
                break
    return best
