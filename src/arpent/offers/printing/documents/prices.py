"""Price table of a document: sections, separate options and alternatives, totals."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from arpent.pricing.public import PricedOffer, PricingLine

from ...models import OfferLine, OfferVersion
from ...queries.calculation import number_lines
from .formats import money, number, percent, unit_price


def prices_data(
    *,
    version: OfferVersion,
    lines: Sequence[OfferLine],
    offer: PricedOffer,
    selected: Mapping[str, bool],
    pictures: Mapping[str, str],
) -> dict[str, Any]:
    """Return the price table as texts in the active language; amounts excl. VAT in the offer's currency.

    ``offer``: priced with the selected options; ``selected``: whether each line counts, by key; ``pictures``: file
    name by reference.
    """
    priced = {p.line.key: p for p in offer.lines}
    numbers = number_lines(lines)

    def row(line: OfferLine) -> dict[str, str]:
        """Return the cells of a line."""
        priced_line = priced[line.key]
        remark = ""
        if line.role == "alternative" and selected[line.key]:
            base = next((str(x) for x in lines if x.key == line.alternative_to), "")
            remark = " — " + _("variante retenue, à la place de : %(base)s") % {"base": base}
        elif line.role == "option" and selected[line.key]:
            remark = " — " + _("option retenue")
        return {
            "number": str(numbers[line.key]),
            "reference": line.reference,
            "label": f"{line}{remark}",
            "description": line.description,
            "quantity": number(line.quantity),
            "unit": line.unit,
            "price": unit_price(priced_line.line.unit_price),
            "discount": percent(line.discount_percent) if line.discount_percent else "",
            "net": money(priced_line.net),
            "vat": percent(priced_line.line.vat_rate),
            "picture": pictures.get(line.reference, ""),
        }

    sections: list[dict[str, Any]] = []
    section: dict[str, Any] = {"title": "", "lines": [], "sum": Decimal(0)}
    for line in lines:
        if line.kind == "section":
            sections.append(section)
            section = {"title": line.label, "lines": [], "sum": Decimal(0)}
        elif selected[line.key] and line.kind != "carriage":  # carriage is printed with the totals
            section["lines"].append(row(line))
            section["sum"] += priced[line.key].net
    non_empty = [s for s in [*sections, section] if s["lines"]]
    several = len([s for s in non_empty if s["title"]]) > 1
    options = [x for x in lines if x.role == "option" and x.kind != "section" and not selected[x.key]]
    return {
        "intro": _("Prix en %(currency)s, hors taxes.") % {"currency": version.currency},
        "sections": [
            {"title": s["title"], "lines": s["lines"], "subtotal": money(s["sum"]) if several and s["title"] else ""}
            for s in non_empty
        ],
        "totals": _totals(version, offer, lines),
        "options": [{"title": "", "lines": [row(x) for x in options]}] if options else [],
        "options_intro": _("Non comprises dans le total."),
        "alternatives": _alternatives(lines, selected, numbers, row),
    }


def _alternatives(
    lines: Sequence[OfferLine], selected: Mapping[str, bool], numbers: Mapping[str, int], row: Any
) -> list[dict[str, Any]]:
    groups: dict[str, list[OfferLine]] = {}
    for line in lines:
        if line.role == "alternative" and not selected[line.key]:
            groups.setdefault(line.alternative_to, []).append(line)
    return [
        {"title": _("À la place de la ligne %(n)s") % {"n": numbers.get(base, "?")}, "lines": [row(x) for x in several]}
        for base, several in groups.items()
    ]


def _totals(version: OfferVersion, offer: PricedOffer, lines: Sequence[OfferLine]) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    carriage = [
        priced_line for priced_line in offer.lines if priced_line.line.is_selected and priced_line.line.carriage
    ]
    if offer.discount or carriage:  # free carriage is printed too
        rows.append({"label": _("Total des lignes HT"), "value": money(offer.subtotal)})
    if offer.discount:
        rate_text = (
            f" ({percent(version.global_percent)})" if version.global_percent and not version.global_amount else ""
        )
        rows.append({"label": f"{_('Remise')}{rate_text}", "value": money(-offer.discount)})
    names = {x.key: str(x) or _("Port et emballage") for x in lines}
    rows += [
        {"label": names[priced_line.line.key] + _recomputed(priced_line.line), "value": money(priced_line.basis)}
        for priced_line in carriage
    ]
    rows.append({"label": _("Total net HT"), "value": money(offer.net), "kind": "strong"})
    for tax in offer.taxes:
        rows.append(
            {
                "label": _("TVA %(rate)s sur %(basis)s") % {"rate": percent(tax.rate), "basis": money(tax.basis)},
                "value": money(tax.tax),
                "kind": "soft",
            }
        )
    rows.append(
        {"label": _("Total TTC") if offer.tax else _("Total à payer"), "value": money(offer.gross), "kind": "grand"}
    )
    if offer.deposit:
        rows.append(
            {
                "label": _("Acompte à la commande (%(percent)s)") % {"percent": percent(version.deposit_percent)},
                "value": money(offer.deposit),
            }
        )
    return rows


def _recomputed(line: PricingLine) -> str:
    """Return the calculation of carriage with a quantity or a discount: " (2 × 45,00 − 10 %)"."""
    if line.quantity == 1 and not line.discount_percent:
        return ""
    off = f" − {percent(line.discount_percent)}" if line.discount_percent else ""
    return f" ({number(line.quantity)} × {unit_price(line.unit_price)}{off})"
