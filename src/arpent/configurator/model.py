"""Input of the configurator: a family with characteristics, components and rules, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What the values of a characteristic are: numbers with a unit, texts of a list, or "oui" and "non"."""

    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Characteristic:
    """A characteristic. ``values``: allowed values as text; ``formula``: when computed; ``unit``: of its numbers."""

    code: str
    name: str
    kind: Kind
    unit: str = ""
    values: tuple[str, ...] = ()
    formula: str = ""


@dataclass(frozen=True)
class Part:
    """A product for a component: reference, name, (characteristic code, value text) pairs."""

    reference: str
    name: str
    values: tuple[tuple[str, str], ...] = ()

    def sheet(self) -> Mapping[str, str]:
        """Return the value texts by characteristic code."""
        return dict(self.values)


@dataclass(frozen=True)
class Component:
    """A component of a set, filled with one part; may stay empty when optional.

    ``quantity``: number of pieces in the set. ``unprefixed``: the family's own products, whose characteristics have no
    prefix; else their code is "component.characteristic".
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
    """A compatibility rule: a table of combinations (allowed or forbidden), or a formula.

    ``scope``: codes of variables; ``rows``: a cell per code ("" any, "a | b" either, ">= 55" by comparison);
    ``reason``: shown to users.
    """

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
    """A variable of the space: a component, a characteristic of its part, or a characteristic of the set."""

    code: str
    name: str
    kind: str  # part, number, choice, yes_no
    unit: str = ""
    computed: bool = False
    component: str = ""  # code of the component, for itself and for the characteristics of its part
    labels: Mapping[str, str] = field(default_factory=dict)  # what a value is called, when not as itself
