"""Offers and prices in the offline snapshot, when the administrator allows it."""

import datetime as dt
from collections import defaultdict
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from arpent.catalogue.public import is_sold_whole, list_price_lists, prices_on
from arpent.people.public import User
from arpent.pricing.public import Margin, take_promotion_off

from ..approval.queries.policies import promotion_percents
from ..approval.rules.policies import best_promotion
from ..models import Offer


def snapshot_quotes(
    *, by: User, company_ids: list[UUID], prices: bool = False, margins: bool = False
) -> dict[UUID, list[dict[str, Any]]]:
    """Return the offers of companies that are not closed, by company id: number, title, state, end of validity.

    ``prices``: with the net amount (euros excl. VAT); ``margins``: with the pocket margin on price (percent); ""
    otherwise.
    """
    quotes_by_company: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for start in range(0, len(company_ids), 400):
        rows = Offer.objects.visible_to(by).filter(
            deal__company_id__in=company_ids[start : start + 400], closed_at__isnull=True
        )
        for offer in rows.select_related("deal").order_by("-created_at"):
            percent = Margin(offer.pocket, offer.cost).on_price_shown if margins else None
            quotes_by_company[offer.deal.company_id].append(
                {
                    "id": str(offer.pk),
                    "deal": str(offer.deal_id),
                    "number": offer.number,
                    "title": offer.title,
                    "state": offer.label,
                    "valid_until": offer.valid_until.isoformat() if offer.valid_until else "",
                    "net": str(offer.net) if prices else "",
                    "margin": str(percent) if percent is not None else "",
                }
            )
    return quotes_by_company


def snapshot_prices(*, by: User, margins: bool, now: dt.datetime) -> dict[str, Any]:
    """Return each price list with its products of today, prices excl. VAT in the list's currency.

    Row: [reference, name, unit, [[from, price]...], cost or "", percent, whole]. The best promotion of the day
    (``percent``) is deducted as in a quote; cost in euros, only with ``margins``; ``whole``: sold in whole numbers
    only.
    """
    day = localdate(now)
    promotions = promotion_percents(by=by, day=day)
    lists = []
    for price_list in list_price_lists(by=by):
        rows = [
            [
                p.reference,
                p.name,
                p.sale_unit,
                [[least, f"{take_promotion_off(amount, percent):f}"] for least, amount in steps],
                str(p.purchase_cost or "") if margins else "",
                f"{percent.normalize():f}" if percent else "",
                is_sold_whole(p.sale_unit),
            ]
            for p, steps in prices_on(by=by, list_id=price_list.pk, day=day)
            for percent in [best_promotion(promotions, p.family_id)]
        ]
        lists.append(
            {
                "id": str(price_list.pk),
                "name": price_list.name,
                "currency": price_list.currency,
                "segment": price_list.segment,
                "rows": rows,
            }
        )
    return {"day": day.isoformat(), "lists": lists}


def get_offer_edition(*, record_id: UUID, by: User) -> int | None:
    """Return 1 for an offer that exists, None when it does not exist or is not visible; devices never edit
    offers.
    """
    return 1 if Offer.objects.visible_to(by).filter(pk=record_id).exists() else None
