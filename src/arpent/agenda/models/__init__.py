"""Models of agenda."""

from .appointment import Appointment
from .feed import CalendarFeed
from .pattern import WorkPattern
from .plan import Plan

__all__ = ["Appointment", "CalendarFeed", "Plan", "WorkPattern"]
