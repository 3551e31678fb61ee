"""Stage moves of deals: forward, won, lost, reopened; buying roles."""

import datetime as dt
from typing import Any
from uuid import UUID

from arpent.clients.public import list_contacts, record_on_timeline
from arpent.database.lengths import checked_texts
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.merging import Seen, changed_since, merge_or_raise
from arpent.people.public import User, require_permission

from ..models import Deal, DealContact, Stage, StageMove
from ..permissions import DealPermission
from ..rules.lifecycle import DealFacts, StageKind, check_move
from ..sentences import requirement_words
from .deals import change_deal, get_deal, open_deal


def open_deal_in(*, stage_id: UUID | None, by: User, at: dt.datetime, **given: Any) -> Deal:
    """Open a deal as ``open_deal`` does and move it to a stage, None for the first one, as one operation.
    Raise the errors of ``open_deal`` and ``move_deal``; nothing is opened when the stage refuses the deal.
    """
    with operation(by=by, at=at, kind="deals.open"):
        deal = open_deal(by=by, at=at, **given)
        if stage_id is not None and stage_id != deal.stage_id:
            deal = move_deal(deal_id=deal.pk, stage_id=stage_id, by=by, at=at)
    return deal


def move_deal(
    *,
    deal_id: UUID,
    stage_id: UUID,
    by: User,
    at: dt.datetime,
    values: dict[str, Any] | None = None,
    seen: Seen = None,
) -> Deal:
    """Move a deal to a stage, setting values on the way.
    ``values``: of ``FIELDS``, and lost_reason, lost_note for a lost deal. ``seen``: values and "stage_id".
    Raise NotFound for a deal or stage, DomainError deals.stage_needs with the unmet requirements,
    deals.moved_concurrently when somebody moved the deal, people.not_allowed, ValidationErrors as ``check_move`` or for
    a text longer than its column, Conflict as ``change_deal``.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    values = dict(values or {})
    lost = checked_texts(Deal, {k: values.pop(k) for k in ("lost_reason", "lost_note") if k in values})
    stage = Stage.objects.filter(pk=stage_id).first()
    if stage is None:
        raise NotFound("stage")
    with operation(by=by, at=at, kind="deals.move") as op:
        deal = get_deal(deal_id=deal_id, by=by, lock=True)
        if deal.stage_id != stage.pk and "stage_id" in changed_since(seen=seen, stored={"stage_id": deal.stage_id}):
            raise DomainError("deals.moved_concurrently", stage=str(deal.stage))
        if values:
            deal = change_deal(deal_id=deal_id, by=by, at=at, values=values, seen=seen)
        op.describe(f"{deal.title} → {stage}")
        if deal.stage_id == stage.pk:
            return deal
        missing = check_move(stage.kind, stage.requires, _facts(deal, by, lost.get("lost_reason", "")))
        if missing:
            raise DomainError("deals.stage_needs", stage=str(stage), what=requirement_words(missing))
        StageMove.objects.create(deal=deal, former_id=deal.stage_id, stage=stage, at=at, person=by)
        deal.stage, deal.stage_since = stage, at
        deal.probability = stage.probability
        deal.closed_at = None if stage.is_open else at
        deal.lost_reason = lost.get("lost_reason", "") if stage.kind == StageKind.LOST else ""
        deal.lost_note = lost.get("lost_note", "") if stage.kind == StageKind.LOST else ""
        if not stage.is_open:
            deal.next_step, deal.next_step_on = "", None
        deal.save()
        record_on_timeline(
            company_id=deal.company_id, by=by, at=at, kind="deal", title=f"{deal.title} : {stage}", amount=deal.amount
        )
    return deal


def _facts(deal: Deal, by: User, lost_reason: str) -> DealFacts:
    contacts = DealContact.objects.visible_to(by).filter(deal=deal).count()
    return DealFacts(
        deal.amount,
        deal.expected_on,
        contacts,
        deal.need,
        deal.competitor,
        deal.competitive_pressure,
        deal.next_step,
        deal.next_step_on,
        lost_reason,
    )


def set_buying_role(
    *, deal_id: UUID, contact_id: UUID, buying_role: str, by: User, at: dt.datetime, seen: Seen = None
) -> None:
    """Set the buying role of a contact of the deal's company; "" removes it.
    Raise NotFound for a deal or contact, DomainError deals.wrong_buying_role or people.not_allowed, Conflict when it
    was changed concurrently (see ``seen``).
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    if buying_role and buying_role not in DealContact.BuyingRole.values:
        raise DomainError("deals.wrong_buying_role")
    with operation(by=by, at=at, kind="deals.contact") as op:
        deal = get_deal(deal_id=deal_id, by=by, lock=True)
        op.describe(deal.title)
        if contact_id not in {c.pk for c in list_contacts(company_id=deal.company_id, by=by)}:
            raise NotFound("contact")
        contact_link = DealContact.objects.visible_to(by).filter(deal=deal, contact_id=contact_id).first()
        buying_role = merge_or_raise(
            seen=seen,
            stored={"buying_role": contact_link.buying_role if contact_link else ""},
            written={"buying_role": buying_role},
        )["buying_role"]
        if contact_link and not buying_role:
            contact_link.delete()
        elif contact_link:
            contact_link.buying_role = buying_role
            contact_link.save(update_fields=["buying_role"])
        elif buying_role:
            DealContact.objects.create(deal=deal, contact_id=contact_id, buying_role=buying_role)
