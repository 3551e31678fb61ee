"""Outgoing mail: queued within the requesting operation, sent by the worker, retried after failures.

Delivery is at least once: a worker killed between the server's answer and the record of it sends the same mail again,
under the same Message-ID, so that the recipient's server can detect the duplicate.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from arpent.history.public import (
    Clock,
    Job,
    audit_context,
    create_job,
    finish_job,
    operation,
    release_job,
    run_claimed_job,
)
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import User

from .models import MailMessage
from .queries import all_mails

JOB_KIND = "mail.send"
# Delays between attempts, about ten hours in total.
PAUSES = tuple(dt.timedelta(minutes=m) for m in (1, 5, 30, 120, 480))


@dataclass(frozen=True)
class MailKind:
    """Handlers of a kind of mail.

    ``compose``: build the message; raises DomainError when it must no longer be sent. ``note_sent``: record the
    sending on the record the mail is about, within the operation that requested it.
    """

    compose: Callable[[MailMessage], EmailMessage]
    note_sent: Callable[[MailMessage, dt.datetime], None] | None = None


_KINDS: dict[str, MailKind] = {}


def register_mails(kinds: Mapping[str, MailKind]) -> None:
    """Register the handlers of each kind of mail; called once, by the composition root."""
    _KINDS.update(kinds)


def request_mail(
    *, kind: str, recipient: str, by: User, at: dt.datetime, subject_id: UUID, parts: dict[str, Any]
) -> MailMessage:
    """Create a mail and the job that sends it, within the current operation.

    Return the waiting mail of the same kind, recipient and subject instead, if there is one.
    """
    with operation(by=by, at=at, kind="mail.requested"):
        pending = all_mails().filter(
            kind=kind, recipient=recipient, subject_id=subject_id, state=MailMessage.State.WAITING
        )
        existing = pending.first()
        if existing is not None:
            return existing
        mail: MailMessage = MailMessage.objects.create(
            kind=kind, recipient=recipient, person=by, created_at=at, subject_id=subject_id, parts=parts
        )
        create_job(kind=JOB_KIND, by=by, at=at, subject_id=mail.pk)
    return mail


def retry_mail(*, mail_id: UUID, by: User, at: dt.datetime) -> MailMessage:
    """Queue a failed mail again; a mail in another state is returned unchanged.

    The caller checks that the person may see the record it is about. Raise NotFound when the mail does not exist.
    """
    with operation(by=by, at=at, kind="mail.requested"):
        mail = all_mails().select_for_update(of=("self",)).filter(pk=mail_id).first()
        if mail is None:
            raise NotFound("mail")
        if mail.state == MailMessage.State.FAILED:
            mail.state, mail.tries, mail.problem, mail.next_try_at = MailMessage.State.WAITING, 0, "", None
            mail.save(update_fields=["state", "tries", "problem", "next_try_at"])
            create_job(kind=JOB_KIND, by=by, at=at, subject_id=mail.pk)
    return mail


def send_mail(*, job_id: UUID, clock: Clock) -> None:
    """Run a mail job: send its mail, or postpone it after a temporary failure (see ``PAUSES``).

    Raise DomainError when the mail will not be sent: "mail.no_server", "mail.recipient_refused" (SMTP 5xx for every
    recipient), "mail.failed" after the last attempt, or the error of the kind's ``compose``; the job and the mail are
    then marked failed.
    """
    run_claimed_job(job_id=job_id, clock=clock, work=lambda job: _work(job, clock), fail=_fail)


def _work(job: Job, clock: Clock) -> None:
    mail = all_mails().select_related("person").filter(pk=job.subject_id or job.pk).first()
    if mail is None or mail.state != MailMessage.State.WAITING:
        finish_job(job, state=Job.State.DONE, at=clock())
        return
    if not settings.ARPENT_SENDS_MAIL:
        raise DomainError("mail.no_server")
    message = _KINDS[mail.kind].compose(mail)
    message.extra_headers["Message-ID"] = f"<{mail.pk}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>"
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        if all(code >= 500 for code, _text in error.recipients.values()):
            raise DomainError("mail.recipient_refused", email=mail.recipient) from error
        _postpone(job, mail, clock())
    except (SMTPException, OSError):
        _postpone(job, mail, clock())
    else:
        _record_sent(job, mail, clock())


def _record_sent(job: Job, mail: MailMessage, at: dt.datetime) -> None:
    with audit_context(job.operation) if job.operation else transaction.atomic():
        mail.state, mail.sent_at, mail.parts, mail.problem = MailMessage.State.SENT, at, {}, ""
        mail.tries += 1
        mail.save(update_fields=["state", "sent_at", "parts", "problem", "tries"])
        note = _KINDS[mail.kind].note_sent
        if note:
            note(mail, at)
        job.done = job.total = 1
        finish_job(job, state=Job.State.DONE, at=at)


def _postpone(job: Job, mail: MailMessage, at: dt.datetime) -> None:
    """Schedule the next attempt. Raise DomainError after the last one."""
    if mail.tries >= len(PAUSES):
        raise DomainError("mail.failed", email=mail.recipient)
    with transaction.atomic():
        mail.next_try_at = at + PAUSES[mail.tries]
        mail.tries += 1
        mail.problem = "mail.postponed"
        mail.save(update_fields=["tries", "next_try_at", "problem"])
        release_job(job, at=at, run_after=mail.next_try_at)


def _fail(job: Job, at: dt.datetime, problem: str) -> None:
    with transaction.atomic():
        rows = all_mails().filter(pk=job.subject_id or job.pk, state=MailMessage.State.WAITING)
        rows.update(state=MailMessage.State.FAILED, problem=problem, next_try_at=None)
        finish_job(job, state=Job.State.FAILED, at=at, problem=problem)
