"""Photographs, sketches, sounds, business cards: files taken at a customer's."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet


class AttachmentQuerySet(ScopedQuerySet["Attachment"]):
    owner_paths = ("person", "company__owner", "company__sector_of")


class Attachment(models.Model):
    """One file. ``visit``: the report it belongs to; none for a card or a survey.

    ``sha256``: the hash of the bytes as the phone sent them; ``stored_as``: where they lie, cleaned of what a camera
    adds.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", _("photo")
        SKETCH = "sketch", _("croquis")
        SOUND = "sound", _("note sonore")
        CARD = "card", _("carte de visite")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    company = models.ForeignKey("clients.Company", models.CASCADE, related_name="+")
    visit = models.ForeignKey("visits.Visit", models.CASCADE, null=True, related_name="files")
    kind = models.CharField(_("Sorte"), max_length=6, choices=Kind, default=Kind.PHOTO)
    media_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=60, blank=True)
    size = models.PositiveIntegerField()
    caption = models.CharField(_("Légende"), max_length=200, blank=True)
    taken_at = models.DateTimeField(_("Pris le"))

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fichier de visite")
        verbose_name_plural = _("Photos, croquis et sons")
        ordering = ["taken_at", "id"]
        indexes = [
            models.Index(fields=["visit"], name="attachment_visit"),
            models.Index(fields=["company"], name="attachment_company"),
        ]
