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


# The key of what the customer may still choose, beside the lines' keys and "" for the offer.
CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose agreement is needed and why: the offer's margin (""), that of the worst choice (CHOICES) or a line's key, with
    its margin and the floor from which one is free, in percent.
    """

    level: Level
    reasons: tuple[tuple[str, Decimal, Decimal], ...] = ()


def level_of(percent: Decimal, free: Decimal, manager: Decimal) -> Level:
    """Return whose agreement a margin needs: at the floor itself one is free."""
    return Level.FREE if percent >= free else Level.MANAGER if percent >= manager else Level.DIRECTION


def needed_level(
    offer: Decimal | None, lines: Iterable[tuple[str, Decimal]], floors: Floors, worst: Decimal | None = None
) -> Asked:
    """Return the highest agreement that an offer, one of its lines, or what may still be chosen in it needs.

    All are exact margins on price. ``offer`` None: nothing is left of the price, the direction decides. ``worst``: the
    offer's margin with the options and variants that cost us most; None when there is nothing to choose.
    """
    if offer is None:
        return Asked(Level.DIRECTION)
    found = [("", offer, floors.offer_free, level_of(offer, floors.offer_free, floors.offer_manager))]
    if worst is not None and worst < offer:
        found.append((CHOICES, worst, floors.offer_free, level_of(worst, floors.offer_free, floors.offer_manager)))
    found += [(k, p, floors.line_free, level_of(p, floors.line_free, floors.line_manager)) for k, p in lines]
    highest = max((level for *_, level in found), key=ORDER.index)
    return Asked(highest, tuple((k, p, f) for k, p, f, level in found if level == highest and level != Level.FREE))
