"""Builders of solutions for tests: a set of a pump and a motor, a need sheet that asks for one."""

import datetime as dt
from typing import Any

from arpent.catalogue.public import list_questions
from arpent.catalogue.testing import make_catalogue
from arpent.deals.public import save_need
from arpent.deals.testing import make_deal
from arpent.people.public import User
from arpent.people.testing import NOON

from .actions.solutions import save_solution

SMALL = {"ambiance": "sèche", "pompe": "P20", "moteur": "M3"}
LARGE = {"ambiance": "chlorée", "pompe": "P50", "moteur": "M75"}


def make_need(by: User, **values: Any) -> dict[str, Any]:
    """Make the catalogue of sets, a deal, and its need sheet: a flow of 15 m³/h. Returns the catalogue's ids with both."""
    made = make_catalogue()
    deal = make_deal(by)
    question = list_questions(family_id=made["family_id"], by=by)[0]
    sheet = save_need(
        by=by, at=NOON, deal_id=deal.pk, family_id=made["family_id"], answers={question.pk: ("15", True)},
        values={"budget": 1500, "deadline_on": NOON.date() + dt.timedelta(days=15), **values},
    )  # fmt: skip
    return {**made, "deal": deal, "sheet": sheet}


def make_solution(by: User, made: dict[str, Any], name: str = "Économique", **values: Any) -> Any:
    usual = {
        "choices": SMALL,
        "needs": ["pompe.debit>=15 m³/h"],
        "list_id": made["list_id"],
        "need_id": made["sheet"].pk,
    }
    return save_solution(
        by=by, at=NOON, deal_id=made["deal"].pk, family_id=made["family_id"], name=name, **{**usual, **values}
    )
