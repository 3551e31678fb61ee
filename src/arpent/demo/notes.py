"""Notes of the demonstration in which colleagues mention one another, so that the bell has something to show."""

import datetime as dt

from django.utils.timezone import localdate

from arpent.clients.public import CompanyFilter, add_note, list_companies
from arpent.people.public import User, get_user


def make_mentions(manager: User, person: User, at: dt.datetime) -> None:
    """Have a manager mention a negotiator in a note on one of the negotiator's customers."""
    manager = get_user(manager.pk)  # its team has grown since the account was created
    criteria = CompanyFilter(relationship=("customer",), owner=str(person.pk))
    company = list_companies(by=manager, criteria=criteria, today=localdate(at), size=1).rows[0]
    add_note(
        company_id=company.pk,
        by=manager,
        at=at - dt.timedelta(hours=2),
        kind="call",
        title=f"Le directeur a appelé : @{person.full_name}, peux-tu passer avant vendredi ?",
    )
