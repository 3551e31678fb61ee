"""Offers and their numbered versions."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.deals.permissions import DealPermission
from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet
from arpent.pricing.public import Regime

from ..rules.lifecycle import State
from .percentages import percent_field

STATES = [
    (State.DRAFT.value, _("brouillon")),
    (State.PENDING_APPROVAL.value, _("accord demandé")),
    (State.APPROVED.value, _("accord donné")),
    (State.DECLINED.value, _("accord refusé")),
    (State.SENT.value, _("envoyée")),
    (State.SIGNED.value, _("signée")),
    (State.REFUSED.value, _("refusée")),
    (State.REPLACED.value, _("remplacée")),
]
STATE_NAMES = dict(STATES)
REGIMES = [
    (Regime.FRANCE.value, _("France métropolitaine")),
    (Regime.DOM.value, _("vers l’outre-mer, comme une exportation")),
    (Regime.OVERSEAS.value, _("sur place en Guadeloupe, Martinique, Réunion")),
    (Regime.UNTAXED.value, _("sur place en Guyane, à Mayotte (sans TVA)")),
    (Regime.INTRA_EU.value, _("Union européenne, livraison de biens")),
    (Regime.REVERSE.value, _("Union européenne, services (autoliquidation)")),
    (Regime.EXPORT.value, _("hors de l’Union européenne")),
]
LANGUAGES = [("fr", _("français")), ("en", _("anglais"))]
INCOTERMS = [(x, x) for x in ("EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF")]


class OfferQuerySet(ScopedQuerySet["Offer"]):
    """Offers scoped by their owner."""

    owner_paths = ("owner",)
    permission = DealPermission.SEE_DEALS


class Offer(models.Model):
    """An offer of a deal; its content is in its versions. Columns of lists repeat the values of the last version.

    ``net``, ``pocket``, ``cost``: euros excl. VAT; ``cost`` is None while a cost is unknown. ``owner``: the deal's
    owner, repeated so that a list of 50,000 offers needs no join (a third of the time); updated when the deal is
    reassigned. ``last_external_activity_at``: last action of the customer or of an approver, read by the
    notifications.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deal = models.ForeignKey("deals.Deal", models.CASCADE, related_name="+")
    owner = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    title = models.CharField(_("Titre de l’offre"), max_length=160)
    last_version = models.PositiveSmallIntegerField(_("Dernière version"), default=1)
    state = models.CharField(_("État"), max_length=16, choices=STATES, default=State.DRAFT.value)
    net = models.DecimalField(_("Montant HT"), max_digits=14, decimal_places=2, default=Decimal(0))
    pocket = models.DecimalField(_("Prix net-net"), max_digits=14, decimal_places=2, default=Decimal(0))
    cost = models.DecimalField(_("Coût"), max_digits=14, decimal_places=2, null=True)
    valid_until = models.DateField(_("Valable jusqu’au"), null=True)
    sent_at = models.DateTimeField(_("Envoyée le"), null=True)
    opened_at = models.DateTimeField(_("Ouverte le"), null=True)
    last_external_activity_at = models.DateTimeField(null=True)
    remind_on = models.DateField(_("À relancer le"), null=True)
    closed_at = models.DateTimeField(_("Close le"), null=True)
    created_at = models.DateTimeField()

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("Offre")
        verbose_name_plural = _("Offres")
        constraints = [models.UniqueConstraint(fields=["year", "sequence"], name="offer_number")]
        indexes = [
            models.Index(fields=["deal"], name="offer_deal"),
            models.Index(fields=["-created_at", "-id"], name="offer_created"),
            models.Index(fields=["owner", "-created_at", "-id"], name="offer_owner_created"),
            # Sums and counts by state need no row: it covers owner and amounts. The same columns by owner first would
            # only cost writes: SQLite skips from state to state for one owner (0.6 ms of 20,000 offers), PostgreSQL
            # never read it.
            models.Index(fields=["state", "owner", "net", "pocket", "cost"], name="offer_sums"),
            models.Index(fields=["state", "-created_at", "-id"], name="offer_state"),
            models.Index(fields=["-net", "-id"], name="offer_net"),
            models.Index(fields=["owner", "-net", "-id"], name="offer_owner_net"),
            models.Index(fields=["owner", "valid_until", "id"], name="offer_owner_valid"),
            models.Index(fields=["valid_until", "id"], name="offer_valid_all"),
            models.Index(fields=["owner", "last_external_activity_at"], name="offer_owner_heard"),
            models.Index(fields=["owner", "state", "remind_on"], name="offer_owner_remind"),
            models.Index(fields=["state", "valid_until", "id"], name="offer_valid"),
            models.Index(fields=["state", "remind_on"], name="offer_remind"),
        ]

    @property
    def label(self) -> str:
        """Return the label of the offer's state."""
        return str(STATE_NAMES[self.state])

    @property
    def number(self) -> str:
        """Return the offer's number, such as O-2026-00012."""
        return f"O-{self.year}-{self.sequence:05d}"

    def __str__(self) -> str:
        return f"{self.number} · {self.title}"


