"""What an item must have, and when it is late."""

import datetime as dt

from arpent.kernel.errors import DomainError


def check_title(title: str) -> str:
    """Return the title without spaces around it.

    Raise DomainError "sample_domain.title_needed" when it is empty.
    """
    title = title.strip()
    if not title:
        raise DomainError("sample_domain.title_needed")
    return title


def is_late(due_on: dt.date, today: dt.date) -> bool:
    """Return whether the due day is past."""
    return due_on < today
