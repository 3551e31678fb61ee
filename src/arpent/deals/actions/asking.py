"""Requests to internal services and partners: ask, answer by a signed link, withdraw."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.merging import Seen, merge_or_refuse
from arpent.people.public import Permission, User, check_not_erased, require_permission
from arpent.web.signed_links import link_token as sign_link
from arpent.web.signed_links import read_token

from ..models import Ask
from .deals import get_deal

PURPOSE = "deals.ask"
# A link lives as long as the request may reasonably wait.
LINK_DAYS = 90


def ask(*, deal_id: UUID, by: User, at: dt.datetime, values: dict[str, Any]) -> Ask:
    """Ask somebody something by a day. Values: whom, name, email, question, due_on."""
    require_permission(by, Permission.CHANGE_DEALS)
    clean: dict[str, Any] = {k: v.strip() if isinstance(v, str) else v for k, v in values.items()}
    refusals: dict[str, DomainError] = {}
    if clean.get("whom") not in Ask.Whom.values:
        refusals["whom"] = DomainError("deals.whom_needed")
    if not clean.get("name"):
        refusals["name"] = DomainError("deals.ask_name_needed")
    if not clean.get("question"):
        refusals["question"] = DomainError("deals.question_needed")
    if clean.get("due_on") is None or clean["due_on"] < localdate(at):
        refusals["due_on"] = DomainError("deals.due_needed")
    if refusals:
        raise ValidationErrors(refusals)
    check_not_erased(emails=[clean.get("email") or ""])
    with operation(by=by, at=at, kind="deals.ask", label=clean["name"]):
        deal = get_deal(deal_id=deal_id, by=by)
        made = Ask.objects.create(
            deal=deal,
            whom=clean["whom"],
            name=clean["name"][:120],
            email=clean.get("email", ""),
            question=clean["question"],
            due_on=clean["due_on"],
            asked_at=at,
            asked_by=by,
        )
    return made


def withdraw_ask(*, ask_id: UUID, by: User, at: dt.datetime) -> Ask:
    """Withdraw a request that waits: its link answers no more."""
    require_permission(by, Permission.CHANGE_DEALS)
    with operation(by=by, at=at, kind="deals.ask_withdrawn") as op:
        found = Ask.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=ask_id).first()
        if found is None:
            raise NotFound("ask")
        if found.answered_at:
            raise DomainError("deals.ask_answered")
        op.describe(found.name)
        found.withdrawn_at = at
        found.save(update_fields=["withdrawn_at"])
    return found


def link_token(found: Ask) -> str:
    """Return the token of a request's link: the id, signed with the firm's key."""
    return sign_link(PURPOSE, found.pk)


def read_link(*, token: str, at: dt.datetime) -> Ask:
    """Return the request a link opens.

    Raise NotFound for a token that is forged, too old, or of a withdrawn request.
    """
    pk = read_token(PURPOSE, token)
    rows = Ask.objects.unscoped("whoever holds the signed link may read and answer this one request")
    found = rows.select_related("asked_by", "deal__company").filter(pk=pk).first() if pk else None
    if found is None or found.withdrawn_at or found.asked_at < at - dt.timedelta(days=LINK_DAYS):
        raise NotFound("ask")
    return found


def answer_ask(*, token: str, at: dt.datetime, answer: str, name: str, seen: Seen = None) -> Ask:
    """Answer a request by its link; a later answer takes the place of the first. The operation is the asker's.

    Raise Conflict when somebody else with the link answered otherwise since ``seen``.
    """
    answer, name = answer.strip(), name.strip()[:120]
    refusals: dict[str, DomainError] = {}
    if not answer:
        refusals["answer"] = DomainError("deals.answer_needed")
    if not name:
        refusals["name"] = DomainError("deals.answer_name_needed")
    if refusals:
        raise ValidationErrors(refusals)
    found = read_link(token=token, at=at)
    asker = found.asked_by
    with operation(by=asker, at=at, kind="deals.answer", label=name):
        found = Ask.objects.visible_to(asker).select_for_update(of=("self",)).get(pk=found.pk)
        stored = {"answer": found.answer, "answered_by": found.answered_by or found.name}
        merged = merge_or_refuse(seen=seen, stored=stored, written={"answer": answer, "answered_by": name})
        answer, name = merged["answer"], merged["answered_by"]
        found.answer, found.answered_by, found.answered_at = answer[:8000], name, at
        found.save(update_fields=["answer", "answered_by", "answered_at"])
    return found
