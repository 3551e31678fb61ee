"""Find the problems of a family, shown to its editors."""

from dataclasses import dataclass, replace

import numpy as np

from arpent.kernel.errors import DomainError

from .encoder import encode_family
from .model import FamilyModel, Rule
from .numbers import UNKNOWN
from .sat_engine import SatEngine


@dataclass(frozen=True)
class FamilyCheck:
    """Result of the check, as errors with their facts.

    ``refusals``: nothing can be configured; ``warnings``: unused or incomplete values.
    """

    refusals: tuple[DomainError, ...] = ()
    warnings: tuple[DomainError, ...] = ()


def check_family(model: FamilyModel) -> FamilyCheck:
    """Return the problems of a family; none is raised.

    Refusals: characteristics, rules or formulas that cannot be encoded, or rules that together allow nothing
    ("catalogue.family_impossible", with a minimal set of them). Warnings: "catalogue.formula_undefined",
    "catalogue.value_missing", "catalogue.never_fits".
    """
    refusals = []
    sound: list[Rule] = []
    without_rules = replace(model, rules=())
    try:
        encode_family(without_rules)
    except DomainError as refusal:
        return FamilyCheck((refusal,))
    for rule in model.rules:
        try:
            encode_family(replace(model, rules=(rule,)))
        except DomainError as refusal:
            refusals.append(refusal)
        else:
            sound.append(rule)
    if refusals:
        return FamilyCheck(tuple(refusals))
    if not is_possible(model):
        names = " + ".join(f"« {r.name} »" for r in _minimal_conflict(model, sound))
        return FamilyCheck((DomainError("catalogue.family_impossible", rules=names or model.name),))
    return FamilyCheck((), tuple(_idle(model)))


def is_possible(model: FamilyModel) -> bool:
    """Return whether at least one configuration of a family exists. Raise DomainError as `encode_family` does."""
    with SatEngine(encode_family(model).space) as engine:
        return engine.is_possible({})


def _minimal_conflict(model: FamilyModel, rules: list[Rule]) -> list[Rule]:
    """Return a minimal set of rules that together allow nothing."""
    needed = list(rules)
    for rule in rules:
        rest = [r for r in needed if r is not rule]
        if not is_possible(replace(model, rules=tuple(rest))):
            needed = rest
    return needed


def _idle(model: FamilyModel) -> list[DomainError]:
    """Return parts and values of no configuration, and parts lacking values that rules need."""
    encoded = encode_family(model)
    with SatEngine(encoded.space) as engine:
        masks = engine.possible_values({})
    warnings = [DomainError("catalogue.formula_undefined", name=name) for name in encoded.undefined]
    for var, mask in enumerate(masks):
        variable = encoded.variables[var]
        if UNKNOWN in encoded.space.values[var]:
            warnings.append(DomainError("catalogue.value_missing", name=variable.name))
        if variable.computed or (variable.component and variable.kind != "part"):
            continue
        idle = [encoded.label(var, int(v)) for v in np.flatnonzero(~mask)]
        if idle:
            shown = ", ".join(idle[:5]) + (" …" if len(idle) > 5 else "")
            warnings.append(DomainError("catalogue.never_fits", name=variable.name, values=shown))
    return warnings
