"""Postpone the rest of a day when the user is late.

Appointments fixed with the customer move too, since the user informs the customer of the delay.
"""

import datetime as dt
from collections.abc import Mapping
from itertools import chain, islice
from typing import Any

from arpent.history.public import operation
from arpent.kernel.datetimes import parse_datetime
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import parse_id
from arpent.people.public import User, require_permission

from ..models import Appointment
from ..permissions import AgendaPermission

MAX_ROWS = 200
MAX_SHIFT = dt.timedelta(days=60)


def shift_day(*, by: User, at: dt.datetime, body: Mapping[str, Any]) -> list[Appointment]:
    """Move the appointments that a phone moved, cancel those it dropped, and return the changed ones.
    ``body``: day, moves [{id, starts_at, restore}], dropped [{id}]; ``starts_at``: ISO 8601 with offset; at most
    ``MAX_ROWS`` rows are read. Appointments done or cancelled meanwhile stay unchanged, except that ``restore`` plans a
    cancelled one again, to undo a shift.
    Raise NotFound when none of the appointments is known, DomainError agenda.wrong_moment for an unreadable moment or
    one more than 60 days away, people.not_allowed.
    """
    require_permission(by, AgendaPermission.PLAN_WEEK)
    with operation(by=by, at=at, kind="agenda.late", label=str(body.get("day") or "")):
        moved, known = [], 0
        lists = [rows for name in ("moves", "dropped") if isinstance(rows := body.get(name), list)]
        for row in islice(chain(*lists), MAX_ROWS):
            found = _planned(row, by)
            if found is None:
                continue
            known += 1
            restored = found.state == Appointment.State.CANCELLED and row.get("restore") is True
            if found.state != Appointment.State.PLANNED and not restored:
                continue
            found.state = Appointment.State.PLANNED
            if row.get("starts_at"):
                start = parse_datetime(row["starts_at"])
                if start is None or abs(start - found.starts_at) > MAX_SHIFT:
                    raise DomainError("agenda.wrong_moment")
                found.starts_at, found.ends_at = start, start + (found.ends_at - found.starts_at)
            else:
                found.state = Appointment.State.CANCELLED
            found.save(update_fields=["starts_at", "ends_at", "state"])
            moved.append(found)
        if not known:
            raise NotFound("appointment")
    return moved


def _planned(row: Any, by: User) -> Appointment | None:
    pk = parse_id(str(row.get("id") or "")) if isinstance(row, Mapping) else None
    rows = Appointment.objects.visible_to(by).select_for_update(of=("self",))
    return rows.filter(pk=pk).first() if pk else None
