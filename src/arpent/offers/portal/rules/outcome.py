"""Rules of a manually recorded outcome: valid values, and the state of the version afterwards."""

from collections.abc import Collection
from decimal import Decimal

from arpent.kernel.errors import DomainError
from arpent.kernel.money import MAX_AMOUNT

from ...rules.conditions import Refusals
from ...rules.lifecycle import State

WON, LOST, NO_DECISION = "won", "lost", "none"


def outcome_refusals(*, result: str, reason: str, winner_price: Decimal | None, reasons: Collection[str]) -> Refusals:
    """Return by field a refusal for each invalid value: "offers.wrong_result", "offers.lost_reason",
    "offers.wrong_amount".

    ``reasons``: codes of the reasons for a loss, which needs one.
    """
    refusals = {}
    if result not in (WON, LOST, NO_DECISION):
        refusals["result"] = DomainError("offers.wrong_result")
    if result == LOST and reason not in reasons:
        refusals["reason"] = DomainError("offers.lost_reason")
    if winner_price is not None and not 0 <= winner_price <= MAX_AMOUNT:
        refusals["winner_price"] = DomainError("offers.wrong_amount", limit=int(MAX_AMOUNT))
    return refusals


def closed_state(state: str, result: str, *, number: int) -> State:
    """Return the state of a version after an outcome.

    Raise DomainError "offers.already_signed" when it was signed and is not won, "offers.next_version_open" when a
    newer version is open. ``number``: of the version, for the message.
    """
    if state == State.SIGNED:
        if result != WON:
            raise DomainError("offers.already_signed")
        return State.SIGNED
    if state not in (State.SENT, State.REFUSED):
        raise DomainError("offers.next_version_open", version=number)
    return State.SIGNED if result == WON else State.REFUSED
