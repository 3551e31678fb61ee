"""Content of the customer's page: the offer as sent, without costs, margins or other data of the firm."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from arpent.people.public import get_organisation
from arpent.pricing.public import PricedLine, VatLine, check_selection

from ...models import OfferEvent, OfferLine, OfferLink, Signature
from ...queries.pricing import price_version
from ...rules.lifecycle import State
from .access import contact_name, link_lines, of_link


@dataclass(frozen=True)
class PortalLine:
    """A line as shown to the customer. ``price`` (unit) and ``net`` in the offer's currency excl. VAT; ``rate``: VAT
    in percent; ``choice``: selectable.
    """

    line: OfferLine
    price: Decimal
    net: Decimal
    rate: Decimal
    is_selected: bool
    choice: bool
    group: str  # key of the line it may replace; "" for an option


@dataclass(frozen=True)
class PortalPage:
    """Content of the customer's page. Amounts in the offer's currency excl. VAT, except ``gross`` and ``deposit``
    incl. VAT.

    ``carriages``: (label, amount) printed with the totals.
    """

    link: OfferLink
    lines: list[PortalLine]
    selected_keys: list[str]
    subtotal: Decimal
    discount: Decimal
    carriage: Decimal
    carriages: list[tuple[str, Decimal]]  # carriage, printed with the totals as in the document
    net: Decimal
    taxes: tuple[VatLine, ...]
    gross: Decimal
    deposit: Decimal
    conversation: list[OfferEvent]
    signature: Signature | None
    firm: str
    expired: bool

    @property
    def can_sign(self) -> bool:
        """Return whether the version can be signed now."""
        return self.link.version.state == State.SENT and not self.expired

    @property
    def can_ask(self) -> bool:
        """Return whether questions can still be asked."""
        return self.link.version.state == State.SENT

    @property
    def whom(self) -> str:
        """Return the name of the contact person with phone and e-mail."""
        return contact_name(self.link.version)

    @property
    def choices(self) -> bool:
        """Return whether a line is selectable."""
        return any(x.choice for x in self.lines)


def get_portal_page(*, link: OfferLink, day: dt.date, selection: Iterable[str] | None = None) -> PortalPage:
    """Return the page of a link with some options selected; ``selection`` None: as proposed. Once signed, as signed.

    Raise DomainError as ``check_selection`` for an impossible selection.
    """
    version = link.version
    lines = link_lines(link)
    signature = of_link(Signature.objects.all(), link).first()
    if signature:
        selected = list(signature.selected_options)
    elif selection is None:
        selected = [x.key for x in lines if x.role != "included" and x.is_selected]
    else:
        selected = check_selection(lines, selection)
    offer = price_version(version, lines, selected)
    priced = {p.line.key: p for p in offer.lines}
    replaceable = {x.alternative_to for x in lines if x.role == "alternative"}
    shown = []
    carriages = [(str(x), priced[x.key].basis) for x in lines if _is_below(x, priced)]
    for line in lines:
        priced_line = priced.get(line.key)
        if _is_below(line, priced):
            continue
        shown.append(
            PortalLine(
                line,
                priced_line.line.unit_price if priced_line else Decimal(0),
                priced_line.net if priced_line else Decimal(0),
                priced_line.line.vat_rate if priced_line else Decimal(0),
                priced_line.line.is_selected if priced_line else True,
                line.kind != "section" and (line.role != "included" or line.key in replaceable),
                line.alternative_to if line.role == "alternative" else line.key if line.key in replaceable else "",
            )
        )
    # A reader sees own questions and their answers, and answers that belong to no question.
    messages = of_link(OfferEvent.objects.all(), link).filter(kind__in=("question", "answer")).select_related("person")
    conversation = messages.filter(Q(link=link) | Q(kind="answer", link=None))
    firm = get_organisation()
    return PortalPage(
        link,
        shown,
        selected,
        offer.subtotal,
        offer.discount,
        offer.carriage,
        carriages,
        offer.net,
        offer.taxes,
        offer.gross,
        offer.deposit,
        list(conversation),
        signature,
        firm.name if firm else "",
        bool(version.valid_until and version.valid_until < day),
    )


def _is_below(line: OfferLine, priced: Mapping[str, PricedLine]) -> bool:
    """Return whether a line is printed with the totals: carriage that counts and cannot be deselected."""
    return line.kind == "carriage" and line.role == "included" and priced[line.key].line.is_selected
