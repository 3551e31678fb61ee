"""Quick quotes written offline on a device; stored as draft offers at today's prices."""

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
    """Create an offer from a device's quick quote.

    ``body``: deal, title, list (id of a price list), lines [{reference, label, quantity, price}], prices in the list's
    currency excl. VAT. Catalogue lines take today's price; a different price quoted to the customer becomes the line's
    manual price.

    Raise DomainError "offers.quote_empty" without lines or with more than ``MAX_LINES``,
    "offers.quote_already_received", ValidationErrors with the error of the first invalid line.
    """
    body_lines = body.get("lines")
    lines = [x for x in body_lines if isinstance(x, Mapping)] if isinstance(body_lines, list) else []
    if not lines or len(lines) > MAX_LINES:
        raise DomainError("offers.quote_empty")
    step = str(body.get("step") or _("Finir et envoyer le devis"))
    if Offer.objects.visible_to(by).filter(pk=offer_id).exists():
        raise DomainError("offers.quote_already_received")
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
