"""Builders of report forms and visits for tests."""

from typing import Any
from uuid import UUID

from arpent.kernel.ids import new_id
from arpent.people.public import User
from arpent.people.testing import NOON

from .actions.visits import save_visit
from .models import Visit


def report_body(company_id: UUID, **values: Any) -> dict[str, Any]:
    """Return the body of a visit report of 40 minutes on 24 November 2026, with values replaced."""
    usual = {
        "company": str(company_id),
        "started_at": "2026-11-24T10:00:00+00:00",
        "ended_at": "2026-11-24T10:40:00+00:00",
        "aim": "Suivi",
        "said": "Tout va bien",
    }
    return {**usual, **values}


def make_visit(by: User, company_id: UUID, **values: Any) -> Visit:
    """Create a visit report of a company as a phone submits it."""
    return save_visit(visit_id=new_id(), by=by, at=NOON, body=report_body(company_id, **values))
