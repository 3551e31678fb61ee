"""Forms of the portal: lengths come from the models, labels are worded for the customer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.web.form_fields import HALF, WIDE
from arpent.web.model_forms import model_field

from ...models import LOST, OfferEvent, Signature


class SignForm(forms.Form):
    """Fields of a signature; options are read separately."""

    name = model_field(Signature, "name", {"autocomplete": "name"} | HALF, label=_("Votre nom"), required=False)
    function = model_field(
        Signature,
        "function",
        {"autocomplete": "organization-title"} | HALF,
        label=_("Votre fonction"),
        required=False,
    )
    order_number = model_field(
        Signature,
        "order_number",
        HALF,
        label=_("Votre numéro de commande"),
        help_text=_("Si vous en avez un."),
    )


class RefuseForm(forms.Form):
    """The customer's refusal: name, reason and wishes."""

    name = model_field(OfferEvent, "name", HALF, label=_("Votre nom"))
    reason = forms.ChoiceField(
        label=_("La raison"), choices=[("", "—"), *LOST], required=False, widget=forms.Select(attrs=HALF)
    )
    text = model_field(OfferEvent, "text", {"rows": 3} | WIDE, label=_("Ce qui aurait convenu"))


class QuestionForm(forms.Form):
    """A question of the customer."""

    name = model_field(OfferEvent, "name", HALF, label=_("Votre nom"))
    text = model_field(OfferEvent, "text", {"rows": 3} | WIDE, label=_("Votre question"))
