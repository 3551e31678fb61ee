"""Forms of accounts, members and the organisation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from arpent.database.lengths import max_length
from arpent.people.public import Organisation, Team, User, list_teams
from arpent.web.model_forms import EMPTY_CHOICE, RecordForm, choice_field, model_field

from ..actions.identity import FIELDS

MAX_TYPED_NUMBER = 20  # with the spaces that people type


class PreferencesForm(RecordForm):
    """Language and theme of the signed-in person."""

    class Meta(RecordForm.Meta):
        model = User
        fields = ("language", "theme")


class MemberForm(RecordForm):
    """Role and team of a person."""

    team = choice_field(User, "team")

    class Meta(RecordForm.Meta):
        model = User
        fields: tuple[str, ...] = ("role",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = [EMPTY_CHOICE, *((str(t.pk), t.name) for t in list_teams())]
        self.fields["team"].choices = teams  # type: ignore[attr-defined]


class PersonForm(MemberForm):
    """Name, e-mail address, role, status and team of a new person."""

    first_name = model_field(User, "first_name", required=True)
    last_name = model_field(User, "last_name", required=True)

    field_order = ("first_name", "last_name", "email", "role", "status", "team")

    class Meta(MemberForm.Meta):
        fields = ("email", "role", "status")


class AccessForm(MemberForm):
    """Role, team and access of an existing person."""

    field_order = ("role", "team", "is_active")

    class Meta(MemberForm.Meta):
        fields = ("role", "is_active")


class TeamForm(RecordForm):
    """Name of a team."""

    class Meta(RecordForm.Meta):
        model = Team
        fields = ("name",)


class IdentityForm(RecordForm):
    """The legal identity shown on the firm's documents."""

    # Numbers are typed with spaces, and checked by the action.
    siren = model_field(Organisation, "siren", max_length=MAX_TYPED_NUMBER)
    vat_number = model_field(Organisation, "vat_number", max_length=MAX_TYPED_NUMBER)
    country = model_field(Organisation, "country", min_length=max_length(Organisation, "country"))

    field_order = FIELDS

    class Meta(RecordForm.Meta):
        model = Organisation
        fields = tuple(name for name in FIELDS if name not in ("siren", "vat_number", "country"))
        help_texts = {
            "legal_form": _("SAS, SARL…"),
            "insurance": _("Assureur, police, étendue : exigé pour les travaux du bâtiment."),
            "bank": _("IBAN et BIC, pour l’acompte."),
        }
