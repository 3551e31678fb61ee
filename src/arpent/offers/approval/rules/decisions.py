"""Rules for requesting and deciding approvals, and which level an approval covers."""

from collections.abc import Collection

from arpent.kernel.errors import DomainError

from ...rules.conditions import Refusals
from ...rules.lifecycle import Level
from .below_cost import BY_CODE


def covers(required: Level, given: Collection[Level]) -> bool:
    """Return whether the levels of given approvals cover the required one; the direction's approval covers the
    manager's.
    """
    return bool(given) and (required != Level.DIRECTION or Level.DIRECTION in given)


def check_request(*, may_decide: bool, is_requested: bool, is_approved: bool) -> None:
    """Check that there is something to approve that was neither requested nor approved.

    ``may_decide``: the requester's own role is enough. Raise DomainError "offers.no_approval_needed" or
    "offers.approval_already_requested".
    """
    if may_decide:
        raise DomainError("offers.no_approval_needed")
    if is_requested or is_approved:
        raise DomainError("offers.approval_already_requested")


def check_decision(*, is_waiting: bool, is_unchanged: bool) -> None:
    """Raise DomainError "offers.already_decided", or "offers.changed_since_request" when the offer changed since."""
    if not is_waiting:
        raise DomainError("offers.already_decided")
    if not is_unchanged:
        raise DomainError("offers.changed_since_request")


def legal_case_refusals(case: str, reason: str) -> Refusals:
    """Return by field a refusal for each missing value of a legal case: "offers.legal_case_needed",
    "offers.loss_reason_needed".
    """
    refusals = {}
    if case not in BY_CODE:
        refusals["case"] = DomainError("offers.legal_case_needed")
    if not reason.strip():
        refusals["reason"] = DomainError("offers.loss_reason_needed")
    return refusals
