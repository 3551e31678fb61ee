"""The hours of a planned day: the usual ones, extended as its appointments require.
Every appointment is part of the day, whatever its hour: the day begins earlier or ends later, more is driven than
usual, lunch is taken before or after, with the appointment, or not at all. Times are seconds after midnight of the day;
a day that begins the evening before is negative, one that ends after midnight is beyond 86,400.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from arpent.solver.public import Day, Lunch, Problem, Route, Span, Visit, time_route

Matrix = npt.NDArray[np.int64]

SHIFT_S = 3600  # lunch is shortened by one hour at most, before or after its usual span
LUNCH_MEETING_S = 1800  # an appointment that covers lunch and half an hour more is itself the lunch
SHORTEST_S = 300  # what an appointment keeps at least when one has to leave it sooner for the next


@dataclass(frozen=True)
class Usual:
    """The usual day of a person: hours, maximum driving in seconds, and lunch (None: no lunch that day)."""

    opens: int
    closes: int
    max_drive: int
    lunch: Lunch | None


@dataclass(frozen=True)
class Engagement:
    """A task with a set time on a day. ``place``: index into the matrix; ``movable``: yields to one that is not."""

    task: int
    place: int
    start: int
    end: int
    movable: bool = False


@dataclass(frozen=True)
class Overlap:
    """An appointment that overlaps others and cannot be part of the tour; its time stays free.
    ``others``: the tasks at the same time, or the nearest one.
    """

    task: int
    others: tuple[int, ...]
    span: Span


@dataclass(frozen=True)
class DayFit:
    """A day adapted to its appointments.
    ``scheduled``: the engagements of the tour in order, each ending when one has to leave; ``released``: movable tasks
    that did not fit; ``max_drive``: in seconds.
    """

    opens: int
    closes: int
    max_drive: int
    lunch: Lunch | None
    scheduled: tuple[Engagement, ...] = ()
    released: tuple[int, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    at_lunch: tuple[int, ...] = ()  # the appointments for which lunch is skipped, or the one it is taken with
    lunch_with: bool = False

    def day(self) -> Day:
        """Return the day as the solver takes it, from place 0 to place 1."""
        return Day(0, 1, self.opens, self.closes, self.max_drive, self.lunch)

    def span_of(self, task: int) -> Span | None:
        """Return (start, end) of a scheduled task, or None."""
        return next(((e.start, e.end) for e in self.scheduled if e.task == task), None)


def fit_day(usual: Usual, engagements: Sequence[Engagement], drive: Matrix) -> DayFit:
    """Return the hours and the lunch of a day that contains its engagements.
    ``drive``: matrix of seconds; place 0 is the start, place 1 the end. ``time_route`` always finds times for
    ``scheduled`` alone.
    """
    scheduled, overlaps = _keep_fixed([e for e in engagements if not e.movable], drive)
    released: list[int] = []
    for e in sorted((e for e in engagements if e.movable), key=lambda e: (e.start, e.end, e.task)):
        if _has_room(e, scheduled, overlaps, drive):
            scheduled = sorted([*scheduled, e], key=lambda k: k.start)
        else:
            released.append(e.task)
    fit = DayFit(
        usual.opens, usual.closes, usual.max_drive, usual.lunch, tuple(scheduled), tuple(released), tuple(overlaps)
    )
    if not scheduled:
        return fit
    legs = [int(drive[a, b]) for a, b in pairwise([0, *(e.place for e in scheduled), 1])]
    fit = replace(
        fit,
        opens=min(usual.opens, scheduled[0].start - legs[0]),
        closes=max(usual.closes, scheduled[-1].end + legs[-1]),
        max_drive=max(usual.max_drive, sum(legs)),
    )
    return _with_lunch(fit, drive)


def _keep_fixed(fixed: Sequence[Engagement], drive: Matrix) -> tuple[list[Engagement], list[Overlap]]:
    """Return the most appointments of which no two are at the same time, and the others.

    Where the road between two is missing, one leaves the former sooner.
    """
    scheduled: list[Engagement] = []
    out: list[Engagement] = []
    for e in sorted(fixed, key=lambda e: (e.end, e.start, e.task)):
        if not scheduled or scheduled[-1].end <= e.start:
            leave = e.start - int(drive[scheduled[-1].place, e.place]) if scheduled else 0
            if not scheduled or scheduled[-1].end <= leave:
                scheduled.append(e)
                continue
            if leave - scheduled[-1].start >= SHORTEST_S:
                scheduled[-1] = replace(scheduled[-1], end=leave)
                scheduled.append(e)
                continue
        out.append(e)
    whole = {e.task: e for e in fixed}
    return scheduled, [Overlap(e.task, _beside(e, [whole[k.task] for k in scheduled]), (e.start, e.end)) for e in out]


def _beside(e: Engagement, scheduled: Sequence[Engagement]) -> tuple[int, ...]:
    """Return the kept appointments at the time of another; when none is, the one nearest in time."""
    found = [k for k in scheduled if k.start < e.end and e.start < k.end]
    return tuple(k.task for k in found or [min(scheduled, key=lambda k: abs(k.start - e.start))])


def _has_room(e: Engagement, scheduled: Sequence[Engagement], overlaps: Sequence[Overlap], drive: Matrix) -> bool:
    if any(o.span[0] < e.end and e.start < o.span[1] for o in overlaps):
        return False
    for k in scheduled:
        before, after = (k, e) if (k.start, k.end) <= (e.start, e.end) else (e, k)
        if before.end + int(drive[before.place, after.place]) > after.start:
            return False
    return True


def _with_lunch(fit: DayFit, drive: Matrix) -> DayFit:
    """Return the day with its lunch where the appointments leave it: as usual, moved, with one of them, or skipped."""
    usual = fit.lunch
    if usual is None or _holds(fit, drive):
        return fit
    covered = {e.task: min(e.end, usual.latest) - max(e.start, usual.earliest) for e in fit.scheduled}
    meal = max((e for e in fit.scheduled if not e.movable), key=lambda e: covered[e.task], default=None)
    if meal is not None and covered[meal.task] >= usual.duration + LUNCH_MEETING_S:
        return replace(fit, lunch=None, at_lunch=(meal.task,), lunch_with=True)
    for sooner, later in ((0, SHIFT_S), (SHIFT_S, 0), (SHIFT_S, SHIFT_S)):
        moved = replace(fit, lunch=Lunch(usual.earliest - sooner, usual.latest + later, usual.duration))
        if _holds(moved, drive):
            return moved
    return replace(fit, lunch=None, at_lunch=tuple(t for t, seconds in covered.items() if seconds > 0))


def _holds(fit: DayFit, drive: Matrix) -> bool:
    visits = tuple(Visit(e.place, e.end - e.start, 0, (((e.start, e.end),),), required=True) for e in fit.scheduled)
    return time_route(Problem(drive, visits, (fit.day(),)), 0, range(len(visits))) is not None


@dataclass(frozen=True)
class Note:
    """A difference of a planned day from the usual one. ``at``: a time or a duration in seconds; ``tasks``: those
    concerned.
    Codes: leaves_early, back_late, long_drive, lunch_moved, lunch_with, no_lunch, leave_sooner, overlap.
    """

    code: str
    at: int = 0
    tasks: tuple[int, ...] = ()


def day_notes(usual: Usual, fit: DayFit, route: Route, appointments: Mapping[int, Span]) -> list[Note]:
    """Return the notes to show with a planned day. ``appointments``: the agreed span of each appointment of the day."""
    notes = [Note("overlap", o.span[0], (o.task, *o.others)) for o in fit.overlaps]
    if not route.stops:
        return notes
    for e, after in pairwise(fit.scheduled):
        if e.task in appointments and e.end < appointments[e.task][1]:
            notes.append(Note("leave_sooner", e.end, (e.task, after.task)))
    if route.depart < usual.opens:
        notes.append(Note("leaves_early", route.depart, (route.stops[0].visit,)))
    if route.back > usual.closes:
        notes.append(Note("back_late", route.back, (route.stops[-1].visit,)))
    if route.drive > usual.max_drive:
        notes.append(Note("long_drive", route.drive))
    return notes + _lunch_notes(usual, fit, route)


def _lunch_notes(usual: Usual, fit: DayFit, route: Route) -> list[Note]:
    if usual.lunch is None:
        return []
    if fit.lunch is None:
        return [Note("lunch_with" if fit.lunch_with else "no_lunch", 0, fit.at_lunch)]
    meal = usual.lunch
    begins = [route.lunch[0]] if route.lunch else []
    if not route.lunch and route.depart >= fit.lunch.earliest + meal.duration:
        begins.append(min(route.depart, meal.latest) - meal.duration)  # at home, before leaving
    if not route.lunch and route.back + meal.duration <= fit.lunch.latest:
        begins.append(max(route.back, meal.earliest))  # at home, after the return
    if any(meal.earliest <= t and t + meal.duration <= meal.latest for t in begins):
        return []
    return [Note("lunch_moved", begins[0])]
