"""Builder of tasks for tests and the demonstration."""

import datetime as dt
from typing import Any

from arpent.people.public import User
from arpent.people.testing import NOON

from .actions import save_todo
from .models import Todo


def make_todo(by: User, title: str = "Rappeler", *, due_on: dt.date | None = None, **values: Any) -> Todo:
    """Create a task, by default of the day of NOON. ``values``: of the form, and arguments of ``save_todo``."""
    about = {n: values.pop(n) for n in ("company_id", "contact_id", "record_type", "record_id") if n in values}
    return save_todo(by=by, at=NOON, values={"title": title, "due_on": due_on or NOON.date(), **values}, **about)
