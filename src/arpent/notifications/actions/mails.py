"""Mails of notifications: at once, or in a digest at the person's hour; one mail for all that waits.

A chore collects what waits, so that an act is never slowed by mails, and what was read in the meantime is not mailed.
"""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arpent.kernel.errors import DomainError
from arpent.kernel.ids import new_id
from arpent.mail.public import MailKind, MailMessage, request_mail
from arpent.people.public import User, get_user

from ..models import DigestSchedule, Notification, NotificationQuerySet
from ..queries import NotificationRow, describe_notifications, own_notifications
from ..rules.channels import DIGESTS, MAX_MAIL_AGE, Channel, is_digest_due

MAIL_KIND = "notifications.digest"


def send_pending_mails(at: dt.datetime) -> int:
    """Queue a mail for each person with notifications to be mailed now; return how many. A second call queues none.

    Without a mail server nothing is queued: notifications wait, at most ``MAX_MAIL_AGE``, and stay in the bell.
    """
    if not settings.ARPENT_SENDS_MAIL:
        return 0
    waiting = _waiting(at).order_by().values_list("person_id", flat=True).distinct()
    return sum(_queue_mail(person_id, at) for person_id in list(waiting))


def _waiting(at: dt.datetime) -> NotificationQuerySet:
    rows = Notification.objects.unscoped("the worker mails everybody's notifications")
    waiting: NotificationQuerySet = rows.filter(  # type: ignore[assignment]
        mailed_at=None,
        read_at=None,
        at__gt=at - MAX_MAIL_AGE,
        channel__in=(Channel.MAIL, *DIGESTS),
        person__is_active=True,
    )
    return waiting


def _queue_mail(person_id: UUID, at: dt.datetime) -> int:
    """Queue the mail of one person, if something is due; return the number of mails."""
    with transaction.atomic():
        DigestSchedule.objects.get_or_create(person_id=person_id)
        # The lock makes two workers queue one mail.
        schedule = DigestSchedule.objects.select_for_update(of=("self",)).get(person_id=person_id)
        now = timezone.localtime(at)
        last = {Channel.DAILY: schedule.daily_on, Channel.WEEKLY: schedule.weekly_on}
        due = [c for c in DIGESTS if is_digest_due(c, now=now, hour=schedule.hour, last_on=last[c])]
        ids = list(
            _waiting(at).filter(person_id=person_id, channel__in=(Channel.MAIL, *due)).values_list("pk", flat=True)
        )
        if not ids:
            return 0
        if Channel.DAILY in due:
            schedule.daily_on = now.date()
        if Channel.WEEKLY in due:
            schedule.weekly_on = now.date()
        schedule.save(update_fields=["daily_on", "weekly_on"])
        _waiting(at).filter(pk__in=ids).update(mailed_at=at)
        person = get_user(person_id)
        parts = {"ids": [str(pk) for pk in ids]}
        request_mail(kind=MAIL_KIND, recipient=person.email, by=person, at=at, subject_id=new_id(), parts=parts)
    return 1


def _compose(mail: MailMessage) -> EmailMessage:
    """Return the message. Raise DomainError "notifications.nothing_left" when all was read, or is hidden by now."""
    person = mail.person
    rows = _rows(person, mail.parts["ids"])
    if not rows:
        raise DomainError("notifications.nothing_left")
    with translation.override(person.language):
        lines = "\n".join(_line(row) for row in rows)
        subject = ngettext("%(n)d notification dans Arpent", "%(n)d notifications dans Arpent", len(rows))
        text = _(
            "Bonjour %(name)s,\n\n%(lines)s\n\nPour tout voir : %(where)s\n\n"
            "Vous choisissez ce que vous recevez dans Réglages > Notifications."
        ) % {"name": person.first_name, "lines": lines, "where": _page_address()}
        return EmailMessage(subject=subject % {"n": len(rows)}, body=text, to=[mail.recipient])


def _rows(person: User, ids: Collection[str]) -> list[NotificationRow]:
    unread = own_notifications(person).select_related("author").filter(pk__in=ids, read_at=None)
    return [row for row in describe_notifications(unread, by=person) if row.name]


def _line(row: NotificationRow) -> str:
    sentence = str(row.type.sentence) % {"who": row.who} if row.type else ""
    text = f"\n  {row.text}" if row.text else ""
    return f"- {row.name} : {sentence}{text}"


def _page_address() -> str:
    """Return the address of the notifications, or the menu's name when the installation does not know its own."""
    path = reverse("notifications:list")
    origins = settings.CSRF_TRUSTED_ORIGINS
    return f"{origins[0].rstrip('/')}{path}" if origins else _("la cloche, en haut de chaque page")


DIGEST_MAIL = MailKind(compose=_compose)
