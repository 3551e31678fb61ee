"""Tables of solutions."""

from .solution import Solution, SolutionExtra

__all__ = ["Solution", "SolutionExtra"]
