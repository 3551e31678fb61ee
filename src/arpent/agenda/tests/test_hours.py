"""An appointment at any hour: the day begins earlier, ends later, lunch is shortened, and the rest is planned."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.agenda.rules.hours import Engagement, Usual, day_notes, fit_day
from arpent.solver.public import Budget, Lunch, Problem, Visit, find_violations, solve_week

H, M = 3600, 60
USUAL = Usual(8 * H, 18 * H, 300 * M, Lunch())


def at(hour, minute=0):
    return hour * H + minute * M


def away(*minutes):
    """Return a matrix: the start, the end (the same place), and places so many minutes away from it and from each
    other.
    """
    legs = [0, 0, *(-(-m // 5) * 300 for m in minutes)]
    drive = np.array(
        [[0 if i == j else max(a, b) for j, b in enumerate(legs)] for i, a in enumerate(legs)], dtype=np.int64
    )
    return drive


def planned(engagements, drive, usual=USUAL, extra=()):
    """Return (fit, route) of a day with appointments and ``extra`` visits that are open all day."""
    fit = fit_day(usual, engagements, drive)
    visits = [Visit(e.place, e.end - e.start, 0, (((e.start, e.end),),), required=True) for e in fit.scheduled]
    visits += [Visit(place, 1800, 9000, (((usual.opens, usual.closes),),)) for place in extra]
    problem = Problem(drive, tuple(visits), (fit.day(),))
    plan = solve_week(problem, Budget(60, starts=1))
    assert find_violations(problem, plan) == []
    return fit, plan.routes[0]


def notes_by_code(engagements, drive):
    fit, route = planned(engagements, drive)
    spans = {e.task: (e.start, e.end) for e in engagements}
    return {n.code: n.at for n in day_notes(USUAL, fit, route, spans)}


@pytest.mark.parametrize(
    ("start", "end", "minutes", "expected"),
    [
        (at(12), at(13, 30), 13, {"lunch_with": 0}),
        (at(12, 15), at(14), 13, {"lunch_with": 0}),
        (at(12, 30), at(13, 30), 13, {"lunch_moved": at(13, 45)}),
        (at(8, 30), at(9, 30), 67, {"leaves_early": at(7, 20)}),
        (at(8, 45), at(9, 30), 116, {"leaves_early": at(6, 45)}),
        (at(16, 15), at(17, 15), 67, {"back_late": at(18, 25)}),
        (at(16, 30), at(17, 15), 116, {"back_late": at(19, 15)}),
        (at(16, 30), at(17, 30), 116, {"back_late": at(19, 30)}),
        (at(17, 45), at(18, 30), 116, {"back_late": at(20, 30)}),
        (at(11, 30), at(14, 50), 13, {"lunch_with": 0}),
        (at(10), at(11), 20, {}),
        (at(2), at(3), 180, {"leaves_early": at(-1), "long_drive": 360 * M}),
        (at(23), at(24), 60, {"back_late": at(25)}),
    ],
)
def test_one_appointment_never_refuses_its_day(start, end, minutes, expected):
    assert notes_by_code([Engagement(0, 2, start, end)], away(minutes)) == expected


def test_the_rest_of_the_day_is_planned_around_a_business_lunch():
    fit, route = planned([Engagement(0, 2, at(12), at(13, 30))], away(13, 20, 20), extra=(3, 4))
    assert len(route.stops) == 3 and fit.lunch is None


def test_only_appointments_at_the_same_time_are_reported_and_the_others_stay():
    drive = away(10, 10, 10)
    fit = fit_day(USUAL, [Engagement(0, 2, at(10), at(11)), Engagement(1, 3, at(10, 30), at(11, 30))], drive)
    assert [e.task for e in fit.scheduled] == [0]
    assert [(o.task, o.others) for o in fit.overlaps] == [(1, (0,))]
    tight = [Engagement(0, 2, at(10), at(11)), Engagement(1, 3, at(11), at(12)), Engagement(2, 4, at(15), at(16))]
    fit = fit_day(USUAL, tight, drive)
    assert not fit.overlaps and [(e.task, e.end) for e in fit.scheduled] == [(0, at(10, 50)), (1, at(12)), (2, at(16))]
    assert notes_by_code(tight, drive) == {"leave_sooner": at(10, 50)}


def test_an_appointment_replaces_a_locked_visit():
    engagements = [Engagement(0, 2, at(10), at(11)), Engagement(1, 3, at(10, 30), at(11, 30), movable=True)]
    fit = fit_day(USUAL, engagements, away(10, 10))
    assert fit.released == (1,) and not fit.overlaps


def test_appointments_across_lunch_are_named():
    row = [Engagement(k, 2 + k, at(11) + k * 75 * M, at(11) + k * 75 * M + H) for k in range(4)]
    fit, route = planned(row, away(15, 15, 15, 15))
    notes = {n.code: n.tasks for n in day_notes(USUAL, fit, route, {})}
    assert notes["no_lunch"] == (1, 2)


@given(st.data())
def test_a_day_with_one_appointment_at_any_hour_has_a_plan_that_contains_it(data):
    start = data.draw(st.integers(0, 24 * 60 - 5)) * M
    end = data.draw(st.integers(start // M + 5, 24 * 60)) * M
    drive = away(data.draw(st.integers(0, 600)), *data.draw(st.lists(st.integers(0, 90), max_size=3)))
    opens = data.draw(st.integers(0, 22 * 60)) * M
    usual = Usual(
        opens,
        opens + data.draw(st.integers(15, 24 * 60 - opens // M)) * M,
        300 * M,
        data.draw(st.sampled_from([Lunch(), None])),
    )
    fit, route = planned([Engagement(0, 2, start, end)], drive, usual, extra=range(3, len(drive)))
    assert any((s.start, s.leave) == (start, end) for s in route.stops if s.visit == 0)
    assert fit.opens <= usual.opens and fit.closes >= usual.closes


@given(st.lists(st.tuples(st.integers(0, 280), st.integers(1, 30), st.integers(0, 40), st.booleans()), max_size=8))
def test_the_fixed_engagements_of_any_appointments_are_feasible(rows):
    engagements = [Engagement(k, k + 2, s * 300, (s + n) * 300, m) for k, (s, n, _, m) in enumerate(rows)]
    fit, route = planned(engagements, away(*(r[2] for r in rows)))
    assert {s.visit for s in route.stops} == set(range(len(fit.scheduled)))
    tasks = [*(e.task for e in fit.scheduled), *fit.released, *(o.task for o in fit.overlaps)]
    assert sorted(tasks) == list(range(len(rows)))
    assert not {o.task for o in fit.overlaps} & {k for k, r in enumerate(rows) if r[3]}
