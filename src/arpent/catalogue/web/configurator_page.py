"""Content of the configurator page: possible values, explanations of refused ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from arpent.configurator.public import Configuration, Need, Reason, with_unit


@dataclass(frozen=True)
class Choice:
    """A value of a question: possible, or refused (an explanation can be requested)."""

    value: str
    label: str
    possible: bool
    chosen: bool = False


@dataclass(frozen=True)
class Question:
    """A component or characteristic with its values.

    ``decided``: the only remaining value without a choice; ``range``: lowest and highest possible number.
    """

    code: str
    name: str
    unit: str
    kind: str
    component: str
    computed: bool
    choices: list[Choice]
    chosen: str = ""
    decided: str = ""
    range: str = ""


@dataclass(frozen=True)
class ReasonView:
    """A choice or need in an explanation: subject, value, whether it is a need."""

    name: str
    value: str
    is_need: bool
    code: str
    need: int | None


@dataclass(frozen=True)
class ExplanationView:
    """Why a value is refused: reasons, blocking rules, what to give up."""

    name: str
    value: str
    reasons: list[ReasonView] = field(default_factory=list)
    give_up: list[ReasonView] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ConfiguratorPage:
    """The page: questions in order, whether the configuration is complete, needs without a possible value."""

    questions: list[Question]
    possible: bool
    complete: bool
    unmet: list[Need]
    needs: tuple[Need, ...]


def show_configuration(configuration: Configuration, choices: Mapping[str, str]) -> ConfiguratorPage:
    """Return the page of choices: arc consistency by value, the exact engine for all choices together."""
    masks = configuration.arc_consistent_values(choices)
    possible = configuration.is_possible(choices)
    questions = []
    for var, variable in enumerate(configuration.encoded.variables):
        values, mask = configuration.encoded.space.values[var], masks[var]
        chosen = choices.get(variable.code, "")
        if chosen:
            # A question's own choice does not refuse its other values: changing it is one click.
            mask = configuration.arc_consistent_values({k: v for k, v in choices.items() if k != variable.code})[var]
        shown = [
            Choice(v, configuration.encoded.label(var, i), bool(mask[i]) or v == chosen, v == chosen)
            for i, v in enumerate(values)
        ]
        live = np.flatnonzero(mask)
        decided = configuration.encoded.label(var, int(live[0])) if len(live) == 1 and not chosen else ""
        spread = ""
        if variable.kind == "number" and len(live) > 1:
            spread = f"{values[int(live[0])]} – {values[int(live[-1])]}"
        questions.append(
            Question(
                variable.code,
                variable.name,
                variable.unit,
                variable.kind,
                variable.component,
                variable.computed,
                shown,
                chosen,
                decided,
                spread,
            )
        )
    parts = [q for q in questions if q.kind == "part"]
    own = [q for q in questions if q.kind != "part" and not q.component and not q.computed]
    is_complete = possible and all(q.chosen or q.decided for q in parts + own)
    return ConfiguratorPage(
        questions, possible, is_complete, [configuration.needs[i] for i in configuration.unmet], configuration.needs
    )


def explain(configuration: Configuration, choices: Mapping[str, str], code: str, value: str) -> ExplanationView | None:
    """Return why a value is refused; None when it is possible or unknown."""
    index = configuration.encoded.index(code, value)
    if index is None:
        return None
    explanation = configuration.explain_refusal(choices, code, value)
    if explanation is None:
        return None
    var = configuration.encoded.at[code]
    rules = configuration.blocking_rules(explanation.reasons, code, value)
    return ExplanationView(
        configuration.encoded.variables[var].name,
        configuration.encoded.label(var, index),
        [_reason_view(configuration, r) for r in explanation.reasons],
        [_reason_view(configuration, r) for r in explanation.give_up],
        [r.reason or r.name for r in rules],
    )


def show_need(need: Need, unit: str) -> str:
    """Return the text of a need: "≥ 40 m³/h", in its own unit if it has one."""
    sign = {">=": "≥ ", "<=": "≤ ", "=": ""}.get(need.comparison, f"{need.comparison} ")
    return f"{sign}{with_unit(need.value, unit)}"


def _reason_view(configuration: Configuration, reason: Reason) -> ReasonView:
    var = configuration.encoded.at[reason.code]
    variable = configuration.encoded.variables[var]
    if reason.need is None:
        label = configuration.encoded.label(var, configuration.encoded.space.values[var].index(reason.value))
        shown = f"{label} {variable.unit}".strip()
    else:
        need = configuration.needs[reason.need]
        shown = show_need(need, variable.unit)
    return ReasonView(variable.name, shown, reason.need is not None, reason.code, reason.need)
