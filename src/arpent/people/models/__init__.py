from .audit import Acting, AuditEntry
from .job import Job
from .operation import Operation
from .person import Organisation, Team, User

__all__ = ["Acting", "AuditEntry", "Job", "Operation", "Organisation", "Team", "User"]
