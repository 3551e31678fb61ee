"""Forms of deals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.people.public import User, owner_choices

from ..messages import REQUIREMENTS
from ..models.deal import COMPETITIVE_PRESSURES, LOST_REASONS, STEP_KINDS
from ..permissions import DealPermission
from ..queries.choices import WHOM

HALF, QUARTER = ({"col": f"col-12 col-md-{n}"} for n in (6, 3))
WIDE = {"col": "col-12"}


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"} | QUARTER, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


class StepForm(forms.Form):
    """Next step of an open deal: to do on a day, or waiting until a day."""

    next_step = forms.CharField(
        label=_("Prochaine action"), max_length=200, required=False, widget=forms.TextInput(attrs=HALF)
    )
    step_kind = forms.ChoiceField(
        label=_("C’est"), choices=STEP_KINDS, required=False, widget=forms.Select(attrs=QUARTER)
    )
    next_step_on = day_field(_("Le"), required=False)

    def clean_step_kind(self) -> str:
        return self.cleaned_data["step_kind"] or "to_do"


class FactsForm(forms.Form):
    """Facts of a deal that stages may require."""

    amount = forms.DecimalField(
        label=_("Montant (€ HT)"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        widget=forms.NumberInput(attrs=QUARTER),
    )
    expected_on = day_field(_("Décision attendue le"), required=False)
    competitor = forms.CharField(
        label=_("Concurrent en place"), required=False, max_length=120, widget=forms.TextInput(attrs=QUARTER)
    )
    competitive_pressure = forms.TypedChoiceField(
        label=_("Pression de la concurrence"),
        required=False,
        choices=[("", "—"), *COMPETITIVE_PRESSURES],
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs=QUARTER),
    )
    need = forms.CharField(
        label=_("Besoin, en quelques phrases"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3} | WIDE),
    )


class DealForm(StepForm, FactsForm):
    title = forms.CharField(label=_("Affaire"), max_length=160, widget=forms.TextInput(attrs=HALF))
    owner_id = forms.ChoiceField(label=_("Commercial"), required=False, widget=forms.Select(attrs=QUARTER))
    probability = forms.IntegerField(
        label=_("Probabilité (%)"), required=False, min_value=0, max_value=100, widget=forms.NumberInput(attrs=QUARTER)
    )

    field_order = ["title", "owner_id", "amount", "next_step", "step_kind", "next_step_on", "probability"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = owner_choices(
            by=by, permission=DealPermission.CHANGE_DEALS, current=str(self.initial.get("owner_id") or "")
        )
        self.fields["owner_id"].choices = owners  # type: ignore[attr-defined]


class MoveForm(StepForm, FactsForm):
    """Fields of a move: next step, requirements of the stage, or reason of the loss."""

    lost_reason = forms.ChoiceField(
        label=_("Pourquoi est-elle perdue ?"),
        required=False,
        choices=[("", "—"), *LOST_REASONS],
        widget=forms.Select(attrs=HALF),
    )
    lost_note = forms.CharField(
        label=_("Précision"), required=False, max_length=200, widget=forms.TextInput(attrs=HALF)
    )

    def __init__(self, *args: Any, kind: str, requires: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep = {"next_step", "step_kind", "next_step_on"} if kind == "open" else set()
        keep |= {"lost_reason", "lost_note"} if kind == "lost" else set(requires)
        for name in [n for n in self.fields if n not in keep]:
            del self.fields[name]


class InformationRequestForm(forms.Form):
    whom = forms.ChoiceField(
        label=_("Service ou partenaire"), choices=[("", "—"), *WHOM], widget=forms.Select(attrs=QUARTER)
    )
    name = forms.CharField(label=_("Qui répondra"), max_length=120, widget=forms.TextInput(attrs=QUARTER))
    email = forms.EmailField(label=_("Son e-mail"), required=False, widget=forms.EmailInput(attrs=QUARTER))
    due_on = day_field(_("Réponse pour le"))
    question = forms.CharField(
        label=_("Que demandez-vous ?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3} | WIDE)
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Votre réponse"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6} | WIDE))
    name = forms.CharField(label=_("Votre nom"), max_length=120, widget=forms.TextInput(attrs=HALF))


class StageForm(forms.Form):
    name = forms.CharField(label=_("Nom de l’étape"), max_length=60)
    probability = forms.IntegerField(label=_("Probabilité (%)"), min_value=0, max_value=100, initial=0)
    stale_days = forms.IntegerField(
        label=_("Stagne après (jours)"),
        required=False,
        min_value=1,
        max_value=730,
        help_text=_("Au-delà, la carte le signale. Vide : jamais."),
    )
    requires = forms.MultipleChoiceField(
        label=_("Ce qu’il faut pour y entrer"),
        required=False,
        choices=list(REQUIREMENTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
