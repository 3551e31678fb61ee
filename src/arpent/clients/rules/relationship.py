"""Relationship and urgency of companies."""

import datetime as dt
from enum import StrEnum


class Relationship(StrEnum):
    """Commercial relationship of a company; the codes of ``Company.Relationship``."""

    SUSPECT = "suspect"
    PROSPECT = "prospect"
    CUSTOMER = "customer"
    FORMER = "former"


class Urgency(StrEnum):
    """Urgency of the next visit (see `urgency_of`). ``NONE``: no call interval."""

    LATE = "late"
    DUE = "due"
    SOON = "soon"
    FRESH = "fresh"
    NONE = "none"


def due_on(last_visit_on: dt.date | None, call_interval_days: int | None, today: dt.date) -> dt.date | None:
    """Return the due date of the next visit; ``today`` for a company never visited; None without a call interval."""
    if not call_interval_days:
        return None
    if last_visit_on is None:
        return today
    return last_visit_on + dt.timedelta(days=call_interval_days)


def urgency_of(last_visit_on: dt.date | None, call_interval_days: int | None, today: dt.date) -> Urgency:
    """Return the urgency: late from 130 % of the call interval since the last visit, due from 100 %, soon from 70 %.

    A company never visited is due.
    """
    if not call_interval_days:
        return Urgency.NONE
    if last_visit_on is None:
        return Urgency.DUE
    share = (today - last_visit_on).days / call_interval_days
    if share >= 1.3:
        return Urgency.LATE
    if share >= 1.0:
        return Urgency.DUE
    return Urgency.SOON if share >= 0.7 else Urgency.FRESH


_WORDS = {
    Relationship.CUSTOMER: ("client", "customer", "clients", "actif", "compte", "account", "oui", "customer account"),
    Relationship.PROSPECT: (
        "prospect",
        "lead",
        "piste",
        "contact",
        "opportunity",
        "marketingqualifiedlead",
        "salesqualifiedlead",
    ),
    Relationship.SUSPECT: ("suspect", "cible", "target", "cold", "froid", "subscriber"),
    Relationship.FORMER: (
        "ancien client",
        "ancien",
        "former",
        "inactif",
        "perdu",
        "lost",
        "former customer",
        "churned",
    ),
}


def read_relationship(text: str) -> Relationship | None:
    """Return the relationship of a folded word, or None."""
    for kind, words in _WORDS.items():
        if text in words or text == kind.value:
            return kind
    return None
