"""Forms of deals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.clients.web.components import CompanyPickerField
from arpent.people.public import User, owner_choices
from arpent.web.model_forms import RecordForm, choice_field, model_field

from ..messages import REQUIREMENTS
from ..models import Deal, InformationRequest, Stage
from ..permissions import DealPermission

HALF, QUARTER = ({"col": f"col-12 col-md-{n}"} for n in (6, 3))
WIDE = {"col": "col-12"}


class StepForm(forms.Form):
    """Next step of an open deal: to do on a day, or waiting until a day."""

    next_step = model_field(Deal, "next_step", HALF)
    step_kind = model_field(Deal, "step_kind", QUARTER, required=False)
    next_step_on = model_field(Deal, "next_step_on", QUARTER)

    def clean_step_kind(self) -> str:
        """Return the kind of next step, by default to do."""
        return self.cleaned_data["step_kind"] or "to_do"


class FactsForm(forms.Form):
    """Facts of a deal that stages may require."""

    amount = model_field(Deal, "amount", QUARTER)
    expected_on = model_field(Deal, "expected_on", QUARTER)
    competitor = model_field(Deal, "competitor", QUARTER)
    competitive_pressure = model_field(Deal, "competitive_pressure", QUARTER)
    need = model_field(Deal, "need", {"rows": 3} | WIDE)


class DealForm(StepForm, FactsForm):
    """Fields of a deal."""

    title = model_field(Deal, "title", HALF, label=_("Affaire"))
    owner_id = choice_field(Deal, "owner", QUARTER)
    probability = model_field(Deal, "probability", QUARTER)

    field_order = ["title", "owner_id", "amount", "next_step", "step_kind", "next_step_on", "probability"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = owner_choices(
            by=by, permission=DealPermission.CHANGE_DEALS, current=str(self.initial.get("owner_id") or "")
        )
        self.fields["owner_id"].choices = owners  # type: ignore[attr-defined]


class NewDealForm(DealForm):
    """Fields of a new deal, its company first."""

    company = CompanyPickerField()

    field_order = ["company", *DealForm.field_order]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.fields["company"].use(by)  # type: ignore[attr-defined]


class MoveForm(StepForm, FactsForm):
    """Fields of a move: next step, requirements of the stage, or reason of the loss."""

    lost_reason = model_field(Deal, "lost_reason", HALF, label=_("Pourquoi est-elle perdue ?"))
    lost_note = model_field(Deal, "lost_note", HALF)

    def __init__(self, *args: Any, kind: str, requires: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep = {"next_step", "step_kind", "next_step_on"} if kind == "open" else set()
        keep |= {"lost_reason", "lost_note"} if kind == "lost" else set(requires)
        for name in [n for n in self.fields if n not in keep]:
            del self.fields[name]


class InformationRequestForm(RecordForm):
    """Recipient, due date and question of a request."""

    default_column = QUARTER
    columns = {"question": {"rows": 3} | WIDE}

    class Meta(RecordForm.Meta):
        model = InformationRequest
        fields = ("whom", "name", "email", "due_on", "question")


class AnswerForm(forms.Form):
    """Answer to a request, and the name of who answers."""

    answer = model_field(InformationRequest, "answer", {"rows": 6} | WIDE, label=_("Votre réponse"), required=True)
    name = model_field(InformationRequest, "answered_by", HALF, label=_("Votre nom"), required=True)


class StageForm(RecordForm):
    """Name, probability, stale limit and requirements of a stage."""

    name = model_field(Stage, "name", required=True)
    requires = forms.MultipleChoiceField(
        label=_("Ce qu’il faut pour y entrer"),
        required=False,
        choices=list(REQUIREMENTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    field_order = ("name", "probability", "stale_days", "requires")

    class Meta(RecordForm.Meta):
        model = Stage
        fields = ("probability", "stale_days")
        help_texts = {"stale_days": _("Au-delà, la carte le signale. Vide : jamais.")}
