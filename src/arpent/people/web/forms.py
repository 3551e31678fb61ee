"""Forms about people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..queries.people import list_teams
from ..rules.roles import Role

ROLES = [
    (Role.NEGOTIATOR.value, _("Négociateur")),
    (Role.MANAGER.value, _("Responsable d’équipe")),
    (Role.DIRECTION.value, _("Direction")),
    (Role.ASSISTANT.value, _("Assistant")),
    (Role.ADMINISTRATOR.value, _("Administrateur")),
]
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
        self.fields["team"].choices = [("", "—"), *((str(t.pk), t.name) for t in list_teams())]  # type: ignore[attr-defined]


class AccessForm(forms.Form):
    role = forms.ChoiceField(label=_("Rôle"), choices=ROLES)
    team = forms.ChoiceField(label=_("Équipe"), required=False)
    is_active = forms.BooleanField(label=_("Peut se connecter"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", "—"), *((str(t.pk), t.name) for t in list_teams())]  # type: ignore[attr-defined]


class TeamForm(forms.Form):
    name = forms.CharField(label=_("Nom de l’équipe"), max_length=120)
