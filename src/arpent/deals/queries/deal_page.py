"""Content of a deal's page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from arpent.clients.public import get_company_name, list_contacts
from arpent.people.public import User

from ..models import Deal, DealContact, DealDocument, InformationRequest, StageMove
from ..rules.lifecycle import is_stale
from .needs import list_needs
from .stages import list_stages


@dataclass(frozen=True)
class DealPage:
    """Content of a deal's page. ``days``: in the current stage."""

    deal: Deal
    company: str
    contacts: list[tuple[Any, str]]  # a contact of the company, and its part in the decision ("" when none)
    requests: list[InformationRequest]
    documents: list[DealDocument]
    needs: list[Any]
    moves: list[StageMove]
    stages: list[Any]
    days: int
    stale: bool


def get_deal_page(*, deal_id: UUID, by: User, today: dt.date) -> DealPage | None:
    """Return the content of a deal's page, or None when the deal is not visible."""
    deal = Deal.objects.visible_to(by).select_related("stage", "owner").filter(pk=deal_id).first()
    if deal is None:
        return None
    name = get_company_name(company_id=deal.company_id, by=by) or ""
    buying_roles = dict(DealContact.objects.visible_to(by).filter(deal=deal).values_list("contact_id", "buying_role"))
    contacts = list_contacts(company_id=deal.company_id, by=by) if name else []
    days = (today - localdate(deal.stage_since)).days
    return DealPage(
        deal,
        name,
        [(c, buying_roles.get(c.pk, "")) for c in contacts],
        list(
            InformationRequest.objects.visible_to(by)
            .filter(deal=deal)
            .select_related("requested_by")
            .order_by("answered_at", "due_on", "id")
        ),
        list(DealDocument.objects.visible_to(by).filter(deal=deal).select_related("added_by")),
        list_needs(deal_id=deal.pk, by=by),
        list(StageMove.objects.visible_to(by).filter(deal=deal).select_related("stage", "person")),
        list_stages(),
        days,
        stale=deal.stage.is_open and is_stale(days, deal.stage.stale_days),
    )


def get_request(*, request_id: UUID, by: User) -> InformationRequest | None:
    """Return a request, or None when its deal is not visible."""
    return InformationRequest.objects.visible_to(by).select_related("deal").filter(pk=request_id).first()
