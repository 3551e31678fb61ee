"""Queries of data whose retention ended: contacts by last activity, and stocks of old copies."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Max

from arpent.parameters.public import figure

from ..rules.retention import STOCKS, Known, add_months, due_on
from .declared import every_row, hex_of, list_activities


def list_due_contacts(today: dt.date) -> Iterator[tuple[str, str, dt.date]]:
    """Yield (rule, contact id, due day) of the contacts whose retention period has ended."""
    months = {code: int(figure(code, today)) for code in ("retention.prospect", "retention.customer")}
    last = last_contacts()
    rows = every_row(apps.get_model("clients.Contact")).select_related("company").order_by("pk")
    for contact in rows.iterator(chunk_size=500):
        company = contact.company
        since = max(d for d in (contact.source_on, company.created_at.date()) if d)
        known = Known(hex_of(contact.pk), company.relationship, since, last.get(company.pk))
        found = due_on(
            known, prospect_months=months["retention.prospect"], customer_months=months["retention.customer"]
        )
        if found is not None and found[1] <= today:
            yield found[0], known.contact_id, found[1]


def last_contacts() -> dict[Any, dt.date]:
    """Return the day of the last activity by company, from the activities that the domains declare."""
    found: dict[Any, dt.date] = {}
    for activity in list_activities():
        rows = every_row(apps.get_model(activity.model)).filter(**activity.lookup)
        for company, moment in rows.order_by().values_list(activity.company).annotate(last=Max(activity.moment)):
            day = moment.date() if isinstance(moment, dt.datetime) else moment
            if day and (company not in found or day > found[company]):
                found[company] = day
    return found


def count_stock(rule: str, today: dt.date) -> tuple[int, dt.date]:
    """Return the number of rows of a stock older than its period, and the day before which they were made."""
    before = add_months(today, -int(figure(rule, today)))
    return stock_rows(rule, before).count(), before


def stock_rows(rule: str, before: dt.date) -> Any:
    """Return the rows of a stock older than a day (in UTC) that still have content.
    For the audit trail, (table, record) pairs of records whose entries are all older.
    """
    rows = every_row(apps.get_model(STOCKS[rule]))
    moment = dt.datetime.combine(before, dt.time(), dt.UTC)
    if rule == "retention.phone_versions":
        return rows.filter(received_at__lt=moment, state__in=("applied", "superseded", "resolved", "dropped")).exclude(
            body={}
        )
    if rule == "retention.import_files":
        return rows.filter(created_at__lt=moment).exclude(stored_as="")
    # A record's whole story is old, or none of it goes: its undo reads the story back to its start.
    old = rows.filter(redaction_id__isnull=True).order_by().values_list("table", "record_id")
    return old.annotate(last=Max("at")).filter(last__lt=moment).values_list("table", "record_id")
