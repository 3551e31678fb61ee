"""Forms of items."""

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.web.form_fields import HALF, day_field


class ItemForm(forms.Form):
    """Values of an item."""

    title = forms.CharField(label=_("Titre"), max_length=120, widget=forms.TextInput(attrs=HALF))
    due_on = day_field(_("Échéance"))
