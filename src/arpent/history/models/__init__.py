"""The tables of history."""

from .audit import Acting, AuditEntry
from .job import Job
from .operation import Operation
from .seal import Redacting, Redaction, Seal, SealingState

__all__ = ["Acting", "AuditEntry", "Job", "Operation", "Redacting", "Redaction", "Seal", "SealingState"]