class NumberSequence(models.Model):
    """Last number assigned in a year; locked during assignment and never decreased."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class OfferRowQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows of an offer, scoped by its owner (the deal's)."""

    owner_paths = ("offer__owner",)  # the deal's
    permission = DealPermission.SEE_DEALS


class OfferVersion(models.Model):
    """One version of an offer with its conditions, which do not change once it is sent.

    Percentages 0-100. ``rate``: euros per unit of ``currency``. ``global_amount`` in the currency; ``incoterm_cost``
    and ``carriage_cost`` in euros; ``payment_days`` from the invoice. ``priced_on``: day of the catalogue prices and
    VAT rates. ``revision``: number of changes, to detect concurrent edits. Set when it is sent: ``snapshot``, its
    content as canonical text; ``fingerprint``, the SHA-256 of that text; ``document_data``, data of its document;
    ``parties``, buyer and seller for its order; ``approval_level``, level required then. ``loss_case``: case of C.
    com. L442-5 for ``loss_lines``, the lines sold below cost ("key:reference"), recorded by ``loss_by``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    offer = models.ForeignKey("offers.Offer", models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(_("État"), max_length=16, choices=STATES, default=State.DRAFT.value)
    revision = models.PositiveIntegerField(default=0)
    language = models.CharField(_("Langue de l’offre"), max_length=2, choices=LANGUAGES, default="fr")
    contact = models.ForeignKey(
        "clients.Contact", models.SET_NULL, null=True, related_name="+", verbose_name=_("Destinataire")
    )
    price_list = models.ForeignKey(
        "catalogue.PriceList", models.SET_NULL, null=True, related_name="+", verbose_name=_("Tarif")
    )
    priced_on = models.DateField(_("Prix du"))
    currency = models.CharField(_("Monnaie"), max_length=3, default="EUR")
    rate = models.DecimalField(
        _("Cours"),
        max_digits=12,
        decimal_places=6,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.000001"))],
    )
    regime = models.CharField(_("Régime de TVA"), max_length=8, choices=REGIMES, default=Regime.FRANCE.value)
    valid_until = models.DateField(_("Valable jusqu’au"), null=True)
    global_percent = percent_field(_("Remise sur le total (%)"), default=Decimal(0))
    global_amount = models.DecimalField(
        _("Remise sur le total (montant)"),
        max_digits=12,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0)],
    )
    deposit_percent = percent_field(_("Acompte à la commande (%)"), default=Decimal(0))
    payment_days = models.PositiveSmallIntegerField(
        _("Délai de paiement (jours)"), default=30, validators=[MaxValueValidator(365)]
    )
    end_of_month = models.BooleanField(_("Fin de mois"), default=False)
    incoterm = models.CharField(_("Incoterm 2020"), max_length=3, choices=INCOTERMS, default="DAP", blank=True)
    incoterm_place = models.CharField(_("Lieu"), max_length=80, blank=True)
    incoterm_cost = models.DecimalField(
        _("Coût de l’Incoterm (€)"),
        max_digits=12,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0)],
    )
    carriage_cost = models.DecimalField(
        _("Coût du port (€)"), max_digits=12, decimal_places=2, default=Decimal(0), validators=[MinValueValidator(0)]
    )
    financing_rate_percent = percent_field(_("Coût financier (% par an)"), default=Decimal(0))
    warranty_percent = percent_field(_("Coût de la garantie (% du net)"), default=Decimal(0))
    warranty_months = models.PositiveSmallIntegerField(
        _("Garantie (mois)"), default=12, validators=[MaxValueValidator(240)]
    )
    commission_percent = percent_field(_("Commission (% sur marge)"), default=Decimal(0))
    delivery = models.CharField(_("Livraison"), max_length=200, blank=True)
    letter = models.TextField(_("Lettre d’accompagnement"), blank=True, max_length=6000)
    conditions = models.TextField(_("Conditions particulières et dérogations"), blank=True, max_length=6000)
    with_sheets = models.BooleanField(_("Joindre les fiches des produits"), default=True)
    terms = models.ForeignKey(
        "catalogue.DocumentVersion", models.PROTECT, null=True, related_name="+", verbose_name=_("Conditions générales")
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    approval_level = models.CharField(max_length=9, blank=True)
    loss_case = models.CharField(_("Cas de vente sous le prix d’achat"), max_length=10, blank=True)
    loss_reason = models.TextField(_("Pourquoi ce cas s’applique"), blank=True, max_length=2000)
    loss_lines: Any = models.JSONField(default=list)
    loss_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+", verbose_name=_("Dit par"))
    loss_at = models.DateTimeField(null=True)
    snapshot = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    document_data: Any = models.JSONField(null=True)
    parties: Any = models.JSONField(null=True)

    objects = OfferRowQuerySet["OfferVersion"].as_manager()

    class Meta:
        verbose_name = _("Version d’une offre")
        verbose_name_plural = _("Versions d’offres")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "number"], name="offer_version_once"),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="offer_version_rate"),
        ]

    @property
    def label(self) -> str:
        """Return the number of the offer and of the version, such as O-2026-00012 v2."""
        return f"{self.offer.number} v{self.number}"
