"""The tables of history."""

from .audit import AuditContext, AuditEntry
from .job import Job
from .operation import Operation
from .seal import Redacting, Redaction, Seal, SealingState

__all__ = ["AuditContext", "AuditEntry", "Job", "Operation", "Redacting", "Redaction", "Seal", "SealingState"]
