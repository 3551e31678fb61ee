"""What other domains may use of solutions."""

from .actions.solutions import judge_solution, save_solution
from .models import Solution
from .queries.comparison import list_id_for, list_kept, list_solutions
from .queries.solutions import get_solution

__all__ = [
    "Solution",
    "get_solution",
    "judge_solution",
    "list_id_for",
    "list_kept",
    "list_solutions",
    "save_solution",
]
