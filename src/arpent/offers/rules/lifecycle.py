"""The life of one version of an offer, and who must agree before it goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from arpent.kernel.errors import DomainError


class State(StrEnum):
    """Where a version stands. What was sent never changes: one makes another version."""

    DRAFT = "draft"
    PENDING_APPROVAL = "pending_approval"
    APPROVED = "approved"
    DECLINED = "declined"  # by whoever was asked: it can be changed
    SENT = "sent"
    SIGNED = "signed"
    REFUSED = "refused"  # by the customer
    REPLACED = "replaced"  # by a later version


OPEN = (State.DRAFT, State.PENDING_APPROVAL, State.APPROVED, State.DECLINED)
OUT = (State.SENT, State.SIGNED, State.REFUSED, State.REPLACED)


def check_open(state: str) -> None:
    """Raise DomainError unless a version can still be changed."""
    if state not in OPEN:
        raise DomainError("offers.frozen")


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


# What else asks for an agreement: a cost that no catalogue confirms, a currency that no price list has.
MANUAL_COST, MANUAL_RATE = "hand_cost", "hand_rate"


@dataclass(frozen=True, slots=True)
class RequiredApproval:
    """Whose agreement is needed and why: the offer's margin (""), that of the worst choice (CHOICES) or a line's key,
    with its margin and the floor from which one is free, in percent; a margin of None: nothing is left of the price.

    ``others``: further reasons as (MANUAL_COST or MANUAL_RATE, the line's key or "").
    """

    level: Level
    reasons: tuple[tuple[str, Decimal | None, Decimal], ...] = ()
    others: tuple[tuple[str, str], ...] = ()


def approval_level(percent: Decimal | None, free: Decimal, manager: Decimal) -> Level:
    """Return whose agreement a margin needs: at the floor itself one is free; None, nothing left, is below every
    floor.
    """
    if percent is None:
        return Level.DIRECTION
    return Level.FREE if percent >= free else Level.MANAGER if percent >= manager else Level.DIRECTION


def highest_approval(
    offer: Decimal | None,
    lines: Iterable[tuple[str, Decimal | None]],
    floors: Floors,
    worst: Sequence[Decimal | None] = (),
    unconfirmed_costs: Iterable[str] = (),
    unknown_rate: bool = False,
) -> RequiredApproval:
    """Return the highest agreement that an offer, one of its lines, or what may still be chosen in it needs.

    All margins are exact rates on price; None when nothing is left of the price. ``worst``: the offer's margin with the
    most expensive selections of options and alternatives; empty without any. ``unconfirmed_costs``: keys of lines with
    a manual cost, which need the manager. ``unknown_rate``: no price list has the currency's rate, which needs the
    direction.
    """
    margins: list[tuple[str, Decimal | None, Decimal, Level]] = [
        ("", offer, floors.offer_free, approval_level(offer, floors.offer_free, floors.offer_manager))
    ]
    if worst:
        lowest = None if None in worst else min(x for x in worst if x is not None)
        if offer is not None and (lowest is None or lowest < offer):
            level = approval_level(lowest, floors.offer_free, floors.offer_manager)
            margins.append((CHOICES, lowest, floors.offer_free, level))
    margins += [(k, p, floors.line_free, approval_level(p, floors.line_free, floors.line_manager)) for k, p in lines]
    others = [(MANUAL_COST, k, Level.MANAGER) for k in unconfirmed_costs]
    others += [(MANUAL_RATE, "", Level.DIRECTION)] if unknown_rate else []
    highest = max([*(x[3] for x in margins), *(x[2] for x in others)], key=ORDER.index)
    if highest == Level.FREE:
        return RequiredApproval(highest)
    return RequiredApproval(
        highest,
        tuple((k, p, f) for k, p, f, level in margins if level == highest),
        tuple((code, key) for code, key, level in others if level == highest),
    )
