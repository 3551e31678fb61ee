"""Offline commands of deals: need sheets and quote requests; a new deal is opened when needed."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from arpent.history.public import operation
from arpent.kernel.cells import read_amount
from arpent.kernel.datetimes import parse_date
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import parse_id
from arpent.kernel.money import MAX_AMOUNT
from arpent.kernel.text import excerpt, parse_whole_number
from arpent.people.public import User

from ..models import Deal, NeedSheet
from ..rules.needs import MAX_QUANTITY
from .deals import change_deal, get_deal, open_deal
from .needs import save_need

USUAL_DELAY = dt.timedelta(days=7)


def deal_of(
    *,
    by: User,
    at: dt.datetime,
    body: Mapping[str, Any],
    author_id: UUID,
    step: str,
    values: Mapping[str, Any] | None = None,
) -> Deal:
    """Return the deal of a device's record, locked; a new one is opened with the device's id.
    ``body``: deal; for a new one company, deal_title, and due_on: date of the next step, else in seven days. Raise
    DomainError deals.deal_needed without an id, NotFound for an unknown deal without title and company, and as
    ``open_deal``.
    """
    deal_id, company_id = parse_id(str(body.get("deal") or "")), parse_id(str(body.get("company") or ""))
    if deal_id is None:
        raise DomainError("deals.deal_needed")
    # The id of a deal not visible to the author must behave as an unknown one: theirs gets an id of its
    # own.
    own_id = uuid5(deal_id, author_id.hex)
    for known in (deal_id, own_id):
        if Deal.objects.visible_to(by).filter(pk=known).exists():
            return get_deal(deal_id=known, by=by, lock=True)
    if Deal.objects.unscoped("whether an id is taken").filter(pk=deal_id).exists():
        deal_id = own_id
    title = str(body.get("deal_title") or "").strip()
    if not title or company_id is None:
        raise NotFound("deal")
    deal_values = {"title": title, "next_step": step, "next_step_on": _due(body, at), **(values or {})}
    return open_deal(by=by, at=at, company_id=company_id, values=deal_values, owner_id=author_id, deal_id=deal_id)


def _due(body: Mapping[str, Any], at: dt.datetime) -> dt.date:
    return parse_date(body.get("due_on")) or localdate(at) + USUAL_DELAY


def write_need(*, need_id: UUID, by: User, at: dt.datetime, body: Mapping[str, Any], author_id: UUID) -> NeedSheet:
    """Write a need sheet from a device.
    ``body``: deal, family, values of the sheet, answers {question: {value, must}}. Raise DomainError
    deals.family_needed, deals.wrong_quantity, deals.wrong_amount, deals.wrong_day, and as ``deal_of`` and
    ``save_need``.
    """
    family_id = parse_id(str(body.get("family") or ""))
    if family_id is None:
        raise DomainError("deals.family_needed")
    values = {n: str(body.get(n) or "") for n in ("constraints", "criteria", "supplier", "supplier_weakness")}
    numbers = {
        "quantity": _whole(body.get("quantity")),
        "budget": _amount(body.get("budget")),
        "deadline_on": _day(body.get("deadline_on")),
    }
    raw_body = body.get("answers")
    raw_answers = raw_body if isinstance(raw_body, Mapping) else {}
    answers = {
        pk: (str(raw.get("value") or ""), bool(raw.get("must", True)))
        for key, raw in raw_answers.items()
        if (pk := parse_id(str(key))) and isinstance(raw, Mapping)
    }
    with operation(by=by, at=at, kind="deals.need"):
        deal = deal_of(
            by=by, at=at, body=body, author_id=author_id, step=str(body.get("step") or _("Étudier le besoin"))
        )
        known = NeedSheet.objects.visible_to(by).filter(pk=need_id).exists()
        return save_need(
            by=by,
            at=at,
            deal_id=deal.pk,
            family_id=family_id,
            values={**values, **numbers},
            answers=answers,
            need_id=need_id if known else None,
            create_with_id=need_id,
        )


def _whole(value: Any) -> int:
    number = parse_whole_number(str(value or "1").strip(), MAX_QUANTITY)
    if number is None:
        raise DomainError("deals.wrong_quantity", limit=MAX_QUANTITY)
    return number


def _amount(value: Any) -> Decimal | None:
    if value in (None, ""):
        return None
    amount = read_amount(str(value))
    if amount is None:
        raise DomainError("deals.wrong_amount", limit=int(MAX_AMOUNT))
    return amount


def _day(value: Any) -> dt.date | None:
    day = parse_date(value)
    if value and day is None:
        raise DomainError("deals.wrong_day", text=excerpt(str(value)))
    return day


def request_quote(*, by: User, at: dt.datetime, body: Mapping[str, Any], author_id: UUID) -> Deal:
    """Record that a customer requests a quote: it becomes the deal's next step. ``body``: deal, text, due_on, step.
    Raise DomainError deals.request_empty, and as ``deal_of`` and ``change_deal``.
    """
    text = str(body.get("text") or "").strip()
    if not text:
        raise DomainError("deals.request_empty")
    step = str(body.get("step") or _("Faire le devis"))
    with operation(by=by, at=at, kind="deals.quote_requested"):
        deal = deal_of(by=by, at=at, body=body, author_id=author_id, step=step, values={"need": text})
        if text not in deal.need:
            need = f"{deal.need}\n{text}".strip()
            change_deal(
                deal_id=deal.pk, by=by, at=at, values={"need": need, "next_step": step, "next_step_on": _due(body, at)}
            )
    return deal
