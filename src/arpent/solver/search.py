"""Plan a week with PyVRP: encode, search from several starts, decode, compute exact times.

Encoding (docs/adr/0006): a time axis with one profile per day; closed days are forbidden in that day's profile; one
alternative per opening window in mutually exclusive groups; lunch is removed from the axis. The result depends only on
the problem, the seed and the number of iterations.
"""

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from pyvrp import (
    Client,
    ClientGroup,
    Depot,
    IteratedLocalSearch,
    IteratedLocalSearchParams,
    Location,
    PenaltyManager,
    PenaltyParams,
    ProblemData,
    RandomNumberGenerator,
    Solution,
    VehicleType,
)
from pyvrp import Route as PyvrpRoute
from pyvrp.exceptions import PenaltyBoundWarning
from pyvrp.search import (
    OPERATORS,
    LocalSearch,
    NeighbourhoodParams,
    PerturbationManager,
    PerturbationParams,
    compute_neighbours,
)

from .budget import Budget, IterationLimit
from .insertion import fill_routes
from .problem import Day, Impossible, Plan, Problem, Route, Span
from .timing import route_value, time_route

CLOSED = 200_000  # seconds to or from a place on a day it is closed: more than any day holds


def solve_week(
    problem: Problem,
    budget: Budget | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
    warm_start: Sequence[Sequence[int]] | None = None,
) -> Plan:
    """Return a good plan of a week, never worse than the ``warm_start`` orders of visits.

    ``warm_start``: a sequence of visit indices per day; ignored when it is infeasible or lacks an appointment.
    ``budget``: by default that of the number of visits. ``progress(iterations done, total)`` and ``cancelled()`` are
    called during the search. Raise Impossible
    when the appointments alone are infeasible, Cancelled when ``cancelled()`` is true.
    """
    budget = budget or Budget.for_size(len(problem.visits))
    fixed_stops = _fixed_stops(problem)
    orders = fixed_stops
    if any(not v.required and any(v.windows) for v in problem.visits):
        orders = _Search(problem, fixed_stops, budget, progress, cancelled).run()
    routes = [time_route(problem, d, order) or _required(problem, d, fixed_stops[d]) for d, order in enumerate(orders)]
    best = _insert_remaining(problem, routes)
    if warm_start is not None:
        warm_routes = [time_route(problem, d, order) for d, order in enumerate(warm_start)]
        if all(warm_routes) and {i for i, v in enumerate(problem.visits) if v.required} <= {
            v for o in warm_start for v in o
        }:
            best = max(best, _insert_remaining(problem, [r for r in warm_routes if r]), key=lambda p: p.value)
    return best


def _insert_remaining(problem: Problem, routes: list[Route]) -> Plan:
    filled = fill_routes(problem, routes)
    return Plan(tuple(filled), sum(route_value(problem, r) for r in filled))


def _fixed_stops(problem: Problem) -> list[list[int]]:
    """Return the appointments of each day in order. Raise Impossible when they are infeasible."""
    fixed_stops: list[list[int]] = [[] for _ in problem.days]
    for i, visit in enumerate(problem.visits):
        if visit.required:
            days = [d for d, spans in enumerate(visit.windows) if spans]
            if len(days) != 1:
                raise Impossible("no_day", days[0] if days else 0, (i,))
            fixed_stops[days[0]].append(i)
    for d, order in enumerate(fixed_stops):
        order.sort(key=lambda i: problem.visits[i].windows[d][0])
        _required(problem, d, order)
    return fixed_stops


def _required(problem: Problem, day: int, order: list[int]) -> Route:
    route = time_route(problem, day, order)
    if route is None:
        raise Impossible("appointments", day, tuple(order))
    return route


