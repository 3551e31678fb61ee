"""What other domains may use of offers."""

from .actions.solutions import judge_solution, save_solution, set_extra
from .queries.solutions import list_id_for, list_solutions

__all__ = ["judge_solution", "list_id_for", "list_solutions", "save_solution", "set_extra"]
