"""Closes the deal of an accepted offer."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from arpent.clients.public import change_company, get_site_brief, record_on_timeline
from arpent.deals.public import change_deal, follow_offer, list_stages, move_deal
from arpent.kernel.errors import DomainError
from arpent.people.public import User

from ...models import OfferVersion


def win_deal(*, version: OfferVersion, net: Decimal, title: str, body: str, by: User, at: dt.datetime) -> None:
    """Mark the deal of an accepted version as won, turn a prospect into a customer, add the order to the timeline.

    ``net``: euros excl. VAT. When the won stage refuses the deal it stays open, with a next step for its owner.
    """
    deal = version.offer.deal
    site = get_site_brief(company_id=deal.company_id, by=by)
    if site and site.company.relationship != "customer":
        change_company(company_id=deal.company_id, by=by, at=at, values={"relationship": "customer"})
    if deal.stage.is_open:
        follow_offer(deal_id=deal.pk, by=by, at=at, amount=net)
        won = next((s for s in list_stages() if s.kind == "won"), None)
        try:
            with transaction.atomic():
                if won:
                    move_deal(deal_id=deal.pk, stage_id=won.pk, by=by, at=at)
        except DomainError:
            # The firm's won stage has unmet requirements: the deal stays open, with a next step.
            step = {
                "next_step": _("Offre %(offer)s signée : passer l’affaire à gagnée") % {"offer": version.label},
                "next_step_on": localdate(at),
            }
            change_deal(deal_id=deal.pk, by=by, at=at, values=step)
    if site:
        record_on_timeline(company_id=deal.company_id, by=by, at=at, kind="order", title=title, body=body, amount=net)
