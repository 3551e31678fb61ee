"""Input of the configurator: a family with characteristics, components and rules, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Characteristic:
    """A characteristic. ``values``: allowed values as text; ``formula``: computed."""

    code: str
    name: str
    kind: Kind
    unit: str = ""
    values: tuple[str, ...] = ()
    formula: str = ""


@dataclass(frozen=True)
class Part:
    """A product for a component: reference, name, characteristic values by code."""

    reference: str
    name: str
    values: tuple[tuple[str, str], ...] = ()

    def sheet(self) -> Mapping[str, str]:
        """Return the values by code."""
        return dict(self.values)


@dataclass(frozen=True)
class Component:
    """A component of a set, filled from one family; empty when optional.

    ``unprefixed``: the family's own products, whose characteristics have no prefix.
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
    """A compatibility rule: a table of combinations (allowed or forbidden), or a formula."""

    name: str
    reason: str = ""
    scope: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    forbids: bool = False
    formula: str = ""


@dataclass(frozen=True)
class FamilyModel:
    """Everything that defines a family's configurations."""

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
