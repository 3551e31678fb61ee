"""Calculation of a version: priced lines, problems and required approval, for screens, documents and approvals."""

import datetime as dt
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from arpent.catalogue.public import last_day_of
from arpent.people.public import User, get_organisation
from arpent.pricing.public import PricedLine, PricedOffer, Regime, price_offer, selected_lines

from ..approval.queries.assessment import assess_version
from ..approval.queries.policies import ended_promotions
from ..approval.rules.below_cost import has_legal_case
from ..models import OfferLine, OfferVersion, Signature
from ..printing.queries.customer import get_customer
from ..rules.fingerprint import canonical, fingerprint
from ..rules.lifecycle import RequiredApproval, State
from ..rules.payment import delay_refusal
from ..rules.problems import LineFacts, OfferFacts, Problem, find_problems
from .pricing import pricing_conditions, pricing_lines
from .versions import list_lines

# Regimes that require both VAT numbers: CGI 262 ter I, 283-2.
NUMBERED = (Regime.INTRA_EU, Regime.REVERSE)
# Fields covered by approvals and signatures: the commercial content.
LINE_FIELDS = (
    "key",
    "kind",
    "role",
    "alternative_to",
    "is_selected",
    "reference",
    "label",
    "description",
    "quantity",
    "unit",
    "list_price",
    "tier_price",
    "manual_price",
    "promotion_percent",
    "discount_percent",
    "cost",
    "catalogue_cost",
    "vat",
)
VERSION_FIELDS = (
    "currency",
    "rate",
    "regime",
    "valid_until",
    "global_percent",
    "global_amount",
    "deposit_percent",
    "payment_days",
    "end_of_month",
    "incoterm",
    "incoterm_place",
    "incoterm_cost",
    "carriage_cost",
    "financing_rate_percent",
    "warranty_percent",
    "warranty_months",
    "commission_percent",
    "delivery",
    "conditions",
    "terms_id",
    "loss_case",
    "loss_reason",
)


@dataclass(frozen=True)
class QuoteCalculation:
    """A version with its figures on a day. ``priced``: priced lines by key; ``numbers``: line numbers by key, from 1;
    ``below_cost``: keys of lines that some selection sells below cost.
    """

    version: OfferVersion
    lines: list[OfferLine]
    offer: PricedOffer
    priced: dict[str, PricedLine]
    numbers: dict[str, int]
    problems: list[Problem]
    required_approval: RequiredApproval
    below_cost: frozenset[str] = frozenset()  # keys of lines that some selection sells below cost

    @property
    def blocking_problems(self) -> list[Problem]:
        """Return the problems that block sending."""
        return [p for p in self.problems if p.is_blocking]


def calculate_quote(
    *,
    version: OfferVersion,
    by: User,
    day: dt.date,
    lines: list[OfferLine] | None = None,
    offer: PricedOffer | None = None,
) -> QuoteCalculation:
    """Return the figures, problems and required approval of a version, with the policy and catalogue of a day.

    ``offer``: the same lines, already priced. Once signed, the lines are those that the customer selected.
    """
    lines = list_lines(version=version, by=by) if lines is None else lines
    if version.state == State.SIGNED:
        # After the signature, all screens show the options that the customer selected.
        _apply_signed_selection(lines, Signature.objects.visible_to(by).filter(version=version).first())
    engine_lines, conditions = pricing_lines(version, lines), pricing_conditions(version)
    offer = offer or price_offer(engine_lines, conditions)
    priced = {p.line.key: p for p in offer.lines}
    numbers = number_lines(lines)
    over = ended_promotions(lines=lines, by=by, day=day)
    numbered = version.regime in NUMBERED
    customer = get_customer(company_id=version.offer.deal.company_id, by=by) if numbered else None
    firm = get_organisation() if numbered else None
    assessment = assess_version(version=version, lines=lines, by=by, day=day)
    below = assessment.below_cost()
    facts = OfferFacts(
        tuple(
            _facts(x, priced[x.key], numbers[x.key], x.key in over, x.key in below)
            for x in lines
            if x.kind != "section"
        ),
        str(version.price_list or ""),
        last_day_of(list_id=version.price_list_id, by=by, day=day) if version.price_list_id else None,
        version.valid_until,
        day,
        numbered,
        bool(firm and firm.vat_number),
        bool(customer and customer.vat_number),
        bool(version.global_amount) and version.global_amount > offer.discount,
        delay_refusal(version.payment_days, version.end_of_month, day),
        not has_legal_case(sold_references(lines, below), version.loss_case, version.loss_lines),
    )
    same = not assessment.own_carriage and assessment.conditions == conditions
    required_approval = assessment.required_approval(offer=offer if same else None)
    return QuoteCalculation(
        version, lines, offer, priced, numbers, find_problems(facts), required_approval, frozenset(below)
    )


def sold_references(lines: Iterable[OfferLine], keys: Container[str]) -> list[str]:
    """Return "key:reference" of lines, sorted, so that a change of product is detected."""
    return sorted(f"{x.key}:{x.reference.casefold()}" for x in lines if x.key in keys)


def _apply_signed_selection(lines: list[OfferLine], signature: Signature | None) -> None:
    if signature:
        selected = selected_lines(lines, signature.selected_options)
        for line in lines:
            line.is_selected = selected[line.key]


def number_lines(lines: Iterable[OfferLine]) -> dict[str, int]:
    """Return the number of each line except sections, from 1; carriage is last, as in documents."""
    rows = sorted((x for x in lines if x.kind != "section"), key=lambda x: x.kind == "carriage")
    return {x.key: n for n, x in enumerate(rows, start=1)}


def _facts(line: OfferLine, priced: PricedLine, number: int, promotion_ended: bool, below_cost: bool) -> LineFacts:
    return LineFacts(
        number,
        line.key,
        str(line),
        priced.line.unit_price,
        line.cost,
        line.is_selected,
        line.kind == "product",
        bool(line.product and line.product.active),
        line.manual_price is not None,
        below_cost,
        promotion_ended,
        under_catalogue=line.cost is not None and line.catalogue_cost is not None and line.cost < line.catalogue_cost,
    )


def approval_content(version: OfferVersion, lines: Sequence[OfferLine]) -> dict[str, Any]:
    """Return the content that an approval and a signature cover, as plain values."""
    return {
        "offer": version.offer.number,
        "title": version.offer.title,
        "version": version.number,
        **{f: getattr(version, f) for f in VERSION_FIELDS},
        "lines": [{f: getattr(x, f) for f in LINE_FIELDS} for x in lines],
    }


def approval_fingerprint(version: OfferVersion, lines: Sequence[OfferLine]) -> str:
    """Return the SHA-256 (hexadecimal) of the content that an approval covers."""
    return fingerprint(canonical(approval_content(version, lines)))
