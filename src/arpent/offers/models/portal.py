"""Sent versions: links, events, signatures, outcomes."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.deals.permissions import DealPermission
from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from .line import VersionRowQuerySet


class OfferLink(models.Model):
    """A private link to one version for one recipient. The token is the id signed with the firm's key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey("offers.OfferVersion", models.CASCADE, related_name="links")
    name = models.CharField(_("Destinataire"), max_length=120)
    email = models.EmailField(_("E-mail"), blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    expires_on = models.DateField(_("Jusqu’au"))
    revoked_at = models.DateTimeField(_("Retiré le"), null=True)

    objects = VersionRowQuerySet["OfferLink"].as_manager()

    class Meta:
        verbose_name = _("Lien vers une offre")
        verbose_name_plural = _("Liens privés des offres")
        ordering = ["created_at", "id"]


class OfferEvent(models.Model):
    """An event of a version. ``person``: a user; ``name``: a person at the customer's."""

    class Kind(models.TextChoices):
        SENT = "sent", _("envoyée")
        MAILED = "mailed", _("envoyée par e-mail")
        OPENED = "opened", _("ouverte")
        QUESTION = "question", _("question")
        ANSWER = "answer", _("réponse")
        REMINDED = "reminded", _("relance")
        REVOKED = "revoked", _("lien retiré")
        SIGNED = "signed", _("signée")
        REFUSED = "refused", _("refusée")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey("offers.OfferVersion", models.CASCADE, related_name="events")
    link = models.ForeignKey("offers.OfferLink", models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField()
    person = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("Nom"), max_length=120, blank=True)
    text = models.TextField(_("Message"), blank=True, max_length=4000)

    objects = VersionRowQuerySet["OfferEvent"].as_manager()

    class Meta:
        verbose_name = _("Suite d’une offre")
        verbose_name_plural = _("Suivi des offres")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["version", "at"], name="offer_event_at")]


class Signature(models.Model):
    """An acceptance by the customer. ``fingerprint``: SHA-256 of the version's fingerprint, the selected options and
    the amounts.

    ``drawing``: strokes of a drawn signature, each a list of [x, y] from 0 to 1000. ``selected_options``: keys of the
    selected options and alternatives. ``file_sha256``: hash of the PDF sent. ``net`` excl. VAT, ``gross`` incl. VAT,
    in the offer's currency.
    """

    class Method(models.TextChoices):
        TYPED = "typed", _("nom écrit")
        DRAWN = "drawn", _("signature dessinée")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.OneToOneField("offers.OfferVersion", models.CASCADE, related_name="signature")
    link = models.ForeignKey("offers.OfferLink", models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("Nom"), max_length=120)
    function = models.CharField(_("Fonction"), max_length=120)
    method = models.CharField(max_length=5, choices=Method)
    drawing: Any = models.JSONField(default=list)
    selected_options: Any = models.JSONField(default=list)
    order_number = models.CharField(_("Votre numéro de commande"), max_length=60, blank=True)
    signed_at = models.DateTimeField()
    ip = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64)
    file_sha256 = models.CharField(max_length=64)
    net = models.DecimalField(max_digits=14, decimal_places=2)
    gross = models.DecimalField(max_digits=14, decimal_places=2)

    objects = VersionRowQuerySet["Signature"].as_manager()

    class Meta:
        verbose_name = _("Signature")
        verbose_name_plural = _("Signatures")


LOST = [
    ("price", _("prix")),
    ("competitor", _("concurrent préféré")),
    ("technical", _("solution technique")),
    ("delay", _("délai")),
    ("no_budget", _("pas de budget")),
    ("other", _("autre")),
]


class OutcomeQuerySet(ScopedQuerySet["Outcome"]):
    """Outcomes scoped by their owner (the offer's)."""

    owner_paths = ("owner",)
    permission = DealPermission.SEE_DEALS


class Outcome(models.Model):
    """What was known when an offer was sent and how it ended: training data of the win probability.

    ``price_index``: net price over list price (1: no discount); ``pocket_percent``: pocket margin on price;
    ``pressure``: competitive pressure; ``net`` and ``winner_price``: euros excl. VAT.
    """

    class Result(models.TextChoices):
        OPEN = "open", _("en cours")
        WON = "won", _("gagnée")
        LOST = "lost", _("perdue")
        NO_DECISION = "none", _("pas de décision")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    offer = models.OneToOneField("offers.Offer", models.CASCADE, related_name="outcome")
    owner = models.ForeignKey(
        "people.User", models.PROTECT, related_name="+"
    )  # repeated from the offer, for reports over many outcomes
    segment = models.CharField(max_length=40, blank=True)
    competitor = models.BooleanField(null=True)
    pressure = models.PositiveSmallIntegerField(null=True)
    price_index = models.DecimalField(max_digits=6, decimal_places=4, null=True)
    pocket_percent = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    net = models.DecimalField(max_digits=14, decimal_places=2)
    sent_on = models.DateField()
    result = models.CharField(_("Résultat"), max_length=4, choices=Result, default=Result.OPEN)
    reason = models.CharField(_("Raison"), max_length=10, choices=LOST, blank=True)
    note = models.CharField(_("Précision"), max_length=400, blank=True)
    winner_price = models.DecimalField(
        _("Prix du gagnant (€ HT)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    closed_on = models.DateField(_("Le"), null=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fin d’une offre")
        verbose_name_plural = _("Résultats des offres")
        indexes = [
            models.Index(fields=["result", "closed_on"], name="outcome_result"),
            models.Index(fields=["-closed_on", "-id"], name="outcome_closed"),
            models.Index(fields=["owner", "-closed_on", "-id"], name="outcome_owner_closed"),
        ]
