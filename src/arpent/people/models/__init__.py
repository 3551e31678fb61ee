"""Models of people."""

from .person import Organisation, Team, User

__all__ = [
    "Organisation",
    "Team",
    "User",
]
