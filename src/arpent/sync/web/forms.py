"""Forms of what phones may take along."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ExportedForm(forms.Form):
    """The file with an exported outbox."""

    file = forms.FileField(
        label=_("Fichier donné par le téléphone"), help_text=_("Ce qui était déjà arrivé n’est pas écrit deux fois.")
    )


class PolicyForm(forms.Form):
    """What phones may copy: companies, days, prices, margins, expiry."""

    portfolio = forms.BooleanField(
        label=_("Tout le portefeuille, pas seulement la tournée"),
        required=False,
        help_text=_("La recherche et le contrôle des doublons marchent alors sans réseau."),
    )
    max_companies = forms.IntegerField(label=_("Fiches au plus"), min_value=50, max_value=2000)
    days_ahead = forms.IntegerField(label=_("Jours de tournée d’avance"), min_value=1, max_value=31)
    expiry_days = forms.IntegerField(
        label=_("Effacées après tant de jours sans réseau"),
        min_value=1,
        max_value=7,
        help_text=_("Ce qui reste à envoyer n’est jamais effacé."),
    )
    prices = forms.BooleanField(label=_("Tarifs et montants des offres"), required=False)
    margins = forms.BooleanField(
        label=_("Marges et prix de revient"),
        required=False,
        help_text=_("Un téléphone se perd : n’emportez les marges que s’il le faut."),
    )
