"""Notifications, and where each person wants them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from .permissions import NotificationsPermission
from .rules.channels import DEFAULT_HOUR, HOURS, Channel

CHANNELS = {
    Channel.BELL: _("Cloche"),
    Channel.MAIL: _("Cloche et e-mail aussitôt"),
    Channel.DAILY: _("Cloche et résumé quotidien par e-mail"),
    Channel.WEEKLY: _("Cloche et résumé hebdomadaire par e-mail"),
    Channel.OFF: pgettext_lazy("notification", "Aucune"),
}


class NotificationQuerySet(ScopedQuerySet["Notification"]):
    """Notifications, of their recipient."""

    owner_paths = ("person",)
    permission = NotificationsPermission.RECEIVE


class Notification(models.Model):
    """Something a colleague or a customer did that concerns a person.

    ``type_code``: its declared type; ``record_id``: the record it is about; ``author_name``: who did it when it was no
    user; ``text``: the message that came with it. ``channel``: the recipient's choice when it was created;
    ``mailed_at``: when it was put into a mail.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    author = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=200, blank=True)
    type_code = models.CharField(max_length=60)
    record_id = models.UUIDField()
    text = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    channel = models.CharField(max_length=6, choices=list(CHANNELS.items()), default=Channel.BELL)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Notification")
        verbose_name_plural = _("Notifications")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["person", "read_at", "-at"], name="notification_unread")]


class ChannelChoice(models.Model):
    """Where a person wants the notifications of one type."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    type_code = models.CharField(max_length=60)
    channel = models.CharField(_("Notification"), max_length=6, choices=list(CHANNELS.items()))

    class Meta:
        verbose_name = _("Choix de notification")
        verbose_name_plural = _("Choix de notifications")
        constraints = [models.UniqueConstraint(fields=["person", "type_code"], name="one_channel_per_type")]


class DigestSchedule(models.Model):
    """When a person gets digests. ``hour``: local hour; ``daily_on``, ``weekly_on``: local days of the last ones."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField("people.User", models.CASCADE, related_name="+")
    hour = models.PositiveSmallIntegerField(
        _("Heure des résumés"),
        default=DEFAULT_HOUR,
        validators=[MinValueValidator(HOURS[0]), MaxValueValidator(HOURS[-1])],
    )
    daily_on = models.DateField(null=True)
    weekly_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("Résumés par e-mail")
        verbose_name_plural = _("Résumés par e-mail")
