"""Display of the changes that accepting a plan makes."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..rules.week_difference import Booking, Difference


def show_difference(difference: Difference) -> dict[str, Any]:
    """Return the difference as a page shows it: text, booked (their number), and four lists of (name, when)."""
    counts = {n: len(getattr(difference, n)) for n in ("unchanged", "moved", "removed", "added")}
    booked = counts["unchanged"] + counts["moved"] + counts["removed"]
    parts = [
        ngettext("%(n)s gardée", "%(n)s gardées", counts["unchanged"]) % {"n": counts["unchanged"]},
        ngettext("%(n)s déplacée", "%(n)s déplacées", counts["moved"]) % {"n": counts["moved"]},
        ngettext("%(n)s retirée", "%(n)s retirées", counts["removed"]) % {"n": counts["removed"]},
    ]
    head = ngettext("%(n)s visite prévue", "%(n)s visites prévues", booked) % {"n": booked}
    added = ngettext("%(n)s ajoutée", "%(n)s ajoutées", counts["added"]) % {"n": counts["added"]}
    text = _("%(head)s : %(parts)s.") % {"head": head, "parts": ", ".join(parts)} if booked else f"{head}."
    return {
        "text": f"{text} {added}.",
        "booked": booked,
        "moved": [(b.name, f"{_when(b)} → {_when(w)}") for b, w in difference.moved],
        "removed": [(b.name, _when(b)) for b in difference.removed],
        "unchanged": [(b.name, _when(b)) for b in difference.unchanged],
        "added": [(w.name, _when(w)) for w in sorted(difference.added, key=lambda w: str(w.start))],
    }


def _when(b: Booking) -> str:
    assert isinstance(b.start, dt.datetime) and isinstance(b.end, dt.datetime)
    start, end = timezone.localtime(b.start), timezone.localtime(b.end)
    return f"{date_format(start, 'D j F')} {start:%H:%M}–{end:%H:%M}"
