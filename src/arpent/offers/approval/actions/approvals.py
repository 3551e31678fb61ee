"""Approvals: request, decision, check before sending. Any change of the content voids them."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.utils.timezone import localdate

from arpent.clients.public import get_company_name, record_on_timeline
from arpent.database.lengths import checked_text
from arpent.deals.permissions import DealPermission
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.notifications.public import notify
from arpent.people.public import User, list_people_with_access, require_permission
from arpent.pricing.public import Margin

from ...documents.grid import grid_data
from ...models import Approval, OfferVersion
from ...permissions import OfferPermission
from ...queries.calculation import QuoteCalculation, approval_fingerprint, calculate_quote
from ...queries.versions import get_version, list_lines
from ...rules.lifecycle import Level, State, check_open
from ..rules.decisions import check_decision, check_request, covers

MAX_PERCENT = Decimal("99999.9")
ACTS = {Level.MANAGER: OfferPermission.APPROVE_OFFERS, Level.DIRECTION: OfferPermission.APPROVE_LOW_OFFERS}


def can_decide(by: User, level: str) -> bool:
    """Return whether a person's role may approve offers of a level; True for FREE."""
    return level == Level.FREE or by.has_permission(ACTS[Level(level)])


def request_approval(*, by: User, at: dt.datetime, offer_id: UUID, note: str) -> Approval:
    """Request the approval that the open version needs; return the request.

    Raise ValidationErrors "offers.ask_note" without a note to the approver or "database.text_too_long", DomainError
    "offers.frozen", "offers.no_approval_needed", "offers.approval_already_requested", or the first problem that blocks
    sending.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    note = checked_text(Approval, "note", note)
    if not note:
        raise ValidationErrors({"note": DomainError("offers.ask_note")})
    with operation(by=by, at=at, kind="offers.approval_requested") as op:
        version = get_version(offer_id=offer_id, by=by, lock=True)
        check_open(version.state)
        op.describe(version.label)
        figures = calculate_quote(version=version, by=by, day=localdate(at))
        check_can_be_sent(figures)
        check_request(
            may_decide=can_decide(by, figures.required_approval.level),
            is_requested=version.state == State.PENDING_APPROVAL,
            is_approved=is_approved(version=version, figures=figures, by=by),
        )
        # An approval at a lower level than needed now is replaced by the new request.
        live = Approval.objects.visible_to(by).filter(version=version, state=Approval.State.GIVEN)
        live.update(state=Approval.State.VOIDED)
        approval = Approval.objects.create(
            version=version,
            level=figures.required_approval.level.value,
            pocket_percent=stored_percent(figures.offer.waterfall.pocket_margin),
            figures=grid_data(figures),
            fingerprint=approval_fingerprint(version, figures.lines),
            requested_by=by,
            requested_at=at,
            note=note,
        )
        _set_state(version, State.PENDING_APPROVAL)
        deciders = list_people_with_access(permission=ACTS[Level(approval.level)], owners=[version.offer.owner_id])
        notify(
            type_code="offers.approval_asked",
            recipients=[p.pk for p in deciders],
            record_id=approval.pk,
            at=at,
            by=by,
            text=note,
        )
    return approval


def stored_percent(margin: Margin) -> Decimal | None:
    """Return a margin rate on price (percent, to a tenth) limited to the range of its column; None when unknown.

    Prices near zero give very large rates.
    """
    percent = margin.on_price_shown
    return None if percent is None else max(-MAX_PERCENT, min(MAX_PERCENT, percent))


def check_can_be_sent(figures: QuoteCalculation) -> None:
    """Raise the DomainError of the first problem that blocks sending, if any."""
    if figures.blocking_problems:
        raise figures.blocking_problems[0].refusal


def decide_approval(*, by: User, at: dt.datetime, approval_id: UUID, agree: bool, reason: str = "") -> Approval:
    """Approve or decline a request; return it.

    Raise DomainError "offers.already_decided", "offers.changed_since_request" when the offer changed since,
    "offers.decline_reason" for a refusal without a reason, "people.not_allowed" for a role that may not decide its
    level; ValidationErrors "database.text_too_long" for the reason; NotFound for an invisible request.
    """
    reason = checked_text(Approval, "reason", reason)
    seen = Approval.objects.visible_to(by).select_related("version").filter(pk=approval_id).first()
    if seen is None:
        raise NotFound("approval")
    require_permission(by, ACTS[Level(seen.level)])
    if not agree and not reason:
        raise DomainError("offers.decline_reason")
    with operation(by=by, at=at, kind="offers.approved" if agree else "offers.declined") as op:
        version = get_version(offer_id=seen.version.offer_id, by=by, number=seen.version.number, lock=True)
        approval = Approval.objects.visible_to(by).select_for_update(of=("self",)).get(pk=approval_id)
        op.describe(version.label)
        check_open(version.state)
        check_decision(
            is_waiting=approval.state == Approval.State.WAITING,
            is_unchanged=approval.fingerprint == approval_fingerprint(version, list_lines(version=version, by=by)),
        )
        approval.state = Approval.State.GIVEN if agree else Approval.State.DECLINED
        approval.decided_by, approval.decided_at, approval.reason = by, at, reason
        approval.save()
        version.offer.last_external_activity_at = at
        version.offer.save(update_fields=["last_external_activity_at"])
        _set_state(version, State.APPROVED if agree else State.DECLINED)
        notify(
            type_code="offers.approved" if agree else "offers.declined",
            recipients=[approval.requested_by_id],
            record_id=version.offer_id,
            at=at,
            by=by,
            text=reason,
        )
    return approval


def check_approved(*, version: OfferVersion, figures: QuoteCalculation, by: User) -> None:
    """Raise DomainError "offers.approval_needed" unless a version may be sent.

    It may when no approval is needed, when the sender's role may decide the level, or when the present content was
    approved.
    """
    if not can_decide(by, figures.required_approval.level) and not is_approved(version=version, figures=figures, by=by):
        raise DomainError("offers.approval_needed", level=figures.required_approval.level.value)


def is_approved(*, version: OfferVersion, figures: QuoteCalculation, by: User) -> bool:
    """Return whether the present content of a version was approved at the level it needs."""
    now = approval_fingerprint(version, figures.lines)
    given = Approval.objects.visible_to(by).filter(version=version, state=Approval.State.GIVEN, fingerprint=now)
    return covers(figures.required_approval.level, {Level(a.level) for a in given})


def _set_state(version: OfferVersion, state: State) -> None:
    version.state = version.offer.state = state.value
    version.save(update_fields=["state"])
    version.offer.save(update_fields=["state"])


def record_on_customer_timeline(
    version: OfferVersion, *, by: User, at: dt.datetime, title: str, body: str = ""
) -> None:
    """Add an entry with the offer's amount (euros excl. VAT) to the customer's timeline; nothing when the customer is
    not visible.
    """
    offer = version.offer
    if get_company_name(company_id=offer.deal.company_id, by=by) is None:
        return
    record_on_timeline(
        company_id=offer.deal.company_id,
        by=by,
        at=at,
        kind="offer",
        title=f"{version.label} : {title}",
        body=body,
        amount=offer.net,
    )
