"""Forms of policies and promotions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.web.form_fields import HALF, QUARTER, day_field, percent_field


class PolicyForm(forms.Form):
    """Pricing policy valid from a day on."""

    starts_on = day_field(_("À partir du"))
    offer_free = percent_field(
        _("Offre : libre à partir de (%)"), _("Marge de poche sur prix de vente (taux de marque).")
    )
    offer_manager = percent_field(_("Offre : responsable à partir de (%)"), _("En dessous : la direction."))
    line_free = percent_field(_("Ligne : libre à partir de (%)"))
    line_manager = percent_field(_("Ligne : responsable à partir de (%)"))
    financing_rate_percent = percent_field(_("Coût de l’argent (% par an)"))
    warranty_percent = percent_field(_("Coût de la garantie (% du net)"))
    commission_percent = percent_field(_("Commission (% de la marge)"))
    deposit_percent = percent_field(_("Acompte usuel (%)"))
    validity_days = forms.IntegerField(
        label=_("Validité usuelle (jours)"), min_value=1, max_value=365, widget=forms.NumberInput(attrs=QUARTER)
    )
    payment_days = forms.IntegerField(
        label=_("Paiement usuel (jours)"), min_value=0, max_value=60, widget=forms.NumberInput(attrs=QUARTER)
    )


class PromotionForm(forms.Form):
    name = forms.CharField(label=_("Nom de la campagne"), max_length=120, widget=forms.TextInput(attrs=HALF))
    percent = percent_field(_("Remise (%)"))
    family = forms.ChoiceField(label=_("Famille"), required=False, widget=forms.Select(attrs=QUARTER))
    starts_on = day_field(_("Du"))
    ends_on = day_field(_("Au, compris"))

    def __init__(self, *args: Any, families: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family"].choices = [("", _("tous les produits")), *families]  # type: ignore[attr-defined]
