"""A family as the configurator takes it: characteristics, places for parts, rules.

What stands in the tables, made plain.
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
    """A product that may stand in a place: its reference, its name, the values of its sheet by characteristic's
    code.
    """

    reference: str
    name: str
    values: tuple[tuple[str, str], ...] = ()

    def sheet(self) -> Mapping[str, str]:
        return dict(self.values)


@dataclass(frozen=True)
class Component:
    """A place in a set: parts of one family may stand there, or none when it is optional.

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
    """One thing to choose or to read: a place, a characteristic of the part in it, or a characteristic of the set."""

    code: str
    name: str
    kind: str  # part, number, choice, yes_no
    unit: str = ""
    computed: bool = False
    component: str = ""  # the code of the place, for a place and for the characteristics of its part
    labels: Mapping[str, str] = field(default_factory=dict)  # what a value is called, when not as itself
