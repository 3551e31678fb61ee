"""The tables of offers."""

from .solution import Solution, SolutionExtra

__all__ = ["Solution", "SolutionExtra"]
