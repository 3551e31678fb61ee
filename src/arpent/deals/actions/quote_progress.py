"""Update a deal from its offers: amount and stage."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db.models import Case, F, Q, When

from arpent.clients.public import record_on_timeline
from arpent.history.public import operation
from arpent.kernel.money import MAX_AMOUNT
from arpent.people.public import User, require_permission

from ..models import Deal, Stage, StageMove
from ..permissions import DealPermission
from ..rules.lifecycle import StageKind
from .deals import get_deal


def follow_offer(*, deal_id: UUID, by: User, at: dt.datetime, amount: Decimal, is_sent: bool = False) -> Deal:
    """Set the amount of an open deal to that of its offer; advance the stage when the offer was sent.
    ``amount``: EUR excl. VAT; ``is_sent``: the customer has received the offer. The stage only advances, without
    checking its requirements. A typed amount is stored beside the offer's. Closed deals are unchanged. Raise NotFound,
    DomainError people.not_allowed.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    with operation(by=by, at=at, kind="deals.follow") as op:
        deal = get_deal(deal_id=deal_id, by=by, lock=True)
        op.describe(op.label or deal.title)
        if not deal.stage.is_open:
            return deal
        if 0 < amount <= MAX_AMOUNT and amount != deal.amount:
            if deal.amount is not None and deal.amount != deal.offer_amount:
                deal.typed_amount = deal.amount
            deal.amount = deal.offer_amount = amount
            deal.save(update_fields=["amount", "offer_amount", "typed_amount"])
        if is_sent:
            _advance(deal, by, at)
    return deal


def follow_amount(*, deal_id: UUID, by: User, amount: Decimal | None, keep_last: bool = False) -> None:
    """Set the amount of an open deal to that of its offer, by one update in the caller's operation.
    ``amount``: EUR excl. VAT; None: no offer has an amount, the typed one is used. A typed amount is stored beside the
    offer's; one typed over it stays until the offer's amount changes. ``keep_last``: without a typed amount keep the
    last offer's. Raise DomainError people.not_allowed.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    rows = Deal.objects.visible_to(by).filter(pk=deal_id, stage__kind=StageKind.OPEN)
    typed_over = Q(amount__isnull=False) & (Q(offer_amount__isnull=True) | ~Q(amount=F("offer_amount")))
    if amount is not None and amount <= MAX_AMOUNT:
        amount_expression = Case(When(typed_over, then=F("amount")), default=F("typed_amount"))
        changed = Q(offer_amount__isnull=True) | ~Q(offer_amount=amount)
        rows.filter(changed).update(typed_amount=amount_expression, amount=amount, offer_amount=amount)
    elif amount is None:
        rows = rows.filter(offer_amount__isnull=False)
        if keep_last:
            rows = rows.filter(Q(typed_amount__isnull=False) | typed_over)
        back = Case(When(typed_over, then=F("amount")), default=F("typed_amount"))
        rows.update(amount=back, offer_amount=None, typed_amount=None)


def _advance(deal: Deal, by: User, at: dt.datetime) -> None:
    stage = Stage.objects.filter(code="offer").first()
    if stage is None or not stage.is_open or stage.position <= deal.stage.position:
        return
    StageMove.objects.create(deal=deal, former_id=deal.stage_id, stage=stage, at=at, person=by)
    deal.stage, deal.stage_since, deal.probability = stage, at, stage.probability
    deal.save(update_fields=["stage", "stage_since", "probability"])
    record_on_timeline(
        company_id=deal.company_id, by=by, at=at, kind="deal", title=f"{deal.title} : {stage}", amount=deal.amount
    )
