"""Records outcomes manually: lost, no decision, or won outside the portal."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from arpent.database.lengths import checked_text
from arpent.deals.permissions import DealPermission
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, ValidationErrors
from arpent.people.public import User, require_permission

from ...actions.totals import update_deal_amount
from ...approval.actions.approvals import record_on_customer_timeline
from ...models import LOST, Offer, Outcome
from ...queries.versions import get_version
from ...rules.lifecycle import State
from ..rules.outcome import closed_state, outcome_refusals
from .closing import win_deal


def record_outcome(
    *,
    by: User,
    at: dt.datetime,
    offer_id: UUID,
    result: str,
    reason: str = "",
    note: str = "",
    winner_price: Decimal | None = None,
) -> Offer:
    """Record how a sent offer ended, the reason, and the winner's price when known.

    ``result``: "won", "lost" or "none" (no decision); ``reason``: code of ``LOST``; ``winner_price``: euros excl. VAT.
    Raise ValidationErrors with one refusal per invalid field, DomainError "offers.not_sent" for an offer never sent,
    "offers.already_signed" or "offers.next_version_open" (see ``closed_state``).
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    note = checked_text(Outcome, "note", note)
    if refusals := outcome_refusals(result=result, reason=reason, winner_price=winner_price, reasons=dict(LOST)):
        raise ValidationErrors(refusals)
    with operation(by=by, at=at, kind="offers.outcome") as op:
        version = get_version(offer_id=offer_id, by=by, lock=True)
        offer = version.offer
        op.describe(offer.number)
        outcome = Outcome.objects.visible_to(by).filter(offer=offer).first()
        if outcome is None:
            raise DomainError("offers.not_sent")
        state = closed_state(version.state, result, number=version.number)
        outcome.result, outcome.reason = result, reason if result == "lost" else ""
        outcome.note, outcome.winner_price, outcome.closed_on = note, winner_price, localdate(at)
        outcome.save()
        won = state == State.SIGNED and version.state != state
        if version.state != State.SIGNED:
            version.state = offer.state = state.value
            version.save(update_fields=["state"])
        offer.closed_at, offer.remind_on = at, None
        offer.save(update_fields=["state", "closed_at", "remind_on"])
        if won:
            title = _("%(offer)s acceptée hors signature en ligne") % {"offer": version.label}
            win_deal(version=version, net=offer.net, title=title, body=outcome.note, by=by, at=at)
        else:
            update_deal_amount(offer=offer, by=by, keep_last=True)
            record_on_customer_timeline(
                version, by=by, at=at, title=str(outcome.get_result_display()), body=outcome.note
            )
    return offer
