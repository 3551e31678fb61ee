"""What other domains may use of solutions."""

from .actions.solutions import decide_solution, save_solution
from .models import Solution
from .queries.comparison import list_id_for, list_offerable_solutions, list_solutions
from .queries.solutions import get_solution

__all__ = [
    "Solution",
    "decide_solution",
    "get_solution",
    "list_id_for",
    "list_offerable_solutions",
    "list_solutions",
    "save_solution",
]
