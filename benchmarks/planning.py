"""Measure week plans: CPU seconds and value, against PyVRP alone with its defaults on an absolute time axis.

Read the ratio with care. Our plans pass the independent checker; the peer's are not checked, and it knows no lunch,
which helps it. Its encoding is the plain one, not the best one for it (that one is ours), and it runs one seed with
default parameters: the ratio shows what the encoding, the parameters and the filling bring, not that we beat PyVRP.
"""

import time

import numpy as np
from pyvrp import Model
from pyvrp.stop import MaxIterations, MultipleCriteria

from arpent.solver.problem import Impossible
from arpent.solver.public import Problem, find_violations, solve_week
from arpent.solver.testing import make_week

from .tables import print_table

DAY = 86_400
SEEDS = (11, 12, 13, 14)


class CpuTime:
    """Stopping criterion for PyVRP: a number of CPU seconds."""

    def __init__(self, seconds: float) -> None:
        self.end = time.process_time() + seconds

    def __call__(self, best_cost: float) -> bool:
        return time.process_time() >= self.end


def plain_pyvrp(problem: Problem, cpu_seconds: float) -> tuple[int, int]:
    """Return (value in seconds, number of visits) of PyVRP with every day's windows on one absolute axis.

    ``cpu_seconds``: when it stops. (0, 0) when its result is infeasible.
    """
    m = Model()
    places = [m.add_location(0, 0) for _ in range(problem.drive.shape[0])]
    depot = m.add_depot(places[0])
    for visit in problem.visits:
        spans = [
            (d * DAY + a, d * DAY + b - visit.service)
            for d, day in enumerate(visit.windows)
            for a, b in day
            if b - a >= visit.service
        ]
        group = m.add_client_group(required=visit.required) if len(spans) > 1 else None
        for early, late in spans:
            m.add_client(
                places[visit.place],
                service_duration=visit.service,
                tw_early=early,
                tw_late=late,
                prize=visit.prize,
                required=visit.required and group is None,
                group=group,
            )
    for i, a in enumerate(places):
        for j, b in enumerate(places):
            seconds = int(problem.drive[i, j])
            m.add_edge(a, b, distance=seconds, duration=seconds)
    for d, day in enumerate(problem.days):
        m.add_vehicle_type(
            1,
            start_depot=depot,
            end_depot=depot,
            tw_early=d * DAY + day.opens,
            tw_late=d * DAY + day.closes,
            max_distance=day.max_drive,
        )
    result = m.solve(
        MultipleCriteria([CpuTime(cpu_seconds), MaxIterations(10**9)]), seed=1, display=False, collect_stats=False
    )
    if not result.is_feasible():
        return 0, 0
    # What is collected, not what is left: every alternative window that is not taken counts as left.
    return int(result.best.prizes()) - int(result.best.distance()), int(result.best.num_clients())


def main() -> None:
    """Print time and value of synthetic weeks of 60 and 300 visits."""
    rows = []
    for size in (60, 300):
        for seed in SEEDS:
            problem = make_week(size, seed)
            begun, wall = time.process_time(), time.monotonic()
            try:
                plan = solve_week(problem)
            except Impossible:
                continue
            cpu, wall = time.process_time() - begun, time.monotonic() - wall
            assert not find_violations(problem, plan)
            peer, visits = plain_pyvrp(problem, cpu)
            ratio = f"{plan.value / peer:.2f}" if peer > 0 else "-"
            rows.append(
                (f"{size} x 5", seed, f"{cpu:.2f}", f"{wall:.2f}", plan.value, len(plan.planned), peer, visits, ratio)
            )
    header = (
        "week",
        "seed",
        "CPU s",
        "wall s",
        "value (lunch kept)",
        "visits",
        "plain PyVRP value (no lunch)",
        "visits",
        "ratio",
    )
    print_table("Week plans", header, rows)


if __name__ == "__main__":
    np.seterr(all="raise")
    main()
