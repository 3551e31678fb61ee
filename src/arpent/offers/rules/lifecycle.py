"""States of a version and required approvals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from arpent.kernel.errors import DomainError


class State(StrEnum):
    """State of a version. A sent version never changes: users create a new one."""

    DRAFT = "draft"
    PENDING_APPROVAL = "pending_approval"
    APPROVED = "approved"
    DECLINED = "declined"  # by the approver: it can be edited
    SENT = "sent"
    SIGNED = "signed"
    REFUSED = "refused"  # by the customer
    REPLACED = "replaced"  # by a later version


OPEN = (State.DRAFT, State.PENDING_APPROVAL, State.APPROVED, State.DECLINED)
OUT = (State.SENT, State.SIGNED, State.REFUSED, State.REPLACED)


def check_open(state: str) -> None:
    """Raise DomainError "offers.frozen" unless a version in this state can be edited."""
    if state not in OPEN:
        raise DomainError("offers.frozen")


class Level(StrEnum):
    """Approval level of an offer: none needed, the manager's, the direction's."""

    FREE = "free"
    MANAGER = "manager"
    DIRECTION = "direction"


ORDER = (Level.FREE, Level.MANAGER, Level.DIRECTION)


@dataclass(frozen=True, slots=True)
class Floors:
    """Floors of the pocket margin on price (taux de marque) in percent: no approval from ``free`` on, the direction's
    below ``manager``.
    """

    offer_free: Decimal
    offer_manager: Decimal
    line_free: Decimal
    line_manager: Decimal


# Key of the worst selection among the reasons, beside line keys and "" for the offer.
CHOICES = "choices"


# Other reasons for an approval: an unconfirmed manual cost, a currency without a price list.
MANUAL_COST, MANUAL_RATE = "hand_cost", "hand_rate"


@dataclass(frozen=True, slots=True)
class RequiredApproval:
    """Required approval level and its reasons.

    ``reasons``: (key, margin, floor) with key "" for the offer, CHOICES for the worst selection, or a line's key;
    margin and floor in percent on price; margin None: nothing remains of the price; floor: the one from which no
    approval is needed. ``others``: further reasons as (MANUAL_COST or MANUAL_RATE, line key or "").
    """

    level: Level
    reasons: tuple[tuple[str, Decimal | None, Decimal], ...] = ()
    others: tuple[tuple[str, str], ...] = ()


def approval_level(percent: Decimal | None, free: Decimal, manager: Decimal) -> Level:
    """Return the approval level of a margin in percent: FREE from ``free`` on, MANAGER from ``manager`` on, else
    DIRECTION.

    None (nothing remains of the price) is below every floor.
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
    """Return the highest approval that an offer, one of its lines, or a selection the customer may make needs.

    All margins are exact rates on price in percent; None when nothing remains of the price. ``worst``: the offer's
    margin with the least profitable selections of options and alternatives; empty without any. ``unconfirmed_costs``:
    keys of lines with a manual cost, which need the manager. ``unknown_rate``: no price list has the currency's rate,
    which needs the direction.
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
