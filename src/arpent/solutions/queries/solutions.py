"""Loads solutions visible through their deal."""

from uuid import UUID

from arpent.kernel.errors import NotFound
from arpent.people.public import User

from ..models import Solution, SolutionExtra


def get_solution(*, solution_id: UUID, by: User, lock: bool = False) -> Solution:
    """Return a solution, locked for update if asked. Raise NotFound when the person does not see its deal."""
    rows = Solution.objects.visible_to(by)
    rows = rows.select_for_update(of=("self",)) if lock else rows
    solution: Solution | None = rows.select_related("deal", "family").filter(pk=solution_id).first()
    if solution is None:
        raise NotFound("solution")
    return solution


def list_extras(*, solution_id: UUID, by: User) -> list[SolutionExtra]:
    """Return the extras of a solution with their products."""
    rows = SolutionExtra.objects.visible_to(by).filter(solution=solution_id)
    return list(rows.select_related("product").order_by("product__reference"))


def count_solutions(*, deal_id: UUID, by: User) -> int:
    """Return the number of solutions of a deal."""
    return Solution.objects.visible_to(by).filter(deal=deal_id).count()
