"""A week is planned soundly, the same way each time, and says why a visit is left out."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arpent.solver.budget import Budget, Cancelled
from arpent.solver.checker import find_violations
from arpent.solver.insertion import explain_unserved
from arpent.solver.problem import Day, Impossible, Lunch, Problem, Stop, Visit
from arpent.solver.search import solve_week
from arpent.solver.testing import make_week
from arpent.solver.timing import time_route

H = 3600
OPEN = ((8 * H, 12 * H), (14 * H, 18 * H))


def week(visits, drive, days=1, **day):
    base = {"start": 0, "end": 0, "opens": 8 * H, "closes": 18 * H, "max_drive": 6 * H, "lunch": Lunch()}
    return Problem(np.array(drive, dtype=np.int64), tuple(visits), (Day(**{**base, **day}),) * days)


@given(st.integers(1, 40), st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_every_plan_passes_the_independent_check(size, seed):
    problem = make_week(size, seed)
    try:
        plan = solve_week(problem, Budget(150, seed=seed, starts=2))
    except Impossible:
        return
    assert find_violations(problem, plan) == []


def test_the_same_seed_and_budget_give_the_same_plan():
    problem = make_week(40, 3)
    assert solve_week(problem, Budget(400, seed=5)) == solve_week(problem, Budget(400, seed=5))


def test_more_search_is_not_worse():
    problem = make_week(60, 7)
    assert solve_week(problem, Budget(3000)).value >= solve_week(problem, Budget(50)).value * 0.98


def test_an_appointment_is_never_moved():
    problem = make_week(30, 9)
    plan = solve_week(problem, Budget(300))
    for i, visit in enumerate(problem.visits):
        if visit.required:
            [stop] = [s for r in plan.routes for s in r.stops if s.visit == i]
            assert any((stop.start, stop.leave) in spans for spans in visit.windows)


def test_incompatible_appointments_are_named():
    at_nine = (((9 * H, 10 * H),),)
    problem = week(
        [Visit(1, H, 0, at_nine, True), Visit(2, H, 0, at_nine, True)], [[0, 600, 600], [600, 0, 600], [600, 600, 0]]
    )
    with pytest.raises(Impossible) as caught:
        solve_week(problem)
    assert caught.value.visits == (0, 1)


def test_lunch_is_had_between_noon_and_two():
    visits = [Visit(i, H, 9000, (((8 * H, 18 * H),),)) for i in (1, 2, 3, 4, 5, 6, 7, 8)]
    drive = [[0 if i == j else 900 for j in range(9)] for i in range(9)]
    plan = solve_week(week(visits, drive), Budget(200))
    [route] = plan.routes
    assert route.lunch and route.lunch[0] >= 12 * H and route.lunch[1] <= 14 * H
    assert find_violations(week(visits, drive), plan) == []


def test_the_first_stop_is_not_waited_for():
    route = time_route(week([Visit(1, H, 1, (((10 * H, 12 * H),),))], [[0, 1800], [1800, 0]]), 0, [0])
    assert route.depart == 10 * H - 1800
    assert route.stops[0] == Stop(0, 10 * H, 10 * H, 11 * H)


def test_a_cancellation_stops_the_search():
    with pytest.raises(Cancelled):
        solve_week(make_week(20, 1), Budget(5000), cancelled=lambda: True)


def test_an_unserved_visit_is_explained_by_hours_distance_or_cost():
    drive = [[0, 600, 9000, 600], [600, 0, 9000, 600], [9000, 9000, 0, 9000], [600, 600, 9000, 0]]
    closed = Visit(1, H, 5000, ((),))
    far = Visit(2, H, 5000, (OPEN,))
    dear = Visit(3, H, 100, (OPEN,))
    problem = week([closed, far, dear], drive, max_drive=4 * H)
    plan = solve_week(problem, Budget(50))
    reasons = [explain_unserved(problem, plan.routes, v)[0].reason for v in (0, 1, 2)]
    assert reasons == ["closed", "driving", "too_dear"]


def planted(plan, **change):
    route = plan.routes[0]
    return dataclasses.replace(plan, routes=(dataclasses.replace(route, **change), *plan.routes[1:]))


def test_the_checker_finds_planted_faults():
    problem = make_week(20, 4)
    plan = solve_week(problem, Budget(200))
    route = plan.routes[0]
    assert route.stops
    first = route.stops[0]
    faults = [
        planted(plan, depart=0),
        planted(plan, drive=route.drive - 1),
        planted(plan, lunch=None),
        planted(plan, back=86_400),
        planted(plan, stops=route.stops + (first,)),
        planted(
            plan,
            stops=(dataclasses.replace(first, start=first.start - 4 * H, leave=first.leave - 4 * H), *route.stops[1:]),
        ),
        dataclasses.replace(plan, value=plan.value + 1),
        dataclasses.replace(plan, routes=plan.routes[1:]),
    ]
    for fault in faults:
        assert find_violations(problem, fault), fault


@pytest.mark.parametrize(
    "bad", [lambda: Lunch(5, 4, 1), lambda: Day(0, 0, 5, 5, 1), lambda: Visit(0, 0, 1, ()), lambda: Budget(0)]
)
def test_bad_values_are_refused_at_birth(bad):
    with pytest.raises(ValueError):
        bad()