class _Search:
    """One search: encoded problem and its decoding."""

    def __init__(
        self,
        problem: Problem,
        fixed_stops: list[list[int]],
        budget: Budget,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self.problem, self.budget = problem, budget
        self.stop = IterationLimit(budget.iterations, progress, cancelled)
        # PyVRP's times start at 0: a day that begins on the evening before shifts all axes.
        self.shift = max(0, -min((d.opens for d in problem.days), default=0))
        self.slots = [_lunch_slot(problem, d, fixed_stops[d]) for d in range(len(problem.days))]
        self.locations: dict[tuple[int, frozenset[int]], int] = {}
        self.clients: list[Client] = []
        self.groups: list[ClientGroup] = []
        self.visit_of: list[int] = []
        self.client_of: dict[int, int] = {}
        self._encode(fixed_stops)

    def _location(self, place: int, days: frozenset[int]) -> int:
        return self.locations.setdefault((place, days), len(self.locations))

    def _cut(self, day: int) -> int:
        """Return the seconds removed from a day's axis: its lunch, unless the appointments leave no slot for it."""
        d = self.problem.days[day]
        if d.lunch is None or self.slots[day] is None or d.closes - d.opens <= d.lunch.duration:
            return 0
        return d.lunch.duration

    def _encode(self, fixed_stops: list[list[int]]) -> None:
        everyday = frozenset(range(len(self.problem.days)))
        depots: list[Depot] = []
        depot_of: dict[int, int] = {}
        for day in self.problem.days:
            for place in (day.start, day.end):
                if place not in depot_of:
                    depot_of[place] = len(depots)
                    depots.append(Depot(self._location(place, everyday)))
        for i in range(len(self.problem.visits)):
            self._encode_visit(i)
        keys = list(self.locations)
        places = np.array([p for p, _ in keys])
        base = self.problem.drive[np.ix_(places, places)]
        matrices: list[Any] = []
        vehicles = []
        for d, day in enumerate(self.problem.days):
            shut = np.array([d not in days for _, days in keys])
            excluded = shut[:, None] | shut[None, :]
            np.fill_diagonal(excluded, False)
            matrices.append(np.where(excluded, CLOSED, base).astype(np.int64))
            vehicles.append(
                VehicleType(
                    1,
                    [],
                    depot_of[day.start],
                    depot_of[day.end],
                    tw_early=day.opens + self.shift,
                    tw_late=day.closes - self._cut(d) + self.shift,
                    max_distance=day.max_drive,
                    unit_distance_cost=1,
                    unit_duration_cost=0,
                    profile=d,
                )
            )
        self.vehicles = vehicles
        self.data = ProblemData(
            [Location(0, 0)] * len(keys), self.clients, depots, vehicles, matrices, matrices, self.groups
        )
        self.start = Solution(
            self.data,
            [
                PyvrpRoute(self.data, [self.client_of[i] for i in order], d)
                for d, order in enumerate(fixed_stops)
                if order
            ],
        )

    def _encode_visit(self, i: int) -> None:
        visit = self.problem.visits[i]
        spans: dict[Span, set[int]] = {}
        for d, day in enumerate(self.problem.days):
            for opens, closes in visit.windows[d]:
                for span in self._cut_span(d, day, max(opens, day.opens), min(closes, day.closes), visit.service):
                    spans.setdefault(span, set()).add(d)
        if not spans:
            return
        group = None
        if len(spans) > 1:
            group = len(self.groups)
            self.groups.append(ClientGroup([], required=visit.required))
        for (early, late), days in sorted(spans.items()):
            if group is not None:
                self.groups[group].add_client(len(self.clients))
            self.client_of.setdefault(i, len(self.clients))
            self.clients.append(
                Client(
                    self._location(visit.place, frozenset(days)),
                    service_duration=visit.service,
                    tw_early=early + self.shift,
                    tw_late=late + self.shift,
                    prize=visit.prize,
                    required=visit.required and group is None,
                    group=group,
                )
            )
            self.visit_of.append(i)

    def _cut_span(self, d: int, day: Day, opens: int, closes: int, service: int) -> list[Span]:
        """Return the spans in which a service may start, on the axis without lunch."""
        cut, slot = self._cut(d), self.slots[d]
        if not cut or slot is None:
            return [(opens, closes - service)] if opens <= closes - service else []
        halves = ((opens, min(closes, slot) - service), (max(opens, slot + cut) - cut, closes - cut - service))
        return [(a, b) for a, b in halves if a <= b]

    def run(self) -> list[list[int]]:
        """Return the best orders of visits by day."""
        if not self.start.is_feasible():
            # The cut axis is a little stricter than the clock: then only filling the gaps is left.
            return self._orders(self.start)
        penalty = PenaltyParams(max_penalty=100.0, solutions_between_updates=50)
        neighbours = compute_neighbours(self.data, NeighbourhoodParams(num_neighbours=30))
        paced = self.data.replace(vehicle_types=[v.replace(unit_duration_cost=1) for v in self.vehicles])
        best, total, starts = self.start, self.budget.iterations, self.budget.starts
        for s in range(starts + 1):
            # Scouts share 60 % of the iterations, every second one paying for hours too; then the best one goes on.
            self.stop.limit = total if s == starts else total * 6 * (s + 1) // (10 * starts)
            model = paced if s % 2 == 1 and s < starts else self.data
            search = LocalSearch(
                model,
                RandomNumberGenerator(seed=self.budget.seed + s),
                neighbours,
                PerturbationManager(PerturbationParams(1, 10)),
            )
            for operator in OPERATORS:
                if operator.supports(model):
                    search.add_operator(operator(model))
            manager = PenaltyManager(penalty.midpoint_penalties(self.data), penalty)
            initial = best
            if s < starts:
                initial = self._on(model, self.start)
                grown = search(initial, manager.max_cost_evaluator(), exhaustive=True)
                initial = grown if grown.is_feasible() else initial
            params = IteratedLocalSearchParams(history_length=20)
            with warnings.catch_warnings():
                # Infeasible intermediate solutions are expected: the start is feasible, so the result is too.
                warnings.simplefilter("ignore", PenaltyBoundWarning)
                result = IteratedLocalSearch(model, manager, search, initial, params).run(
                    self.stop, collect_stats=False, display=False
                )
            if result.is_feasible() and _cost(result.best) < _cost(best):
                best = self._on(self.data, result.best)
        return self._orders(best)

    def _orders(self, solution: Solution) -> list[list[int]]:
        orders: list[list[int]] = [[] for _ in self.problem.days]
        for route in solution.routes():
            orders[route.vehicle_type()] = [self.visit_of[a.idx] for a in route.schedule() if a.is_client()]
        return orders

    @staticmethod
    def _on(data: ProblemData, solution: Solution) -> Solution:
        """Return the same plan as a solution of another ProblemData."""
        return Solution(
            data,
            [
                PyvrpRoute(data, [a.idx for a in r.schedule() if a.is_client()], r.vehicle_type())
                for r in solution.routes()
            ],
        )


def _cost(solution: Solution) -> int:
    return int(solution.distance() + solution.uncollected_prizes())


def _lunch_slot(problem: Problem, d: int, fixed_stops: list[int]) -> int | None:
    """Return where lunch is removed from a day: a third into its span, outside appointments; None when impossible."""
    lunch = problem.days[d].lunch
    if lunch is None:
        return None
    busy = [problem.visits[i].windows[d][0] for i in fixed_stops]
    aim = lunch.earliest + (lunch.latest - lunch.earliest - lunch.duration) // 3
    free = [
        t
        for t in range(lunch.earliest, lunch.latest - lunch.duration + 1, 300)
        if all(b <= t or a >= t + lunch.duration for a, b in busy)
    ]
    return min(free, key=lambda t: (abs(t - aim), t)) if free else None
