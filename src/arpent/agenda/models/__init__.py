from .appointment import Appointment
from .plan import Plan
from .pattern import WorkPattern

__all__ = ["Appointment", "Plan", "WorkPattern"]
