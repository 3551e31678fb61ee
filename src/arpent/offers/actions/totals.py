"""Recalculates a changed version: voids its approvals and updates the totals of the offer and of its deal."""

from decimal import Decimal
from uuid import UUID

from arpent.deals.public import follow_amount
from arpent.history.public import list_records, list_touched
from arpent.kernel.errors import DomainError
from arpent.people.public import User, get_user
from arpent.pricing.public import PricedOffer

from ..models import Approval, Offer, OfferLine, OfferVersion
from ..queries.calculation import approval_fingerprint
from ..queries.pricing import price_version
from ..queries.versions import get_version, list_lines
from ..rules.lifecycle import OPEN, State

# Limit of the columns of totals, in euros.
MAX_AMOUNT = Decimal("1e12")
# States of offers whose amount a deal takes.
LIVE = [s.value for s in (*OPEN, State.SENT, State.SIGNED)]


def recalculate_version(
    *, version: OfferVersion, by: User, lines: list[OfferLine] | None = None, offer: PricedOffer | None = None
) -> bool:
    """Void approvals of other content and store the offer's totals (euros excl. VAT); return whether an approval was
    voided.

    ``offer``: the same lines, already priced. Raise DomainError "offers.total_too_large" from ``MAX_AMOUNT`` euros on.
    """
    lines = list_lines(version=version, by=by) if lines is None else lines
    voided = _void(version, lines, by)
    waterfall = (offer or price_version(version, lines)).waterfall
    row = version.offer
    if max(abs(waterfall.gross), abs(waterfall.pocket), waterfall.cost or 0) >= MAX_AMOUNT:
        raise DomainError("offers.total_too_large")
    values = {
        "net": waterfall.net,
        "pocket": waterfall.pocket,
        "cost": waterfall.cost,
        "valid_until": version.valid_until,
        "state": version.state,
        "last_version": version.number,
    }
    changed = [k for k, v in values.items() if getattr(row, k) != v]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    if "net" in changed:
        update_deal_amount(offer=row, by=by)
    return voided


def update_deal_amount(*, offer: Offer, by: User, keep_last: bool = False) -> None:
    """Set the amount of a deal to the net price (euros excl. VAT) of an offer that is open, sent or signed: the given
    one, else the latest, else the amount typed in the deal.

    ``keep_last``: keep the amount of the last offer when no amount was typed.
    """
    amount: Decimal | None = offer.net if offer.net > 0 and offer.pk and offer.state in LIVE else None
    if amount is None:
        others = Offer.objects.visible_to(by).filter(deal=offer.deal_id, state__in=LIVE, net__gt=0).exclude(pk=offer.pk)
        amount = others.order_by("-created_at").values_list("net", flat=True).first()
    follow_amount(deal_id=offer.deal_id, by=by, amount=amount, keep_last=keep_last)


def _void(version: OfferVersion, lines: list[OfferLine], by: User) -> bool:
    live = Approval.objects.visible_to(by).filter(version=version, state__in=("waiting", "given"))
    if version.state not in (State.PENDING_APPROVAL, State.APPROVED) and not live.exists():
        return False
    now = approval_fingerprint(version, lines)
    stale = [a for a in live if a.fingerprint != now]
    if not stale:
        return False
    for approval in stale:
        approval.state = Approval.State.VOIDED
        approval.save(update_fields=["state"])
    version.state = State.DRAFT.value
    version.save(update_fields=["state"])
    return True


def recalculate_after_undo(*, operation_id: UUID, by_id: UUID) -> None:
    """Recalculate offers whose lines or conditions were restored by an undo, within its operation."""
    versions = list_records(operation_id=operation_id, table="offers_offerversion")
    if not versions:
        return
    by = get_user(by_id)
    visible = OfferVersion.objects.visible_to(by).filter(pk__in=versions)
    offers = {
        *visible.values_list("offer_id", flat=True),
        *list_touched(operation_id=operation_id, table="offers_offerversion", column="offer_id"),
    }
    for offer in Offer.objects.visible_to(by).filter(pk__in=offers):
        last = OfferVersion.objects.visible_to(by).filter(offer=offer).order_by("-number").first()
        if last is None:
            continue
        if last.number != offer.last_version:  # its next version was deleted or restored
            offer.last_version = last.number
            offer.save(update_fields=["last_version"])
        version = get_version(offer_id=offer.pk, by=by, lock=True)
        version.revision += 1
        version.save(update_fields=["revision"])
        if version.state in OPEN:
            recalculate_version(version=version, by=by)
            update_deal_amount(offer=version.offer, by=by)
