"""JSON data of the quote grid: lines with figures, totals, waterfall, problems."""

from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from arpent.kernel.typography import typeset
from arpent.pricing.public import ON_OFFER, Margin, PricedLine, Step, Waterfall
from arpent.web.error_messages import error_message

from ..models import OfferLine
from ..queries.calculation import QuoteCalculation
from ..queries.catalogue import displayed_price
from ..rules.lifecycle import OPEN
from ..sentences import legal_case_words, level_words, step_words, why_words


def grid_data(figures: QuoteCalculation) -> dict[str, Any]:
    """Return a version as JSON data for its grid; numbers are strings, so that no figure is rounded twice.

    Line amounts excl. VAT in the offer's currency, costs, margins and the waterfall in euros, rates in percent.
    """
    version, offer = figures.version, figures.offer
    problems_by_key: dict[str, list[dict[str, Any]]] = {}
    for problem in figures.problems:
        problems_by_key.setdefault(problem.key, []).append(
            {"text": _typeset(error_message(problem.refusal)), "is_blocking": problem.is_blocking}
        )
    below = {k for k, _percent, _floor in figures.required_approval.reasons} | {
        k for _code, k in figures.required_approval.others
    }
    return {
        "revision": version.revision,
        "state": version.state,
        "open": version.state in OPEN,
        "currency": version.currency,
        "lines": [
            {
                **_line(x, figures.priced.get(x.key)),
                "number": figures.numbers.get(x.key),
                "problems": problems_by_key.get(x.key, []),
                "below_floor": x.key in below,
            }
            for x in figures.lines
        ],
        "subtotals": subtotals(figures),
        "totals": {
            "subtotal": _number_text(offer.subtotal),
            "discount": _number_text(offer.discount),
            "carriage": _number_text(offer.carriage),
            "net": _number_text(offer.net),
            "tax": _number_text(offer.tax),
            "gross": _number_text(offer.gross),
            "deposit": _number_text(offer.deposit),
            "taxes": [
                {"rate": _number_text(v.rate), "basis": _number_text(v.basis), "tax": _number_text(v.tax)}
                for v in offer.taxes
            ],
        },
        "loss": _loss(figures),
        "waterfall": waterfall_data(offer.waterfall),
        "problems": problems_by_key.get("", []),
        "required_approval": {
            "level": figures.required_approval.level.value,
            "text": _typeset(level_words(figures.required_approval, figures.numbers)),
            "why": why_words(figures.required_approval, figures.numbers),
        },
    }


def _loss(figures: QuoteCalculation) -> dict[str, Any] | None:
    """Return the lines sold below cost and the named legal case; None when there are none."""
    version = figures.version
    if not figures.below_cost:
        return None
    return {
        "lines": sorted(figures.numbers[k] for k in figures.below_cost),
        "case": legal_case_words(version.loss_case) if version.loss_case else "",
        "reason": version.loss_reason,
        "by": str(version.loss_by or ""),
    }


def _line(line: OfferLine, priced: PricedLine | None) -> dict[str, Any]:
    data: dict[str, Any] = {
        "key": line.key,
        "kind": line.kind,
        "role": line.role,
        "alternative_to": line.alternative_to,
        "is_selected": line.is_selected,
        "reference": line.reference,
        "label": line.label,
        "description": line.description,
    }
    if priced is None:
        return data
    margin = priced.waterfall.pocket_margin
    return data | {
        "quantity": _number_text(line.quantity),
        "unit": line.unit,
        "discount_percent": _number_text(line.discount_percent),
        "cost": _number_text(line.cost),
        "vat": line.vat,
        "price": _number_text(displayed_price(line)),
        "manual_price": line.manual_price is not None,
        "list_price": _number_text(line.list_price),
        "promotion_percent": _number_text(line.promotion_percent),
        "rate": _number_text(priced.line.vat_rate),
        "net": _number_text(priced.net),
        "margin": _number_text(margin.amount),
        "on_price": _number_text(margin.on_price_shown),
    }


def waterfall_data(waterfall: Waterfall) -> dict[str, Any]:
    """Return a waterfall (euros excl. VAT) as rows (label, deduction, remaining amount) with both margins and their
    rates in percent.
    """
    rows, remaining = [], waterfall.gross
    for step in Step:
        deduction = waterfall.deduction(step)
        remaining -= deduction
        if deduction:
            rows.append(
                {
                    "step": step.value,
                    "label": step_words(step),
                    "deduction": _number_text(deduction),
                    "remaining": _number_text(remaining),
                    "on_offer": step in ON_OFFER,
                }
            )
    return {
        "gross": _number_text(waterfall.gross),
        "rows": rows,
        "net": _number_text(waterfall.net),
        "pocket": _number_text(waterfall.pocket),
        "cost": _number_text(waterfall.cost),
        "margin": _margin(waterfall.margin),
        "pocket_margin": _margin(waterfall.pocket_margin),
        "commission_base": _number_text(waterfall.commission_base),
    }


def _margin(margin: Margin) -> dict[str, Any]:
    return {
        "amount": _number_text(margin.amount),
        "on_price": _number_text(margin.on_price_shown),
        "on_cost": _number_text(margin.on_cost_shown),
    }


def subtotals(figures: QuoteCalculation) -> dict[str, str]:
    """Return the sum of the selected lines below each section by its key, excl. VAT in the offer's currency."""
    sums: dict[str, Decimal] = {}
    section = ""
    for line in figures.lines:
        if line.kind == "section":
            section = line.key
            sums[section] = Decimal("0.00")
        elif section and figures.priced[line.key].line.is_selected:
            sums[section] += figures.priced[line.key].net
    return {k: str(v) for k, v in sums.items()}


def _typeset(sentence: str) -> str:
    """Return a sentence typeset in the active language, since no template renders it."""
    return typeset(sentence, get_language() or "fr")


def _number_text(value: Decimal | None) -> str | None:
    """Return a number as machines read it, without the zeros of its column."""
    return None if value is None else f"{value.normalize():f}" if value else "0"
