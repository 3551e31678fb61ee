"""Public interface of the solver."""

from .budget import Budget, Cancelled
from .checker import find_violations
from .insertion import InfeasibilityReason, Insertion, best_insertion, explain_unserved, remove_visit
from .problem import Day, Lunch, Plan, Problem, Route, Span, Visit
from .search import solve_week
from .timing import route_value, time_route

__all__ = [
    "Budget",
    "Cancelled",
    "Day",
    "InfeasibilityReason",
    "Insertion",
    "Lunch",
    "Plan",
    "Problem",
    "Route",
    "Span",
    "Visit",
    "best_insertion",
    "explain_unserved",
    "find_violations",
    "remove_visit",
    "route_value",
    "solve_week",
    "time_route",
]
