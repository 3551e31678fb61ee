"""Change the policy of the offline snapshot."""

import datetime as dt
from typing import Any

from arpent.history.public import operation
from arpent.kernel.errors import DomainError, ValidationErrors
from arpent.kernel.merging import Seen, merge_record
from arpent.people.public import User, require_permission
from arpent.visits.permissions import VisitPermission

from ..models import SnapshotPolicy
from ..queries.policy import get_policy
from ..rules.policy import LIMITS


def save_policy(*, by: User, at: dt.datetime, values: dict[str, Any], seen: Seen = None) -> SnapshotPolicy:
    """Set what devices may copy. Margins are allowed only with prices.
    Raise ValidationErrors for a number out of range, Conflict for a value changed concurrently (see ``seen``),
    DomainError people.not_allowed.
    """
    require_permission(by, VisitPermission.SET_FIELD)
    refusals = {
        name: DomainError("sync.out_of_range", least=low, most=high)
        for name, (low, high) in LIMITS.items()
        if name in values and not low <= int(values[name]) <= high
    }
    if refusals:
        raise ValidationErrors(refusals)
    with operation(by=by, at=at, kind="sync.policy"):
        policy = get_policy(by=by)
        values = merge_record(policy, values, seen)
        for name in ("prices", "margins", "portfolio", *LIMITS):
            if name in values:
                setattr(policy, name, values[name])
        policy.margins = policy.margins and policy.prices
        policy.save()
    return policy
