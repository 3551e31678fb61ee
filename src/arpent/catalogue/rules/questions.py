"""Questions of a discovery guide: what one about a characteristic takes from it, which values are valid."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from arpent.configurator.public import WATER, Kind, convert, is_head, read_unit
from arpent.kernel.errors import DomainError

TEXTS = ("text", "kind", "unit", "why", "motive", "follow_up", "code", "comparison")


@dataclass(frozen=True, slots=True)
class Demand:
    """A characteristic that a question may ask for. ``values``: those to choose from, unless it is a number."""

    code: str
    name: str
    kind: str
    unit: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A parsed question: its texts, its kind, unit and values, its errors by field."""

    texts: Mapping[str, str]
    kind: str
    unit: str
    values: Sequence[str]
    refusals: Mapping[str, DomainError]

    @property
    def comparison(self) -> str:
        """Return how an answer is compared: ">=", "<=" or "=" for a number, else "="."""
        return (self.texts["comparison"] or "=") if self.kind == Kind.NUMBER else "="


def read_question(
    values: Mapping[str, Any],
    demands: Sequence[Demand],
    *,
    kinds: Collection[str],
    comparisons: Collection[str],
    motives: Collection[str],
) -> QuestionDraft:
    """Return the draft of a question. One with a characteristic takes its kind and values; its unit must be compatible.

    ``demands``: the characteristics of the family; ``kinds``, ``comparisons``, ``motives``: the valid codes. Errors are
    returned in the draft: "catalogue.question_needed", "catalogue.no_such_demand", or those of a unit.
    """
    texts = {k: str(values.get(k) or "").strip() for k in TEXTS}
    refusals: dict[str, DomainError] = {}
    if not texts["text"]:
        refusals["text"] = DomainError("catalogue.question_needed")
    kind, unit = texts["kind"] or "text", texts["unit"]
    listed = [str(v).strip() for v in values.get("values", []) if str(v).strip()]
    if texts["code"]:
        demand = next((d for d in demands if d.code == texts["code"]), None)
        if demand is None:
            refusals["code"] = DomainError("catalogue.no_such_demand", name=texts["code"])
        else:
            is_number = demand.kind == Kind.NUMBER
            kind, unit = demand.kind, (unit or demand.unit) if is_number else ""
            listed = [] if is_number else list(demand.values)
            refusals |= _unit_refusal(unit, demand if is_number else None)
    else:
        refusals |= _unit_refusal(unit, None)
    if kind not in kinds or (texts["comparison"] or "=") not in comparisons:
        refusals["kind"] = DomainError("catalogue.no_such_demand", name=kind)
    if texts["motive"] not in ("", *motives):
        refusals["motive"] = DomainError("catalogue.no_such_demand", name=texts["motive"])
    return QuestionDraft(texts, kind, unit, listed, refusals)


def _unit_refusal(unit: str, demand: Demand | None) -> dict[str, DomainError]:
    """Return why a unit is none, or does not fit the unit of a characteristic."""
    try:
        if demand:
            convert(1.0, unit, demand.unit, WATER if is_head(demand.unit, demand.code, demand.name) else None)
        elif unit:
            read_unit(unit)
    except DomainError as refusal:
        return {"unit": refusal}
    return {}
