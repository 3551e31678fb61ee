"""The life of one version of an offer, and who must agree before it goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from arpent.kernel.refusals import Refused


class State(StrEnum):
    """Where a version stands. What was sent never changes: one makes another version."""

    DRAFT = "draft"
    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"  # by whoever was asked: it can be changed
    SENT = "sent"
    SIGNED = "signed"
    REFUSED = "refused"  # by the customer
    REPLACED = "replaced"  # by a later version


OPEN = (State.DRAFT, State.ASKED, State.APPROVED, State.DECLINED)
OUT = (State.SENT, State.SIGNED, State.REFUSED, State.REPLACED)


def check_open(state: str) -> None:
    """Raise Refused unless a version can still be changed."""
    if state not in OPEN:
        raise Refused("offers.frozen")


class Level(StrEnum):
    """Whose agreement an offer needs."""

    FREE = "free"
    MANAGER = "manager"
    DIRECTION = "direction"


ORDER = (Level.FREE, Level.MANAGER, Level.DIRECTION)


@dataclass(frozen=True, slots=True)
class Floors:
    """Pocket margins on price (taux de marque), in percent: free from the first on, below the second the direction."""

    offer_free: Decimal
    offer_manager: Decimal
    line_free: Decimal
    line_manager: Decimal


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose agreement is needed and why: the offer's margin ("") or a line's key, with its margin in percent."""

    level: Level
    reasons: tuple[tuple[str, Decimal], ...] = ()


def level_of(percent: Decimal, free: Decimal, manager: Decimal) -> Level:
    """Return whose agreement a margin needs: at the floor itself one is free."""
    return Level.FREE if percent >= free else Level.MANAGER if percent >= manager else Level.DIRECTION


def needed_level(offer: Decimal | None, lines: Iterable[tuple[str, Decimal]], floors: Floors) -> Asked:
    """Return the highest agreement that an offer or one of its lines needs.

    ``offer`` and each line's figure are exact margins on price; None: there is no price, the direction decides.
    """
    if offer is None:
        return Asked(Level.DIRECTION)
    found = [("", offer, level_of(offer, floors.offer_free, floors.offer_manager))]
    found += [(k, p, level_of(p, floors.line_free, floors.line_manager)) for k, p in lines]
    highest = max((level for *_, level in found), key=ORDER.index)
    return Asked(highest, tuple((k, p) for k, p, level in found if level == highest and level != Level.FREE))
