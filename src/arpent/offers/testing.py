"""Builders of offers for tests; also the actions used by the demonstration and the benchmarks."""

import datetime as dt
from typing import Any
from uuid import uuid4

from django.db.models import F

from arpent.catalogue.public import list_questions
from arpent.catalogue.testing import make_catalogue
from arpent.deals.public import save_need
from arpent.deals.testing import make_deal
from arpent.people.public import User
from arpent.people.testing import NOON
from arpent.solutions.public import save_solution

from .actions.lines import save_lines
from .actions.offers import open_offer
from .approval.actions.approvals import request_approval
from .approval.actions.policies import save_policy, save_promotion
from .models import OfferLine
from .portal.actions.activity import ask_question, record_opening
from .portal.actions.sending import send_offer
from .portal.actions.signing import refuse_offer, sign_offer
from .portal.queries.access import get_link_token
from .queries.versions import get_offer_lines
from .rules.edits import Edit, read_edit

__all__ = [
    "LARGE",
    "SMALL",
    "Edit",
    "add_line",
    "ask_question",
    "get_link_token",
    "get_offer_lines",
    "make_need",
    "make_offer",
    "make_solution",
    "open_offer",
    "read_edit",
    "record_opening",
    "refuse_offer",
    "request_approval",
    "save_lines",
    "save_policy",
    "save_promotion",
    "send_offer",
    "sign_offer",
]

SMALL = {"ambiance": "sèche", "pompe": "P20", "moteur": "M3"}
LARGE = {"ambiance": "chlorée", "pompe": "P50", "moteur": "M75"}


def make_need(by: User, **values: Any) -> dict[str, Any]:
    """Create the catalogue of sets, a deal and its need sheet (a flow of 15 m³/h); return the catalogue's ids with
    both.
    """
    catalogue = make_catalogue()
    deal = make_deal(by)
    question = list_questions(family_id=catalogue["family_id"], by=by)[0]
    sheet = save_need(
        by=by,
        at=NOON,
        deal_id=deal.pk,
        family_id=catalogue["family_id"],
        answers={question.pk: ("15", True)},
        values={"budget": 1500, "deadline_on": NOON.date() + dt.timedelta(days=15), **values},
    )
    return {**catalogue, "deal": deal, "sheet": sheet}


def make_solution(by: User, need: dict[str, Any], name: str = "Économique", **values: Any) -> Any:
    """Create a selected solution of a need."""
    usual = {
        "choices": SMALL,
        "needs": ["pompe.debit>=15 m³/h"],
        "list_id": need["list_id"],
        "need_id": need["sheet"].pk,
    }
    return save_solution(
        by=by, at=NOON, deal_id=need["deal"].pk, family_id=need["family_id"], name=name, **{**usual, **values}
    )


def make_offer(by: User, need: dict[str, Any] | None = None, **values: Any) -> Any:
    """Create an offer with one selected solution: P20 sold at 900 and M3 at 225 euros, bought at 600 and 150."""
    need = need or make_need(by)
    solution = make_solution(by, need)
    return open_offer(by=by, at=NOON, deal_id=need["deal"].pk, solution_ids=[solution.pk], **values)


def add_line(by: User, offer: Any, key: str | None = None, documented: bool = True, **values: Any) -> str:
    """Append one line and return its key. Raise the DomainError of a refused line.

    ``documented``: use the typed cost as the catalogue's, so that the line needs no approval.
    """
    key = key or uuid4().hex
    written = {"label": "Mise en service", "price": "500", "cost": "300", **values}
    saved = save_lines(by=by, at=NOON, offer_id=offer.pk, edits=[read_edit({"key": key, "values": written})])
    if saved.refusals:
        raise saved.refusals[key]
    if documented:
        own = OfferLine.objects.visible_to(by).filter(version=saved.version, key=key, catalogue_cost=None)
        own.exclude(kind="carriage").update(catalogue_cost=F("cost"))
    return key
