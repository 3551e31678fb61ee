from .audit import Acting, AuditEntry
from .job import Job
from .operation import Operation
from .person import Organisation, Team, User
from .seal import Redacting, Redaction, Seal, SealingState

__all__ = [
    "Acting",
    "AuditEntry",
    "Job",
    "Operation",
    "Organisation",
    "Redacting",
    "Redaction",
    "Seal",
    "SealingState",
    "Team",
    "User",
]
