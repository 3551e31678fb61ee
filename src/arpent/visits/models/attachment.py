"""Photographs, sketches, sounds and business cards taken at a customer's site."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet


class AttachmentQuerySet(ScopedQuerySet["Attachment"]):
    """Files, visible to their author and to those who see the company."""

    owner_paths = ("person", "company__owner", "company__sector_of")


class Attachment(models.Model):
    """One file. ``visit``: the report it belongs to; None for a card or a survey.
    ``sha256``: hash of the bytes as submitted; ``stored_as``: name of the stored file, cleaned of metadata; ``size``:
    bytes.
    """

    class Kind(models.TextChoices):
        """Kind of file."""

        PHOTO = "photo", _("photo")
        SKETCH = "sketch", _("croquis")
        SOUND = "sound", _("note sonore")
        CARD = "card", _("carte de visite")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    company = models.ForeignKey("clients.Company", models.CASCADE, related_name="+")
    visit = models.ForeignKey("visits.Visit", models.CASCADE, null=True, related_name="files")
    kind = models.CharField(_("Type"), max_length=6, choices=Kind, default=Kind.PHOTO)
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
