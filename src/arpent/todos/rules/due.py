"""When a task is due: its section of the list, and the days it may be put off to."""

import datetime as dt
from enum import StrEnum

from arpent.kernel.errors import DomainError


class Section(StrEnum):
    """Section of the list that a task is in."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    DONE = "done"


def section_of(due_on: dt.date, today: dt.date, *, is_done: bool = False) -> Section:
    """Return the section of a task. WEEK: until Sunday of the current week."""
    if is_done:
        return Section.DONE
    if due_on <= today:
        return Section.LATE if due_on < today else Section.TODAY
    return Section.WEEK if due_on <= end_of_week(today) else Section.LATER


def end_of_week(day: dt.date) -> dt.date:
    """Return the Sunday of a day's week."""
    return day + dt.timedelta(days=6 - day.weekday())


def next_monday(day: dt.date) -> dt.date:
    """Return the Monday after a day."""
    return end_of_week(day) + dt.timedelta(days=1)


def check_postponed(due_on: dt.date, today: dt.date) -> None:
    """Raise DomainError "todos.postponed_to_past" for a day before today."""
    if due_on < today:
        raise DomainError("todos.postponed_to_past")


def check_title(title: str) -> str:
    """Return the title without spaces around it. Raise DomainError "todos.title_needed" when it is empty."""
    title = title.strip()
    if not title:
        raise DomainError("todos.title_needed")
    return title
