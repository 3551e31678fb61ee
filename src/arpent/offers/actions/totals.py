"""What follows every change of a version: its agreement falls, the offer's figures in the lists follow."""

from arpent.people.public import User

from ..models import Approval, OfferLine, OfferVersion
from ..queries.figures import fingerprint_of, price_version
from ..queries.versions import list_lines
from ..rules.lifecycle import State


def settle_version(*, version: OfferVersion, by: User, lines: list[OfferLine] | None = None) -> bool:
    """Void the agreements that were about something else, and keep the offer's figures. Returns whether one was voided."""
    lines = list_lines(version=version, by=by) if lines is None else lines
    voided = _void(version, lines, by)
    offer = version.offer
    fall = price_version(version, lines).waterfall
    values = {
        "net": fall.net, "pocket": fall.pocket, "cost": fall.cost, "valid_until": version.valid_until, "state": version.state,
        "last_version": version.number,
    }  # fmt: skip
    changed = [k for k, v in values.items() if getattr(offer, k) != v]
    for name in changed:
        setattr(offer, name, values[name])
    if changed:
        offer.save(update_fields=changed)
    return voided


def _void(version: OfferVersion, lines: list[OfferLine], by: User) -> bool:
    live = Approval.objects.visible_to(by).filter(version=version, state__in=("waiting", "given"))
    if version.state not in (State.ASKED, State.APPROVED) and not live.exists():
        return False
    now = fingerprint_of(version, lines)
    stale = [a for a in live if a.fingerprint != now]
    if not stale:
        return False
    for approval in stale:
        approval.state = Approval.State.VOIDED
        approval.save(update_fields=["state"])
    version.state = State.DRAFT.value
    version.save(update_fields=["state"])
    return True
