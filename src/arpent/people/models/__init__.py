from .audit import Acting, AuditEntry
from .job import Job
from .mail import MailMessage
from .operation import Operation
from .person import Organisation, Team, User
from .seal import Redacting, Redaction, Seal, SealingState

__all__ = [
    "Acting",
    "AuditEntry",
    "Job",
    "MailMessage",
    "Operation",
    "Organisation",
    "Redacting",
    "Redaction",
    "Seal",
    "SealingState",
    "Team",
    "User",
]
