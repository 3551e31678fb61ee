"""Outgoing mails and their delivery state."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.history.permissions import HistoryPermission
from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet


class MailMessageQuerySet(ScopedQuerySet["MailMessage"]):
    """Mails scoped by their requester; most callers check access to the record a mail is about instead."""

    owner_paths = ("person",)
    permission = HistoryPermission.UNDO


class MailMessage(models.Model):
    """One outgoing mail. It is composed by the handlers of its kind when it is sent, so that no secret link is stored.

    Personal data: ``recipient``; ``parts``, values needed to compose it (a user's text, the installation's address),
    emptied after sending. ``person``: the requester; ``subject_id``: the record it is about; ``problem``: message code
    of the failure.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("en attente d’envoi")
        SENT = "sent", _("envoyé")
        FAILED = "failed", _("non envoyé")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60)
    recipient = models.EmailField()
    person = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    subject_id = models.UUIDField()
    parts: Any = models.JSONField(default=dict)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects = MailMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("E-mail")
        verbose_name_plural = _("E-mails à envoyer ou envoyés")
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["subject_id", "created_at"], name="people_mail_subject")]
