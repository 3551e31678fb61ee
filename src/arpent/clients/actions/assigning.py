"""Tells people that companies were assigned to them."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from arpent.notifications.public import notify
from arpent.people.public import User

from ..models import Company


def notify_owner(companies: Sequence[Company], *, by: User, at: dt.datetime) -> None:
    """Notify the new owner of companies, once for all of them: the first is named, the others are counted."""
    first, others = companies[0], len(companies) - 1
    text = _("et %(n)d autres") % {"n": others} if others else ""
    notify(type_code="clients.given", recipients=[first.owner_id], record_id=first.pk, at=at, by=by, text=text)
