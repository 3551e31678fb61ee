"""Query of the policy of the offline snapshot."""

from arpent.people.public import User

from ..models import SnapshotPolicy


def get_policy(*, by: User) -> SnapshotPolicy:
    """Return the policy; the default, without prices, when none is set."""
    return SnapshotPolicy.objects.visible_to(by).first() or SnapshotPolicy()
