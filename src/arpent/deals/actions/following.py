"""A deal follows its offer: the amount is the offer's, the stage goes forward."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from arpent.clients.public import record_on_timeline
from arpent.people.public import Act, User, check_may, operation

from ..models import Deal, Stage, StageMove
from .deals import MOST, get_deal


def follow_offer(*, deal_id: UUID, by: User, at: dt.datetime, amount: Decimal, handed_over: bool = False) -> Deal:
    """Give an open deal the net amount of its offer, in euros; ``handed_over``: the customer has it, the stage says so.

    The stage only goes forward, and what it asks for is not asked: the offer has left. An amount typed by hand is kept
    beside the offer's. A closed deal stays as it is.
    """
    check_may(by, Act.CHANGE_DEALS)
    with operation(by=by, at=at, kind="deals.follow") as op:
        deal = get_deal(deal_id=deal_id, by=by, lock=True)
        op.label = op.label or deal.title
        op.save(update_fields=["label"])
        if not deal.stage.is_open:
            return deal
        if 0 < amount <= MOST and amount != deal.amount:
            if deal.amount is not None and deal.amount != deal.offer_amount:
                deal.typed_amount = deal.amount
            deal.amount = deal.offer_amount = amount
            deal.save(update_fields=["amount", "offer_amount", "typed_amount"])
        if handed_over:
            _advance(deal, by, at)
    return deal


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
