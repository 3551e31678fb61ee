"""Technical and commercial documents: versions by language with validity, improvements."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id

from .family import FirmQuerySet

SHARE_OF_PAGE = [MinValueValidator(0), MaxValueValidator(1)]
LANGUAGES = [
    ("fr", _("français")),
    ("en", _("anglais")),
    ("de", _("allemand")),
    ("es", _("espagnol")),
    ("it", _("italien")),
    ("nl", _("néerlandais")),
    ("pt", _("portugais")),
]


class Document(models.Model):
    """A document about a family, a product, or the whole firm."""

    class Kind(models.TextChoices):
        """Kind of document."""

        TECHNICAL = "technical", _("fiche technique")
        MANUAL = "manual", _("notice")
        COMMERCIAL = "commercial", _("documentation commerciale")
        CERTIFICATE = "certificate", _("certificat")
        TERMS = "terms", _("conditions de vente")
        PHOTO = "photo", _("photographie")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(_("Titre"), max_length=160)
    kind = models.CharField(_("Type"), max_length=11, choices=Kind, default=Kind.TECHNICAL)
    family = models.ForeignKey("catalogue.Family", models.PROTECT, null=True, related_name="+")
    product = models.ForeignKey("catalogue.Product", models.PROTECT, null=True, related_name="+")

    objects = FirmQuerySet["Document"].as_manager()

    class Meta:
        verbose_name = _("Document")
        verbose_name_plural = _("Documents du catalogue")
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(models.Model):
    """A version in one language.

    ``valid_from``, ``valid_to``: inclusive, no end: until the next version; ``size``: bytes; ``pages``: 0 when it
    cannot be rendered.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey("catalogue.Document", models.CASCADE, related_name="versions")
    language = models.CharField(_("Langue"), max_length=2, choices=LANGUAGES, default="fr")
    number = models.PositiveIntegerField(_("Version"))
    valid_from = models.DateField(_("Valable du"))
    valid_to = models.DateField(_("Valable jusqu’au"), null=True, blank=True)
    note = models.CharField(_("Ce qui change"), max_length=400, blank=True)
    name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")

    objects = FirmQuerySet["DocumentVersion"].as_manager()

    class Meta:
        verbose_name = _("Version")
        verbose_name_plural = _("Versions de documents")
        ordering = ["language", "-number"]
        constraints = [models.UniqueConstraint(fields=["document", "language", "number"], name="document_version_once")]

    def __str__(self) -> str:
        return f"{self.document.title} · {self.get_language_display()} · v{self.number}"


class Improvement(models.Model):
    """A proposed change. ``page`` 0: the whole document; ``x``, ``y``: position from 0 to 1, or None."""

    class State(models.TextChoices):
        """State of a proposal."""

        PROPOSED = "proposed", _("proposée")
        ACCEPTED = "accepted", _("acceptée pour la prochaine version")
        DECLINED = "declined", _("refusée")
        INCLUDED = "included", _("dans la version suivante")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey("catalogue.DocumentVersion", models.CASCADE, related_name="improvements")
    page = models.PositiveIntegerField(_("Page"), default=0)
    x = models.FloatField(null=True, blank=True, validators=SHARE_OF_PAGE)
    y = models.FloatField(null=True, blank=True, validators=SHARE_OF_PAGE)
    text = models.TextField(_("Proposition"), max_length=4000)
    state = models.CharField(_("État"), max_length=8, choices=State, default=State.PROPOSED)
    reason = models.TextField(_("Raison"), blank=True, max_length=4000)
    proposed_by = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    included_in = models.ForeignKey("catalogue.DocumentVersion", models.SET_NULL, null=True, related_name="+")

    objects = FirmQuerySet["Improvement"].as_manager()

    class Meta:
        verbose_name = _("Amélioration")
        verbose_name_plural = _("Améliorations de documents")
        ordering = ["page", "proposed_at", "id"]


class ImprovementComment(models.Model):
    """A comment on an improvement."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    improvement = models.ForeignKey("catalogue.Improvement", models.CASCADE, related_name="comments")
    text = models.TextField(_("Réponse"), max_length=4000)
    person = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects = FirmQuerySet["ImprovementComment"].as_manager()

    class Meta:
        verbose_name = _("Réponse")
        verbose_name_plural = _("Commentaires de documents")
        ordering = ["at", "id"]
