"""Builders of deals for tests."""

import datetime as dt
from typing import Any

from arpent.clients.testing import make_company
from arpent.people.public import User
from arpent.people.testing import NOON

from .actions.deals import open_deal
from .models import Deal, Stage


def stage(code: str) -> Stage:
    """Return a default stage by its code."""
    return Stage.objects.get(code=code)


def make_deal(by: User, title: str = "Pompes du puits 3", **values: Any) -> Deal:
    """Open a deal of a new company unless ``company_id`` is given; its next step is in a week."""
    company = values.pop("company_id", None) or make_company(by, f"Client de {title}").pk
    usual = {"next_step": "Appeler", "next_step_on": NOON.date() + dt.timedelta(days=7), "amount": 12_000}
    return open_deal(by=by, at=NOON, company_id=company, values={"title": title, **usual, **values})
