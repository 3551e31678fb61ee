"""Offers and their numbered versions."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.deals.permissions import DealPermission
from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet
from arpent.pricing.public import Regime

from ..rules.lifecycle import State

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
    owner_paths = ("owner",)
    permission = DealPermission.SEE_DEALS


class Offer(models.Model):
    """An offer of a deal; its content is in its versions. Columns of lists repeat the values of the last version.

    ``net``, ``pocket``, ``cost``: euros without tax; ``cost`` is None while a cost is unknown. ``owner``: the deal's
    owner, repeated so that a list of 50,000 offers needs no join (a third of the time); updated when the deal is
    reassigned. ``last_external_activity_at``: last action of the customer or of an approver, read by the notifications.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deal = models.ForeignKey("deals.Deal", models.CASCADE, related_name="+")
    owner = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    last_version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=16, choices=STATES, default=State.DRAFT.value)
    net = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    pocket = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    valid_until = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    last_external_activity_at = models.DateTimeField(null=True)
    remind_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    objects = OfferQuerySet.as_manager()

    class Meta:
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
        """Return the offer's number: O-2026-00012."""
        return f"O-{self.year}-{self.sequence:05d}"

    def __str__(self) -> str:
        return f"{self.number} · {self.title}"


class NumberSequence(models.Model):
    """Last number assigned in a year; locked during assignment and never decreased."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class OfferRowQuerySet[M: models.Model](ScopedQuerySet[M]):
    owner_paths = ("offer__owner",)  # the deal's
    permission = DealPermission.SEE_DEALS


class OfferVersion(models.Model):
    """One version: its conditions, all frozen with it. ``rate``: euros for one of ``currency``; percentages as 12.5.

    ``edition`` counts the changes, so that two people on one offer never overwrite each other. ``snapshot``: what was
    sent, as one canonical text; ``fingerprint``: its SHA-256; ``document_data``: what its document was drawn from;
    ``parties``: buyer and seller as they were then, for its order; ``agreed_level``: whose agreement it left with.
    ``loss_case``: the case of C. com. L442-5 named for ``loss_lines``, the lines sold below cost with their references;
    ``loss_by`` said so.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    offer = models.ForeignKey("offers.Offer", models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=STATES, default=State.DRAFT.value)
    edition = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="fr")
    contact = models.ForeignKey("clients.Contact", models.SET_NULL, null=True, related_name="+")
    price_list = models.ForeignKey("catalogue.PriceList", models.SET_NULL, null=True, related_name="+")
    priced_on = models.DateField()
    currency = models.CharField(max_length=3, default="EUR")
    rate = models.DecimalField(max_digits=12, decimal_places=6, default=Decimal(1))
    regime = models.CharField(max_length=8, choices=REGIMES, default=Regime.FRANCE.value)
    valid_until = models.DateField(null=True)
    global_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    global_amount = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    deposit_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    payment_days = models.PositiveSmallIntegerField(default=30)
    end_of_month = models.BooleanField(default=False)
    incoterm = models.CharField(max_length=3, choices=INCOTERMS, default="DAP", blank=True)
    incoterm_place = models.CharField(max_length=80, blank=True)
    incoterm_cost = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    carriage_cost = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    financing_rate_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    warranty_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    warranty_months = models.PositiveSmallIntegerField(default=12)
    commission_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    delivery = models.CharField(max_length=200, blank=True)
    letter = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    with_sheets = models.BooleanField(default=True)
    terms = models.ForeignKey("catalogue.DocumentVersion", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    agreed_level = models.CharField(max_length=9, blank=True)
    loss_case = models.CharField(max_length=10, blank=True)
    loss_reason = models.TextField(blank=True)
    loss_lines: Any = models.JSONField(default=list)
    loss_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    loss_at = models.DateTimeField(null=True)
    snapshot = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    document_data: Any = models.JSONField(null=True)
    parties: Any = models.JSONField(null=True)

    objects = OfferRowQuerySet["OfferVersion"].as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "number"], name="offer_version_once"),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="offer_version_rate"),
        ]

    @property
    def label(self) -> str:
        """Return how one names it: O-2026-00012 v2."""
        return f"{self.offer.number} v{self.number}"


class VersionRowQuerySet[M: models.Model](ScopedQuerySet[M]):
    owner_paths = ("version__offer__owner",)
    permission = DealPermission.SEE_DEALS


class OfferLine(models.Model):
    """A line of a version. ``key`` is the same in all versions. Unit prices in the version's currency.

    ``cost``: unit cost in euros; ``catalogue_cost``: the catalogue's. Approvals use the higher of the two.
    """

    class Kind(models.TextChoices):
        SECTION = "section", _("titre")
        PRODUCT = "product", _("produit")
        FREE = "free", _("ligne libre")
        CARRIAGE = "carriage", _("port")

    class Role(models.TextChoices):
        INCLUDED = "included", _("compris")
        OPTION = "option", _("option")
        ALTERNATIVE = "alternative", _("variante")

    VATS = [
        ("normal", _("normal")),
        ("intermediate", _("intermédiaire")),
        ("reduced", _("réduit")),
        ("super_reduced", _("particulier")),
    ]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey("offers.OfferVersion", models.CASCADE, related_name="lines")
    key = models.CharField(max_length=32)
    position = models.FloatField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.FREE)
    role = models.CharField(max_length=11, choices=Role, default=Role.INCLUDED)
    alternative_to = models.CharField(max_length=32, blank=True)
    is_selected = models.BooleanField(default=True)
    product = models.ForeignKey("catalogue.Product", models.SET_NULL, null=True, related_name="+")
    reference = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    quantity = models.DecimalField(max_digits=12, decimal_places=3, default=Decimal(1))
    unit = models.CharField(max_length=20, blank=True)
    list_price = models.DecimalField(max_digits=14, decimal_places=4, default=Decimal(0))
    tier_price = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    manual_price = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    promotion_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    cost = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    catalogue_cost = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    vat = models.CharField(max_length=13, choices=VATS, default="normal")
    delivery_days = models.PositiveSmallIntegerField(null=True)

    objects = VersionRowQuerySet["OfferLine"].as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="offer_line_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="offer_line_quantity"),
        ]
        indexes = [models.Index(fields=["version", "position"], name="offer_line_order")]

    def __str__(self) -> str:
        return self.label or self.reference


class OfferFile(models.Model):
    """A stored file of a version (sent, signed, order); immutable. ``sha256``: its hash."""

    class Kind(models.TextChoices):
        OFFER = "offer", _("offre envoyée")
        SIGNED = "signed", _("offre signée")
        ORDER = "order", _("commande Order-X")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey("offers.OfferVersion", models.CASCADE, related_name="files")
    kind = models.CharField(max_length=6, choices=Kind)
    name = models.CharField(max_length=120)
    stored_as = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    objects: Any = VersionRowQuerySet["OfferFile"].as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "kind"], name="offer_file_once")]
