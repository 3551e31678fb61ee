"""Queries of outgoing mails."""

from collections.abc import Iterable
from uuid import UUID

from .models import MailMessage, MailMessageQuerySet


def all_mails() -> MailMessageQuerySet:
    """Return all mails, for the worker and for callers that check access to the record a mail is about."""
    return MailMessage.objects.unscoped("a mail is seen through the record it is about")  # type: ignore[return-value]


def mails_about(subject_ids: Iterable[UUID]) -> dict[UUID, MailMessage]:
    """Return the latest mail about each record, by record id; records without mail have no entry.

    The caller checks access to the records.
    """
    rows = all_mails().filter(subject_id__in=list(subject_ids)).order_by("created_at", "id")
    return {m.subject_id: m for m in rows}


def get_mail(*, mail_id: UUID) -> MailMessage | None:
    """Return a mail or None. The caller checks access to the record it is about."""
    return all_mails().filter(pk=mail_id).first()
