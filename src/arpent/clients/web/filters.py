"""Forms of the list and map of companies: filter, bulk change."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.geography.public import list_departements
from arpent.people.public import User, owner_choices
from arpent.web.list_filters import ChoiceFilter, FilterForm, FlagFilter, TextFilter, any_value

from ..models import Company
from ..queries.listing import SORTS

SORT_LABELS = (
    ("name", _("nom")),
    ("due", _("visite la plus en retard")),
    ("-potential", _("potentiel, le plus fort")),
    ("potential", _("potentiel, le plus faible")),
    ("visit", _("dernière visite, la plus ancienne")),
    ("data_quality_score", _("fiche la moins fiable")),
    ("-created", _("créée en dernier")),
)
DUES = (("late", _("due aujourd’hui")), ("soon", _("due dans 14 jours")))


def is_sort(value: str) -> bool:
    """Return whether a value of the sort parameter names a sortable column."""
    return value.removeprefix("-") in SORTS


class SingleSelect(forms.SelectMultiple):
    """A select of one value, for a parameter that an address may give several times."""

    allow_multiple_selected = False


class CompanyFilterForm(FilterForm):
    """Filters of the list and of the map of companies."""

    text = TextFilter(_("Nom ou SIREN"))
    relationship = forms.MultipleChoiceField(
        label=_("Relation"),
        choices=[("", _("toutes")), *Company.Relationship.choices],
        required=False,
        widget=SingleSelect,
    )
    owner = ChoiceFilter(_("Commercial"), empty=_("tous"), accepts=any_value)
    departement = ChoiceFilter(_("Département"), empty=_("tous"), accepts=any_value)
    naf = TextFilter("NAF", max_chars=6, widget=forms.TextInput(attrs={"col": "col-6 col-md-1"}))
    tag = TextFilter(
        _("Étiquette"), max_chars=40, widget=forms.TextInput(attrs={"list": "tags", "col": "col-6 col-md-2"})
    )
    due = ChoiceFilter(_("Visite"), DUES, empty=_("toutes"))
    sort = ChoiceFilter(_("Trier par"), SORT_LABELS, accepts=is_sort)
    low_quality = FlagFilter(_("fiche peu fiable"))
    unplaced = FlagFilter(_("non située"))
    no_contact = FlagFilter(_("sans contact"))

    submits_on_change = False

    def offer_rows(self, by: User) -> None:
        """Set the choices of owners and départements."""
        self.offer("owner", [("none", _("personne")), *owner_choices(by=by, closed_too=True)])
        self.offer("departement", [(code, f"{code} {name}") for code, name in sorted(list_departements().items())])

    def clean_relationship(self) -> list[str]:
        return [value for value in self.cleaned_data["relationship"] if value]

    def clean_departement(self) -> str:
        return str(self.cleaned_data["departement"]).upper()[:3]


REACHES = (
    ("phone", _("avec un téléphone")),
    ("email", _("avec un e-mail")),
    ("none", _("sans téléphone ni e-mail")),
    ("objected", _("ne souhaitent plus être contactés")),
)


class ContactFilterForm(FilterForm):
    """Filters of the list of contacts."""

    text = TextFilter(_("Nom, fonction, entreprise ou téléphone"))
    owner = ChoiceFilter(_("Commercial"), empty=_("tous"), accepts=any_value)
    relationship = ChoiceFilter(_("Relation"), Company.Relationship.choices, empty=_("toutes"))
    reach = ChoiceFilter(_("Joignables"), REACHES, empty=_("tous"))

    def __init__(self, query: Any, *, by: User) -> None:
        super().__init__(query)
        owners = owner_choices(by=by, closed_too=True)
        self.offer("owner", owners, hidden=len(owners) < 2)


class BulkChangeForm(forms.Form):
    """What to change of the selected companies. Rendered only: the view reads the fields that the choice needs."""

    field = forms.ChoiceField(
        choices=(
            ("relationship", _("relation")),
            ("owner", _("commercial")),
            ("call_interval", _("intervalle (jours)")),
            ("add_tag", _("ajouter l’étiquette")),
            ("remove_tag", _("retirer l’étiquette")),
            ("delete", _("supprimer")),
        ),
        widget=forms.Select(attrs={"class": "w-auto", "aria-label": _("Que changer")}),
    )
    value_relationship = forms.ChoiceField(
        choices=Company.Relationship.choices,
        widget=forms.Select(attrs={"class": "w-auto", "aria-label": _("Nouvelle relation")}),
    )
    value_owner = forms.ChoiceField(
        widget=forms.Select(attrs={"class": "w-auto", "aria-label": _("Nouveau commercial")})
    )

    use_required_attribute = False

    def __init__(self, *, owners: list[tuple[str, str]]) -> None:
        super().__init__(auto_id="")
        field = self.fields["value_owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = owners
