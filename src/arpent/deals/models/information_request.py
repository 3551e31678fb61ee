"""Requests from a deal to an internal service or an outside partner."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id

from .deal import OfDealQuerySet


class InformationRequest(models.Model):
    """A question to a recipient with a due date; answered by a signed link without an account."""

    class Whom(models.TextChoices):
        """Internal service or kind of partner to which a request is addressed."""

        TECHNICAL = "technical", _("bureau technique")
        LOGISTICS = "logistics", _("logistique")
        ACCOUNTING = "accounting", _("comptabilité")
        SUPPLIER = "supplier", _("fournisseur")
        SUBCONTRACTOR = "subcontract", _("sous-traitant")
        OTHER = "other", _("autre")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deal = models.ForeignKey("deals.Deal", models.CASCADE, related_name="information_requests")
    whom = models.CharField(_("Service ou partenaire"), max_length=12, choices=Whom)
    name = models.CharField(_("Qui répondra"), max_length=120)
    email = models.EmailField(_("Son e-mail"), blank=True)
    question = models.TextField(_("Que demandez-vous ?"), max_length=4000)
    due_on = models.DateField(_("Réponse pour le"))
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    answer = models.TextField(_("Réponse"), blank=True, max_length=8000)
    answered_by = models.CharField(_("Répondu par"), max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(_("Retirée le"), null=True)

    objects = OfDealQuerySet["InformationRequest"].as_manager()

    class Meta:
        verbose_name = _("Demande")
        verbose_name_plural = _("Demandes et réponses")
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["deal", "due_on"], name="information_request_deal")]

    def is_late(self, today: dt.date) -> bool:
        """Return whether the request is unanswered after its due date."""
        return self.answered_at is None and self.withdrawn_at is None and self.due_on < today
