"""Quick quotes written on a phone from the price list it had on board: a draft at today's prices, for the desk to
finish.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from arpent.deals.public import deal_of
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, ValidationErrors
from arpent.kernel.ids import parse_id
from arpent.people.public import User

from ..models import Offer
from ..rules.edits import read_edit
from .lines import save_lines
from .offers import open_offer

MAX_LINES = 500


def write_quick_quote(*, offer_id: UUID, by: User, at: dt.datetime, body: Mapping[str, Any], author_id: UUID) -> Offer:
    """Open an offer from what a phone quoted. ``body``: deal, title, list, lines [{reference, label, quantity, price}].

    A line of the catalogue takes today's price; what the customer was told, when it is another, is the line's price.
    Raise DomainError with the first line that cannot be, and for a quote that has arrived: it is changed where it is,
    as an offer.
    """
    body_lines = body.get("lines")
    lines = [x for x in body_lines if isinstance(x, Mapping)] if isinstance(body_lines, list) else []
    if not lines or len(lines) > MAX_LINES:
        raise DomainError("offers.quote_empty")
    step = str(body.get("step") or _("Finir et envoyer le devis"))
    if Offer.objects.visible_to(by).filter(pk=offer_id).exists():
        raise DomainError("offers.quote_at_desk")
    with operation(by=by, at=at, kind="offers.quick_quote", label=str(body.get("title") or "")):
        deal = deal_of(by=by, at=at, body=body, author_id=author_id, step=step)
        list_id = parse_id(str(body.get("list") or ""))
        offer = open_offer(
            by=by,
            at=at,
            deal_id=deal.pk,
            title=str(body.get("title") or ""),
            list_id=list_id,
            usual_list=list_id is None,
            offer_id=offer_id,
        )
        edits = [read_edit({"key": uuid5(offer_id, str(i)).hex, "values": _values(x)}) for i, x in enumerate(lines)]
        saved = save_lines(by=by, at=at, offer_id=offer.pk, edits=edits)
        if saved.refusals:
            raise ValidationErrors({"lines": next(iter(saved.refusals.values()))})
    return offer


def _values(line: Mapping[str, Any]) -> dict[str, str]:
    values = {n: str(line[n]) for n in ("reference", "quantity") if line.get(n)}
    if line.get("label") and not line.get("reference"):
        values["label"] = str(line["label"])
    if line.get("price"):
        values["price"] = str(line["price"])
    return values
