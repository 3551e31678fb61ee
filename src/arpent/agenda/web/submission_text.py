"""Submissions of devices as labelled texts."""

from typing import Any

from django.utils.translation import gettext as _

from arpent.people.public import User
from arpent.web.formatting import format_date, format_datetime


def show_shift(*, body: dict[str, Any], by: User) -> list[tuple[str, str, str]]:
    """Return (key, label, text) of a day shifted on a phone."""
    rows = _rows(body.get("moves"))
    moved = "; ".join(f"{x.get('title', '')} {format_datetime(x.get('starts_at'))}" for x in rows)
    dropped = "; ".join(str(x.get("title", "")) for x in _rows(body.get("dropped")))
    return [
        ("day", _("Journée"), format_date(body.get("day"))),
        ("moves", _("Déplacés"), moved),
        ("dropped", _("Retirés"), dropped),
    ]


def _rows(stored: Any) -> list[dict[str, Any]]:
    """Return the rows of a body that can be shown: one that was refused may hold anything."""
    return [x for x in stored if isinstance(x, dict)] if isinstance(stored, list) else []
