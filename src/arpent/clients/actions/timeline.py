"""The timeline of a company: entries and visits."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from arpent.database.lengths import checked_texts, fitted
from arpent.history.public import operation
from arpent.kernel.errors import DomainError
from arpent.kernel.ids import new_id
from arpent.notifications.public import notify_mentions, plain_mentions, store_mentions
from arpent.people.public import User

from ..models import Company, TimelineEntry
from .companies import get_company
from .indexing import refresh_companies


def record_on_timeline(
    *,
    company_id: UUID,
    by: User,
    at: dt.datetime,
    kind: str,
    title: str,
    body: str = "",
    amount: Any = None,
    happened_at: dt.datetime | None = None,
    entry_id: UUID | None = None,
) -> TimelineEntry:
    """Add an entry to a company's timeline; called by other domains within their actions. A long title is cut.

    ``happened_at``: default ``at``. ``amount``: EUR excl. VAT. ``entry_id``: idempotency key; recording again updates
    the entry. Raise DomainError "clients.note_empty" for an empty title, NotFound when the company is not visible.
    """
    if not title.strip():
        raise DomainError("clients.note_empty")
    with operation(by=by, at=at, kind="clients.note", label=title):
        company = get_company(company_id=company_id, by=by)
        existing = TimelineEntry.objects.visible_to(by).filter(pk=entry_id).first() if entry_id else None
        entry = existing or TimelineEntry(id=entry_id or new_id(), person=by)
        entry.company, entry.at, entry.kind = company, happened_at or at, kind
        entry.title, entry.body, entry.amount = fitted(TimelineEntry, "title", title.strip()), body, amount
        entry.save(force_insert=existing is None)
        return entry


@dataclass(frozen=True)
class AddedNote:
    """A note that was added. ``not_notified``: names of people whom it mentions and who may not see the company."""

    entry: TimelineEntry
    not_notified: list[str]


def add_note(*, company_id: UUID, by: User, at: dt.datetime, kind: str, title: str, body: str = "") -> AddedNote:
    """Add a note typed by a person to a company's timeline, and notify the colleagues it mentions ("@First Last").

    Raise ValidationErrors for a text that is too long.
    """
    stored = {"title": store_mentions(title), "body": store_mentions(body)}
    texts = checked_texts(TimelineEntry, stored)
    with operation(by=by, at=at, kind="clients.note", label=plain_mentions(texts["title"])):
        entry = record_on_timeline(company_id=company_id, by=by, at=at, kind=kind, **texts)
        not_notified = notify_mentions(
            type_code="clients.mention", texts=stored.values(), record_id=company_id, by=by, at=at
        )
    return AddedNote(entry, not_notified)


def delete_timeline_entry(*, entry_id: UUID, by: User) -> None:
    """Delete a timeline entry, if visible; called by the action that removes what it recorded."""
    for entry in TimelineEntry.objects.visible_to(by).filter(pk=entry_id):
        entry.delete()


def record_visit(*, company_id: UUID, by: User, at: dt.datetime, on: dt.date) -> Company:
    """Record a visit of a company and recompute its due date; an earlier visit changes nothing.

    Raise NotFound when the company is not visible.
    """
    with operation(by=by, at=at, kind="clients.visit"):
        company = get_company(company_id=company_id, by=by, lock=True)
        if company.last_visit_on is None or on > company.last_visit_on:
            company.last_visit_on = on
            company.save(update_fields=["last_visit_on"])
            refresh_companies([company.pk], today=localdate(at))
    return company


def record_past_visits(
    *, by: User, person: User, at: dt.datetime, visits: dict[UUID, list[tuple[dt.datetime, str]]]
) -> None:
    """Record past visits of a person, (time, note) by company: timelines, last visits, due dates.

    Companies that ``by`` does not see are skipped.
    """
    with operation(by=by, at=at, kind="clients.visit"):
        companies = Company.objects.visible_to(by).in_bulk(list(visits))
        TimelineEntry.objects.bulk_create(
            [
                TimelineEntry(
                    id=new_id(),
                    company_id=pk,
                    at=moment,
                    kind="visit",
                    title=fitted(TimelineEntry, "title", note or companies[pk].name),
                    person=person,
                )
                for pk, rows in visits.items()
                if pk in companies
                for moment, note in rows
            ],
            batch_size=250,
        )
        for pk, company in companies.items():
            last = localdate(max(moment for moment, _ in visits[pk]))
            if company.last_visit_on is None or last > company.last_visit_on:
                company.last_visit_on = last
                company.save(update_fields=["last_visit_on"])
        refresh_companies(companies, today=localdate(at))
