"""Forms of accounts, members and the organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.people.public import ROLES as ROLE_WORDS
from arpent.people.public import Organisation, list_teams
from arpent.web.model_forms import RecordForm, model_field

from ..actions.identity import FIELDS

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


class IdentityForm(RecordForm):
    """The legal identity shown on the firm's documents."""

    # Numbers are typed with spaces, and checked by the action.
    siren = model_field(Organisation, "siren", max_length=20)
    vat_number = model_field(Organisation, "vat_number", max_length=20)
    country = model_field(Organisation, "country", min_length=2)

    field_order = FIELDS

    class Meta(RecordForm.Meta):
        model = Organisation
        fields = tuple(name for name in FIELDS if name not in ("siren", "vat_number", "country"))
        help_texts = {
            "legal_form": _("SAS, SARL…"),
            "insurance": _("Assureur, police, étendue : exigé pour les travaux du bâtiment."),
            "bank": _("IBAN et BIC, pour l’acompte."),
        }
