"""Requesting and deciding approvals: what is checked before, and what an approval covers."""

from collections.abc import Collection

from arpent.kernel.errors import DomainError

from ...rules.conditions import Refusals
from ...rules.lifecycle import Level
from .below_cost import BY_CODE


def covers(required: Level, given: Collection[Level]) -> bool:
    """Return whether approvals given at some levels are enough: the direction's is enough for the manager's level."""
    return bool(given) and (required != Level.DIRECTION or Level.DIRECTION in given)


def check_request(*, may_decide: bool, is_requested: bool, is_approved: bool) -> None:
    """Raise DomainError unless there is something to approve that was neither requested nor approved.

    ``may_decide``: whether the requester's own role is enough.
    """
    if may_decide:
        raise DomainError("offers.no_approval_needed")
    if is_requested or is_approved:
        raise DomainError("offers.approval_already_requested")


def check_decision(*, is_waiting: bool, is_unchanged: bool) -> None:
    """Raise DomainError when a request was decided before, or its offer changed since it was made."""
    if not is_waiting:
        raise DomainError("offers.already_decided")
    if not is_unchanged:
        raise DomainError("offers.changed_since_request")


def legal_case_refusals(case: str, reason: str) -> Refusals:
    """Return what is missing of the legal case of a sale below cost: the case and why it applies."""
    refusals = {}
    if case not in BY_CODE:
        refusals["case"] = DomainError("offers.legal_case_needed")
    if not reason.strip():
        refusals["reason"] = DomainError("offers.loss_reason_needed")
    return refusals
