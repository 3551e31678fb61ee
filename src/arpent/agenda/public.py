"""What other domains may use of agenda."""

from .actions.calendar import mark_done, report_appointment, save_appointment, set_pattern
from .actions.day_shift import shift_day
from .actions.past_visits import PastVisit, record_history
from .actions.plan_acceptance import accept_plan
from .actions.planning import request_plan, run_plan
from .documents.plan_json import plan_as_json
from .permissions import AgendaPermission
from .queries.calendar import (
    get_appointment,
    get_pattern,
    get_plan,
    latest_plan,
    list_appointments,
    list_booked_companies,
    list_company_appointments,
    list_unreported,
    list_visits_per_week,
    places_ahead,
    week_bounds,
)
from .queries.offline import list_upcoming_companies, snapshot_tour

__all__ = [
    "AgendaPermission",
    "PastVisit",
    "accept_plan",
    "get_appointment",
    "get_pattern",
    "get_plan",
    "latest_plan",
    "list_appointments",
    "list_booked_companies",
    "list_company_appointments",
    "list_unreported",
    "list_upcoming_companies",
    "list_visits_per_week",
    "mark_done",
    "places_ahead",
    "plan_as_json",
    "record_history",
    "report_appointment",
    "request_plan",
    "run_plan",
    "save_appointment",
    "set_pattern",
    "shift_day",
    "snapshot_tour",
    "week_bounds",
]
