"""What other domains may use of offers."""

from .actions.solutions import judge_solution, save_solution
from .queries.solutions import list_id_for

__all__ = ["judge_solution", "list_id_for", "save_solution"]
