"""The secret address at which a person's calendar programs read their appointments."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from ..permissions import AgendaPermission


class CalendarFeedQuerySet(ScopedQuerySet["CalendarFeed"]):
    """Addresses, visible to their person within the scope of the permission."""

    owner_paths = ("person",)
    permission = AgendaPermission.PLAN_WEEK


class CalendarFeed(models.Model):
    """The secret address of a person's calendar, one at most. ``secret_hash``: SHA-256 of the secret, in hex."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField("people.User", models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Adresse de l’agenda")
        verbose_name_plural = _("Adresses des agendas")
