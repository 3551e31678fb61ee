"""Need sheets: guide with answers, configurator needs, reformulation."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from arpent.catalogue.public import demand_value, list_questions, read_density
from arpent.configurator.public import ConfigurationAddress, read_need, with_unit
from arpent.people.public import User

from ..models import NeedAnswer, NeedSheet


@dataclass(frozen=True)
class Answered:
    """A question of the guide with its answer ("" without). ``density``: fluid density in kg/m³."""

    question: Any
    value: str
    must: bool
    density: float

    @property
    def shown(self) -> str:
        """Return the answer as text: "au moins 40 m³/h"."""
        question = self.question
        value = with_unit(self.value, question.unit) if question.kind == "number" else self.value
        sign = question.get_comparison_display() if question.code and question.comparison != "=" else ""
        return f"{sign} {value}".strip() if self.value else ""


def list_needs(*, deal_id: UUID, by: User) -> list[NeedSheet]:
    """Return the need sheets of a deal."""
    return list(NeedSheet.objects.visible_to(by).filter(deal=deal_id).select_related("family"))


def guide_of(*, family_id: UUID, need_id: UUID | None, by: User) -> list[Answered]:
    """Return the guide of a family with the answers of a need sheet."""
    known_answers = {}
    if need_id:
        rows = NeedAnswer.objects.visible_to(by).filter(sheet=need_id)
        known_answers = {pk: (value, must) for pk, value, must in rows.values_list("question_id", "value", "must")}
    questions = list_questions(family_id=family_id, by=by)
    answers = [(q, *known_answers.get(q.pk, ("", True))) for q in questions]
    density = read_density((question, value) for question, value, _must in answers)
    return [Answered(question, value, must, density) for question, value, must in answers]


def demand_of(answered: Answered) -> str:
    """Return the configurator need of an answer ("pompe.debit>=40 m³/h"); "" without an answer or characteristic."""
    question = answered.question
    if not answered.value or not question.code:
        return ""
    return f"{question.code}{question.comparison}{demand_value(question, answered.value, answered.density)}"


def need_address(*, sheet: NeedSheet, by: User) -> ConfigurationAddress:
    """Return the configurator address of a need sheet, with its required answers as needs."""
    guide = guide_of(family_id=sheet.family_id, need_id=sheet.pk, by=by)
    demands = [read_need(demand) for answered in guide if answered.must and (demand := demand_of(answered))]
    return ConfigurationAddress(needs=tuple(d for d in demands if d), purpose=str(sheet.pk))
