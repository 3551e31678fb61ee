"""Forms of accounts, members and the organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.people.public import ROLES as ROLE_WORDS
from arpent.people.public import list_teams

ROLES = list(ROLE_WORDS.items())
STATUSES = [("employee", _("Salarié")), ("vrp", _("VRP")), ("agent", _("Agent commercial"))]


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(label=_("Langue"), choices=[("fr", "Français"), ("en", "English")])
    theme = forms.ChoiceField(
        label=_("Apparence"), choices=[("auto", _("comme le système")), ("light", _("claire")), ("dark", _("sombre"))]
    )


class PersonForm(forms.Form):
    first_name = forms.CharField(label=_("Prénom"), max_length=80)
    last_name = forms.CharField(label=_("Nom"), max_length=80)
    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Rôle"), choices=ROLES)
    status = forms.ChoiceField(label=_("Statut"), choices=STATUSES)
    team = forms.ChoiceField(label=_("Équipe"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = [("", "—"), *((str(t.pk), t.name) for t in list_teams())]
        self.fields["team"].choices = teams  # type: ignore[attr-defined]


class AccessForm(forms.Form):
    role = forms.ChoiceField(label=_("Rôle"), choices=ROLES)
    team = forms.ChoiceField(label=_("Équipe"), required=False)
    is_active = forms.BooleanField(label=_("Peut se connecter"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = [("", "—"), *((str(t.pk), t.name) for t in list_teams())]
        self.fields["team"].choices = teams  # type: ignore[attr-defined]


class TeamForm(forms.Form):
    name = forms.CharField(label=_("Nom de l’équipe"), max_length=120)


class IdentityForm(forms.Form):
    """The legal identity shown on the firm's documents."""

    name = forms.CharField(label=_("Nom de l’entreprise"), max_length=200)
    legal_form = forms.CharField(label=_("Forme juridique"), max_length=80, required=False, help_text=_("SAS, SARL…"))
    capital = forms.DecimalField(label=_("Capital (€)"), max_digits=14, decimal_places=2, min_value=0, required=False)
    siren = forms.CharField(label=_("SIREN"), max_length=20, required=False)
    registry = forms.CharField(label=_("Ville du RCS"), max_length=80, required=False)
    vat_number = forms.CharField(label=_("Numéro de TVA"), max_length=20, required=False)
    address = forms.CharField(label=_("Adresse du siège"), max_length=250, required=False)
    postcode = forms.CharField(label=_("Code postal"), max_length=10, required=False)
    city = forms.CharField(label=_("Ville"), max_length=100, required=False)
    country = forms.CharField(label=_("Pays (deux lettres)"), max_length=2, min_length=2, initial="FR")
    phone = forms.CharField(label=_("Téléphone"), max_length=20, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = forms.CharField(label=_("Site"), max_length=200, required=False)
    insurance = forms.CharField(
        label=_("Assurance professionnelle"),
        max_length=300,
        required=False,
        help_text=_("Assureur, police, étendue : exigé pour les travaux du bâtiment."),
    )
    bank = forms.CharField(
        label=_("Coordonnées bancaires"), max_length=120, required=False, help_text=_("IBAN et BIC, pour l’acompte.")
    )
