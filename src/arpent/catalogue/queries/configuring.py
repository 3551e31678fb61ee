"""The configurator's page: each thing to choose with what is possible, what is refused and why, what to give up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np

from arpent.configurator.public import Configuration, Need, Reason, with_unit
from arpent.people.public import User

from .cached_models import cached_configuration


@dataclass(frozen=True)
class Choice:
    """One value one may choose: possible, or refused (an explanation is asked for)."""

    value: str
    label: str
    possible: bool
    chosen: bool = False


@dataclass(frozen=True)
class Question:
    """One thing to choose or to read, with its values. ``decided``: the only value left, when nothing was chosen."""

    code: str
    name: str
    unit: str
    kind: str
    slot: str
    computed: bool
    choices: list[Choice]
    chosen: str = ""
    decided: str = ""
    range: str = ""


@dataclass(frozen=True)
class Told:
    """A choice or a need as an explanation says it: what it bears on, the value, whether it is a need."""

    name: str
    value: str
    is_need: bool
    code: str
    need: int | None


@dataclass(frozen=True)
class Explained:
    """Why a value is refused, in words, the rules that bind it, and what to give up."""

    name: str
    value: str
    because: list[Told] = field(default_factory=list)
    give_up: list[Told] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """The page: questions in order, whether some whole configuration has all choices, the needs that nothing
    answers.
    """

    questions: list[Question]
    possible: bool
    complete: bool
    unmet: list[Need]
    needs: tuple[Need, ...]


def open_configuration(*, family_id: UUID, by: User, needs: Sequence[Need] = ()) -> Configuration:
    """Return a family's configuration with needs. Raise DomainError when the family cannot be configured."""
    return cached_configuration(family_id=family_id, by=by, needs=tuple(needs))


def show_configuration(made: Configuration, choices: Mapping[str, str]) -> Sheet:
    """Return the page for some choices: arc consistency for each value, the exact engine for all of them together."""
    masks = made.shown(choices)
    possible = made.is_possible(choices)
    questions = []
    for var, variable in enumerate(made.built.variables):
        values, mask = made.built.space.values[var], masks[var]
        chosen = choices.get(variable.code, "")
        if chosen:
            # One's own choice refuses nothing beside it: another value is one click away.
            mask = made.shown({k: v for k, v in choices.items() if k != variable.code})[var]
        shown = [
            Choice(v, made.built.label(var, i), bool(mask[i]) or v == chosen, v == chosen) for i, v in enumerate(values)
        ]
        live = np.flatnonzero(mask)
        decided = made.built.label(var, int(live[0])) if len(live) == 1 and not chosen else ""
        spread = ""
        if variable.kind == "number" and len(live) > 1:
            spread = f"{values[int(live[0])]} – {values[int(live[-1])]}"
        questions.append(
            Question(
                variable.code,
                variable.name,
                variable.unit,
                variable.kind,
                variable.slot,
                variable.computed,
                shown,
                chosen,
                decided,
                spread,
            )
        )
    parts = [q for q in questions if q.kind == "part"]
    own = [q for q in questions if q.kind != "part" and not q.slot and not q.computed]
    whole = possible and all(q.chosen or q.decided for q in parts + own)
    return Sheet(questions, possible, whole, [made.needs[i] for i in made.unmet], made.needs)


def explain(made: Configuration, choices: Mapping[str, str], code: str, value: str) -> Explained | None:
    """Return why a value is refused, in words, or None when it is possible after all or nobody knows it."""
    index = made.built.index(code, value)
    if index is None:
        return None
    why = made.why_not(choices, code, value)
    if why is None:
        return None
    var = made.built.at[code]
    rules = made.rules_against(why.because, code, value)
    return Explained(
        made.built.variables[var].name,
        made.built.label(var, index),
        [_told(made, r) for r in why.because],
        [_told(made, r) for r in why.give_up],
        [r.reason or r.name for r in rules],
    )


def show_need(need: Need, unit: str) -> str:
    """Write what a need asks: "≥ 40 m³/h"; its own unit when it has one."""
    sign = {">=": "≥ ", "<=": "≤ ", "=": ""}.get(need.comparison, f"{need.comparison} ")
    return f"{sign}{with_unit(need.value, unit)}"


def _told(made: Configuration, reason: Reason) -> Told:
    var = made.built.at[reason.code]
    variable = made.built.variables[var]
    if reason.need is None:
        label = made.built.label(var, made.built.space.values[var].index(reason.value))
        shown = f"{label} {variable.unit}".strip()
    else:
        need = made.needs[reason.need]
        shown = show_need(need, variable.unit)
    return Told(variable.name, shown, reason.need is not None, reason.code, reason.need)
