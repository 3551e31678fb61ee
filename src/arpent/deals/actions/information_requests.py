"""Requests to internal services and partners: create, answer by a signed link, withdraw."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from arpent.database.lengths import length_refusals
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.merging import Seen, merge_or_raise
from arpent.notifications.public import notify
from arpent.people.public import User, check_not_erased, require_permission
from arpent.web.signed_links import link_token as sign_link
from arpent.web.signed_links import read_token

from ..models import InformationRequest
from ..permissions import DealPermission
from .deals import get_deal

PURPOSE = "deals.request"
# Validity of a link, in days.
LINK_DAYS = 90


def create_request(*, deal_id: UUID, by: User, at: dt.datetime, values: dict[str, Any]) -> InformationRequest:
    """Request information by a day. ``values``: whom, name, email, question, due_on.
    Raise NotFound for a deal out of reach, ValidationErrors with the message of each field, ErasedPersonError for the
    e-mail address of an erased person, DomainError people.not_allowed.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    clean: dict[str, Any] = {k: v.strip() if isinstance(v, str) else v for k, v in values.items()}
    refusals = length_refusals(InformationRequest, clean)
    if clean.get("whom") not in InformationRequest.Whom.values:
        refusals["whom"] = DomainError("deals.whom_needed")
    if not clean.get("name"):
        refusals["name"] = DomainError("deals.request_name_needed")
    if not clean.get("question"):
        refusals["question"] = DomainError("deals.question_needed")
    if clean.get("due_on") is None or clean["due_on"] < localdate(at):
        refusals["due_on"] = DomainError("deals.due_needed")
    if refusals:
        raise ValidationErrors(refusals)
    check_not_erased(emails=[clean.get("email") or ""])
    with operation(by=by, at=at, kind="deals.request", label=clean["name"]):
        deal = get_deal(deal_id=deal_id, by=by)
        created = InformationRequest.objects.create(
            deal=deal,
            whom=clean["whom"],
            name=clean["name"],
            email=clean.get("email", ""),
            question=clean["question"],
            due_on=clean["due_on"],
            requested_at=at,
            requested_by=by,
        )
    return created


def withdraw_request(*, request_id: UUID, by: User, at: dt.datetime) -> InformationRequest:
    """Withdraw an unanswered request and revoke its link.
    Raise NotFound, DomainError deals.request_already_answered or people.not_allowed.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    with operation(by=by, at=at, kind="deals.request_withdrawn") as op:
        stored = InformationRequest.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=request_id).first()
        if stored is None:
            raise NotFound("information_request")
        if stored.answered_at:
            raise DomainError("deals.request_already_answered")
        op.describe(stored.name)
        stored.withdrawn_at = at
        stored.save(update_fields=["withdrawn_at"])
    return stored


def link_token(information_request: InformationRequest) -> str:
    """Return the token of a request's link: the id signed with the firm's key."""
    return sign_link(PURPOSE, information_request.pk)


def read_link(*, token: str, at: dt.datetime) -> InformationRequest:
    """Return the request of a link. Raise NotFound for a forged or expired token (90 days), or a withdrawn request."""
    pk = read_token(PURPOSE, token)
    rows = InformationRequest.objects.unscoped("whoever holds the signed link may read and answer this one request")
    stored = rows.select_related("requested_by", "deal__company").filter(pk=pk).first() if pk else None
    if stored is None or stored.withdrawn_at or stored.requested_at < at - dt.timedelta(days=LINK_DAYS):
        raise NotFound("information_request")
    return stored


def answer_request(*, token: str, at: dt.datetime, answer: str, name: str, seen: Seen = None) -> InformationRequest:
    """Answer a request by its link; a later answer replaces the first. The operation belongs to the requester.
    Raise NotFound as ``read_link``, ValidationErrors for a missing answer or name, Conflict when another holder of the
    link answered concurrently (see ``seen``).
    """
    answer, name = answer.strip(), name.strip()
    refusals = length_refusals(InformationRequest, {"answer": answer})
    if too_long := length_refusals(InformationRequest, {"answered_by": name}):
        refusals["name"] = too_long["answered_by"]
    if not answer:
        refusals["answer"] = DomainError("deals.answer_needed")
    if not name:
        refusals["name"] = DomainError("deals.answerer_name_needed")
    if refusals:
        raise ValidationErrors(refusals)
    information_request = read_link(token=token, at=at)
    requester = information_request.requested_by
    with operation(by=requester, at=at, kind="deals.request_answered", label=name):
        information_request = (
            InformationRequest.objects.visible_to(requester)
            .select_for_update(of=("self",))
            .get(pk=information_request.pk)
        )
        stored = {
            "answer": information_request.answer,
            "answered_by": information_request.answered_by or information_request.name,
        }
        merged = merge_or_raise(seen=seen, stored=stored, written={"answer": answer, "answered_by": name})
        answer, name = merged["answer"], merged["answered_by"]
        information_request.answer, information_request.answered_by, information_request.answered_at = (
            answer,
            name,
            at,
        )
        information_request.save(update_fields=["answer", "answered_by", "answered_at"])
        notify(
            type_code="deals.request_answered",
            recipients=[requester.pk],
            record_id=information_request.deal_id,
            at=at,
            author_name=name,
            text=answer,
        )
    return information_request
