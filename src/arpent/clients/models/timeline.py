"""The timeline of a company: entries recorded by all domains."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id

from .company import OfCompanyQuerySet


class TimelineEntry(models.Model):
    """An event with a company: a note, call, visit, or what another domain recorded. ``amount``: EUR."""

    class Kind(models.TextChoices):
        """Kind of event."""

        NOTE = "note", _("Note")
        CALL = "call", _("Appel")
        VISIT = "visit", _("Visite")
        MAIL = "mail", _("E-mail")
        OFFER = "offer", _("Offre")
        DEAL = "deal", _("Affaire")
        ORDER = "order", _("Commande")
        IMPORT = "import", _("Import")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey("clients.Company", models.CASCADE, related_name="timeline")
    at = models.DateTimeField(_("Date"))
    kind = models.CharField(_("Type"), max_length=10, choices=Kind, default=Kind.NOTE)
    title = models.CharField(_("Titre"), max_length=200)
    body = models.TextField(_("Détail"), blank=True)
    amount = models.DecimalField(_("Montant"), max_digits=12, decimal_places=2, null=True)
    person = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("Qui"))

    objects = OfCompanyQuerySet["TimelineEntry"].as_manager()

    class Meta:
        verbose_name = _("Activité")
        verbose_name_plural = _("Activité des entreprises")
        indexes = [models.Index(fields=["company", "-at"], name="timeline_company")]
