"""Input of the configurator: a family with its characteristics, components and rules.

Plain values, independent of the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Characteristic:
    """Something one asks of a product. ``values``: those it may take, as texts; ``formula``: it is computed instead."""

    code: str
    name: str
    kind: Kind
    unit: str = ""
    values: tuple[str, ...] = ()
    formula: str = ""


@dataclass(frozen=True)
class Part:
    """A product that may fill a component: its reference, its name, the values of its sheet by characteristic's
    code.
    """

    reference: str
    name: str
    values: tuple[tuple[str, str], ...] = ()

    def sheet(self) -> Mapping[str, str]:
        return dict(self.values)


@dataclass(frozen=True)
class Component:
    """A component of a set: filled by a part of one family, or empty when it is optional.

    ``unprefixed``: the family's own products; their characteristics go by their code alone.
    """

    code: str
    name: str
    characteristics: tuple[Characteristic, ...]
    parts: tuple[Part, ...]
    optional: bool = False
    quantity: int = 1
    unprefixed: bool = False


@dataclass(frozen=True)
class Rule:
    """What fits together: a table of combinations (allowed or forbidden), or a formula that must hold."""

    name: str
    reason: str = ""
    scope: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    forbids: bool = False
    formula: str = ""


@dataclass(frozen=True)
class FamilyModel:
    """All that decides which configurations of a family exist."""

    name: str
    characteristics: tuple[Characteristic, ...] = ()
    components: tuple[Component, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Variable:
    """A variable: a component, a characteristic of its part, or a characteristic of the set."""

    code: str
    name: str
    kind: str  # part, number, choice, yes_no
    unit: str = ""
    computed: bool = False
    component: str = ""  # code of the component, for itself and for the characteristics of its part
    labels: Mapping[str, str] = field(default_factory=dict)  # what a value is called, when not as itself
