"""Public interface of the agenda."""

from .actions.calendar import report_appointment, save_appointment, set_pattern
from .actions.past_visits import PastVisit, record_history
from .actions.plan_acceptance import accept_plan
from .actions.planning import request_plan, run_plan
from .documents.plan_json import plan_as_json
from .queries.calendar import get_appointment, list_appointments, list_visits_per_week, places_ahead

__all__ = [
    "PastVisit",
    "accept_plan",
    "get_appointment",
    "list_appointments",
    "list_visits_per_week",
    "places_ahead",
    "plan_as_json",
    "record_history",
    "report_appointment",
    "request_plan",
    "run_plan",
    "save_appointment",
    "set_pattern",
]
