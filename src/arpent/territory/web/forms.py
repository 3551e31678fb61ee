"""Forms of the sector and its targets."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.clients.public import Relationship
from arpent.people.public import User, list_negotiators
from arpent.web.model_forms import RecordForm, choice_field

from ..messages import PARTS
from ..models import Sector
from ..permissions import TerritoryPermission
from ..rules.scoring import DEFAULT_WEIGHTS
from ..rules.scoring import PARTS as PART_NAMES

# Criteria of targeting, which no column stores: texts in characters, counts, kilometres.
MAX_COMMUNES, MAX_NAF, MAX_PLACE = 300_000, 120, 80
MAX_EMPLOYEES, MAX_KM, MAX_WEIGHT = 100_000, 2000, 100


def holder_choices(by: User) -> list[tuple[str, str]]:
    """Return (id, name) of the people who may hold a sector."""
    return [(str(p.pk), p.full_name) for p in list_negotiators(by=by, permission=TerritoryPermission.DRAW_SECTOR)]


QUARTER, SIXTH = {"col": "col-12 col-md-3"}, {"col": "col-6 col-md-2"}


class SectorForm(RecordForm):
    """Name, holder and communes of a sector; the map writes the commune codes, separated by spaces."""

    holder = choice_field(Sector, "holder", required=True)
    communes = forms.CharField(widget=forms.Textarea(attrs={"hidden": True}), required=False, max_length=MAX_COMMUNES)

    class Meta(RecordForm.Meta):
        model = Sector
        fields = ("name",)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].choices = holder_choices(by)  # type: ignore[attr-defined]


RELATIONSHIPS = [
    ("", _("suspects et prospects")),
    (Relationship.PROSPECT.value, _("prospects")),
    (Relationship.SUSPECT.value, _("suspects")),
    (Relationship.CUSTOMER.value, _("clients")),
    (Relationship.FORMER.value, _("anciens clients")),
    ("all", _("tous")),
]


class TargetForm(forms.Form):
    """Target profile and weights."""

    naf = forms.CharField(
        label=_("Activités recherchées (début de code NAF)"),
        required=False,
        max_length=MAX_NAF,
        help_text=_("Par exemple : 20, 36.00Z, 38"),
        widget=forms.TextInput(attrs={"col": "col-12 col-md-5"}),
    )
    employees_from = forms.IntegerField(
        label=_("Salariés, de"),
        required=False,
        min_value=0,
        max_value=MAX_EMPLOYEES,
        widget=forms.NumberInput(attrs=SIXTH),
    )
    employees_to = forms.IntegerField(
        label=_("Salariés, à"),
        required=False,
        min_value=0,
        max_value=MAX_EMPLOYEES,
        widget=forms.NumberInput(attrs=SIXTH),
    )
    relationship = forms.ChoiceField(
        label=_("Parmi"), choices=RELATIONSHIPS, required=False, widget=forms.Select(attrs=QUARTER)
    )
    person = forms.ChoiceField(label=_("Pour"), required=False, widget=forms.Select(attrs=QUARTER))
    where = forms.ChoiceField(
        label=_("Où"),
        required=False,
        widget=forms.Select(attrs=QUARTER),
        choices=[("", _("dans le secteur, s’il est dessiné")), ("all", _("partout"))],
    )
    around = forms.CharField(
        label=_("Autour de (ville ou code postal)"),
        required=False,
        max_length=MAX_PLACE,
        help_text=_("Vide : autour des passages déjà prévus et de votre départ."),
        widget=forms.TextInput(attrs=QUARTER),
    )
    within_km = forms.IntegerField(
        label=_("À moins de (km à vol d’oiseau)"),
        required=False,
        min_value=1,
        max_value=MAX_KM,
        widget=forms.NumberInput(attrs=QUARTER),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(p.pk), p.full_name) for p in list_negotiators(by=by)]
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        for part in PART_NAMES:
            self.fields[f"weight_{part}"] = forms.IntegerField(
                label=PARTS[part],
                required=False,
                min_value=0,
                max_value=MAX_WEIGHT,
                initial=DEFAULT_WEIGHTS[part],
                widget=forms.NumberInput(attrs={"col": "col-6 col-md-2"}),
            )
