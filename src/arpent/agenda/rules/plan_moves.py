"""Cost of moving one visit of a plan to each day of the week."""

from dataclasses import dataclass

from arpent.solver.public import Insertion, Problem, Route, best_insertion, explain_unserved, remove_visit

from .week import Ints, WeekInput


@dataclass(frozen=True)
class MoveOption:
    """Cost of moving a task to a day: extra driving over the whole week in seconds and metres, and the tasks dropped
    for it.
    ``reason``: why it is not possible (closed, driving, no_room); ``routes``: the week's routes after the move.
    """

    day: int
    possible: bool
    extra_seconds: int = 0
    extra_metres: int = 0
    dropped: tuple[int, ...] = ()
    reason: str = ""
    routes: tuple[Route, ...] = ()


def move_options(week: WeekInput, problem: Problem, routes: list[Route], task: int, metres: Ints) -> list[MoveOption]:
    """Return, for each day, the cost of moving a task there, whether it is planned elsewhere, on that day, or not at
    all.
    ``metres``: matrix of distances. At most one other visit is dropped, the one whose loss costs least.
    """
    base_m = _metres(routes, metres, problem)
    base_s = sum(r.drive for r in routes)
    without = [remove_visit(problem, r, task) or r for r in routes]
    options = []
    for day in range(len(routes)):
        visit = problem.visits[task]
        if not visit.windows[day]:
            options.append(MoveOption(day, False, reason="closed"))
            continue
        found, dropped = _fit(problem, without[day], task)
        if found is None:
            [cause] = explain_unserved(problem, [without[day]], task)
            options.append(MoveOption(day, False, reason=cause.reason))
            continue
        after = [found if r.day == day else r for r in without]
        options.append(
            MoveOption(
                day,
                True,
                sum(r.drive for r in after) - base_s,
                _metres(after, metres, problem) - base_m,
                dropped,
                routes=tuple(after),
            )
        )
    return options


def _fit(problem: Problem, route: Route, task: int) -> tuple[Route | None, tuple[int, ...]]:
    """Return the route with the task in it, and which visit, the least worthy one that helps, has to leave."""
    found = best_insertion(problem, route, task)
    if found:
        return found.route, ()
    free = [v for v in route.visits if not problem.visits[v].required]
    best: tuple[int, Insertion, int] | None = None
    for v in free:
        smaller = remove_visit(problem, route, v)
        trial = best_insertion(problem, smaller, task) if smaller else None
        if trial:
            loss = problem.visits[v].prize + trial.route.drive
            if best is None or loss < best[0]:
                best = (loss, trial, v)
    return (best[1].route, (best[2],)) if best else (None, ())


def _metres(routes: list[Route], metres: Ints, problem: Problem) -> int:
    total = 0
    for r in routes:
        if r.stops:
            chain = [0, *(problem.visits[v].place for v in r.visits), 1]
            total += sum(int(metres[a, b]) for a, b in zip(chain, chain[1:], strict=False))
    return total
