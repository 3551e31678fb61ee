"""Retention of data about prospects, former customers and old technical copies; periods are dated parameters, in
months.
Law: GDPR art. 5(1)(e); CNIL, référentiel gestion commerciale: prospects three years after their last contact, customers
for the relation and three years after.
"""

import datetime as dt
from dataclasses import dataclass

# Rule: code of the parameter (months), table of the records; a rule without records is about a stock of old copies.
PROSPECT, FORMER = "retention.prospect", "retention.customer"
STOCKS = {
    "retention.phone_versions": "sync.SubmissionVersion",
    "retention.import_files": "imports.ImportFile",
    "retention.trail": "history.AuditEntry",
}


@dataclass(frozen=True)
class Known:
    """Facts of a contact that its retention depends on."""

    contact_id: str
    relationship: str
    since: dt.date
    last_contact: dt.date | None


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the day a number of months later; the last day of the month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))


def due_on(known: Known, *, prospect_months: int, customer_months: int) -> tuple[str, dt.date] | None:
    """Return (rule, end of retention) of a contact; None for a customer."""
    if known.relationship == "customer":
        return None
    last = max(known.since, known.last_contact or known.since)
    if known.relationship == "former":
        return FORMER, add_months(last, customer_months)
    return PROSPECT, add_months(last, prospect_months)
