"""Forms of policies and promotions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from arpent.web.form_fields import HALF, QUARTER
from arpent.web.model_forms import RecordForm, choice_field

from ...models import OfferPolicy, Promotion


class PolicyForm(RecordForm):
    """Pricing policy valid from a day on."""

    default_column = QUARTER

    class Meta(RecordForm.Meta):
        model = OfferPolicy
        fields = (
            "starts_on",
            "offer_free",
            "offer_manager",
            "line_free",
            "line_manager",
            "financing_rate_percent",
            "warranty_percent",
            "commission_percent",
            "deposit_percent",
            "validity_days",
            "payment_days",
        )
        help_texts = {
            "offer_free": _("Marge nette après conditions, sur prix de vente (taux de marque)."),
            "offer_manager": _("En dessous : la direction."),
        }


class PromotionForm(RecordForm):
    """Discount on a family or on all products between two days."""

    family = choice_field(Promotion, "family", QUARTER)

    field_order = ("name", "percent", "family", "starts_on", "ends_on")
    default_column = QUARTER
    columns = {"name": HALF}

    class Meta(RecordForm.Meta):
        model = Promotion
        fields = ("name", "percent", "starts_on", "ends_on")

    def __init__(self, *args: Any, families: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family"].choices = [("", _("tous les produits")), *families]  # type: ignore[attr-defined]
