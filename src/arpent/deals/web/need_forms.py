"""Forms of need sheets: one field per question of the family's guide."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.database.lengths import max_length
from arpent.web.model_forms import RecordForm

from ..models import NeedAnswer, NeedSheet
from ..queries.needs import Answered
from .forms import HALF, QUARTER, WIDE


class FamilyChoiceForm(forms.Form):
    """Choice of the family whose guide is filled."""

    family = forms.ChoiceField(label=_("De quoi a-t-il besoin ?"), widget=forms.Select(attrs=HALF))

    def __init__(self, *args: Any, families: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family"].choices = families  # type: ignore[attr-defined]


class NeedForm(RecordForm):
    """Need sheet with a field per question of the guide: "q_<id>" its answer, "w_<id>" whether it is a wish only."""

    default_column = QUARTER
    columns = {
        "constraints": {"rows": 3} | WIDE,
        "criteria": {"rows": 3} | WIDE,
        "supplier": HALF,
        "supplier_weakness": {"rows": 2} | HALF,
    }

    class Meta(RecordForm.Meta):
        model = NeedSheet
        fields = ("quantity", "budget", "deadline_on", "constraints", "criteria", "supplier", "supplier_weakness")

    def __init__(self, *args: Any, guide: list[Answered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guide = guide
        first: list[str] = []
        for entry in guide:
            q, name = entry.question, f"q_{entry.question.pk}"
            hint = " · ".join(str(t) for t in (q.why, q.get_motive_display() if q.motive else "", q.follow_up) if t)
            label = f"{q.text} ({q.unit})" if q.unit else q.text
            listed = [(v, v) for v in (("oui", "non") if q.kind == "yes_no" else q.values)]
            if listed and q.kind != "number":
                self.fields[name] = forms.ChoiceField(
                    label=label,
                    required=False,
                    choices=[("", "—"), *listed],
                    initial=entry.value,
                    help_text=hint,
                    widget=forms.Select(attrs=HALF),
                )
            else:
                self.fields[name] = forms.CharField(
                    label=label,
                    required=False,
                    max_length=max_length(NeedAnswer, "value"),
                    initial=entry.value,
                    help_text=hint,
                    widget=forms.TextInput(attrs=HALF),
                )
            first.append(name)
            if q.code:
                wish_name = f"w_{q.pk}"
                self.fields[wish_name] = forms.BooleanField(
                    label=_("souhaité seulement"),
                    required=False,
                    initial=not entry.must,
                    widget=forms.CheckboxInput(attrs=HALF),
                )
                first.append(wish_name)
        self.order_fields([*first, *self.base_fields])

    def answers(self) -> dict[UUID, tuple[str, bool]]:
        """Return (text, required) by question."""
        data = self.cleaned_data
        return {
            a.question.pk: (data.get(f"q_{a.question.pk}", ""), not data.get(f"w_{a.question.pk}", False))
            for a in self.guide
        }
