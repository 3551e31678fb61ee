"""Forms of the portal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.web.form_fields import HALF, WIDE

from ...models import LOST


class SignForm(forms.Form):
    """Fields of a signature; options are read separately."""

    name = forms.CharField(
        label=_("Votre nom"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"} | HALF),
    )
    function = forms.CharField(
        label=_("Votre fonction"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"} | HALF),
    )
    order_number = forms.CharField(
        label=_("Votre numéro de commande"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs=HALF),
        help_text=_("Si vous en avez un."),
    )


class RefuseForm(forms.Form):
    name = forms.CharField(label=_("Votre nom"), max_length=120, required=False, widget=forms.TextInput(attrs=HALF))
    reason = forms.ChoiceField(
        label=_("La raison"), choices=[("", "—"), *LOST], required=False, widget=forms.Select(attrs=HALF)
    )
    text = forms.CharField(
        label=_("Ce qui aurait convenu"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3} | WIDE),
    )


class QuestionForm(forms.Form):
    name = forms.CharField(label=_("Votre nom"), max_length=120, required=False, widget=forms.TextInput(attrs=HALF))
    text = forms.CharField(
        label=_("Votre question"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3} | WIDE)
    )
