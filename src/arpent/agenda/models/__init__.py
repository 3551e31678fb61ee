"""Models of agenda."""

from .appointment import Appointment
from .pattern import WorkPattern
from .plan import Plan

__all__ = ["Appointment", "Plan", "WorkPattern"]
