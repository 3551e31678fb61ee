"""Order-X 1.0 COMFORT purchase order (UN/CEFACT CIO D20B, type 220) as XML."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from arpent.offers.public import Party

from .order import Line, Order

_RSM = "urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100"
_RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:128"
_UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:128"
_QDT = "urn:un:unece:uncefact:data:standard:QualifiedDataType:128"
_NS = {"rsm": _RSM, "ram": _RAM, "udt": _UDT, "qdt": _QDT}
# Incoterms the COMFORT XSD takes (2010 list: no DPU); others go to Description.
_INCOTERMS = frozenset(("CFR", "CIF", "CIP", "CPT", "DAP", "DAT", "DDP", "EXW", "FAS", "FCA", "FOB"))
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return a text without the characters that XML 1.0 forbids (NUL, controls, lone surrogates), stripped."""
    return _NOT_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def _el(parent: Any, tag: str, text: str = "", **attrs: str) -> Any:
    """Append ``prefix:Name`` to parent, with cleaned text and attributes."""
    prefix, name = tag.split(":")
    child = etree.SubElement(parent, f"{{{_NS[prefix]}}}{name}", dict(attrs))
    if text := clean(text):
        child.text = text
    return child


def _opt(parent: Any, path: str, text: str, **attrs: str) -> None:
    """Append the ``/``-separated chain of ram elements ending in text; nothing if blank."""
    if clean(text):
        *up, last = path.split("/")
        for name in up:
            parent = _el(parent, f"ram:{name}")
        _el(parent, f"ram:{last}", text, **attrs)


def _num(value: Decimal) -> str:
    """Fixed notation, never an exponent; NaN and infinities are refused."""
    if not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
    return format(value, "f")


def _date(parent: Any, name: str, day: date) -> None:
    """Append ram:name holding the day as YYYYMMDD (format 102)."""
    _el(_el(parent, f"ram:{name}"), "udt:DateTimeString", f"{day:%Y%m%d}", format="102")


def _flag(parent: Any, name: str, value: bool) -> None:
    """Append ram:name holding a boolean."""
    _el(_el(parent, f"ram:{name}"), "udt:Indicator", "true" if value else "false")


def _tax(parent: Any, name: str, category: str, rate: Decimal) -> None:
    """Append a VAT category; O (out of scope) bears no rate."""
    tax = _el(parent, f"ram:{name}")
    _el(tax, "ram:TypeCode", "VAT")
    _el(tax, "ram:CategoryCode", category)
    if category != "O":
        _el(tax, "ram:RateApplicablePercent", _num(rate))


def _party(parent: Any, name: str, party: Party) -> None:
    """Append a seller or buyer."""
    p = _el(parent, f"ram:{name}")
    _el(p, "ram:Name", party.name)
    _opt(p, "SpecifiedLegalOrganization/ID", party.siren, schemeID="0002")
    if clean(party.contact + party.phone + party.email):
        c = _el(p, "ram:DefinedTradeContact")
        _opt(c, "PersonName", party.contact)
        _opt(c, "TelephoneUniversalCommunication/CompleteNumber", party.phone)
        _opt(c, "EmailURIUniversalCommunication/URIID", party.email)
    a = _el(p, "ram:PostalTradeAddress")
    _opt(a, "PostcodeCode", party.postcode)
    _opt(a, "LineOne", party.line1)
    _opt(a, "CityName", party.city)
    _el(a, "ram:CountryID", party.country)
    _opt(p, "SpecifiedTaxRegistration/ID", party.vat, schemeID="VA")


def _basis(price: Any, line: Line) -> None:
    """Append how many a price is for, when it is not for one."""
    if line.basis != 1:
        _el(price, "ram:BasisQuantity", _num(line.basis), unitCode=line.unit)


def _line(parent: Any, line: Line) -> None:
    """Append one order line."""
    item = _el(parent, "ram:IncludedSupplyChainTradeLineItem")
    doc = _el(item, "ram:AssociatedDocumentLineDocument")
    _el(doc, "ram:LineID", line.line_id)
    _opt(doc, "IncludedNote/Content", line.note)
    product = _el(item, "ram:SpecifiedTradeProduct")
    _opt(product, "SellerAssignedID", line.seller_id)
    _el(product, "ram:Name", line.name)
    _opt(product, "Description", line.description)
    agreement = _el(item, "ram:SpecifiedLineTradeAgreement")
    if line.gross_price is not None and line.gross_price != line.net_price:
        gross = _el(agreement, "ram:GrossPriceProductTradePrice")
        _el(gross, "ram:ChargeAmount", _num(line.gross_price))
        _basis(gross, line)
        off = _el(gross, "ram:AppliedTradeAllowanceCharge")
        _flag(off, "ChargeIndicator", line.net_price > line.gross_price)
        _el(off, "ram:ActualAmount", _num(abs(line.gross_price - line.net_price)))
    net = _el(agreement, "ram:NetPriceProductTradePrice")
    _el(net, "ram:ChargeAmount", _num(line.net_price))
    _basis(net, line)
    delivery = _el(item, "ram:SpecifiedLineTradeDelivery")
    _el(delivery, "ram:RequestedQuantity", _num(line.quantity), unitCode=line.unit)
    settlement = _el(item, "ram:SpecifiedLineTradeSettlement")
    _tax(settlement, "ApplicableTradeTax", line.category, line.rate)
    total = _el(settlement, "ram:SpecifiedTradeSettlementLineMonetarySummation")
    _el(total, "ram:LineTotalAmount", _num(line.total))


def _settlement(parent: Any, order: Order) -> None:
    """Append currency, allowances, charges, payment terms and totals."""
    s = _el(parent, "ram:ApplicableHeaderTradeSettlement")
    _el(s, "ram:OrderCurrencyCode", order.currency)
    for is_charge, items in ((False, order.allowances), (True, order.charges)):
        for item in items:
            x = _el(s, "ram:SpecifiedTradeAllowanceCharge")
            _flag(x, "ChargeIndicator", is_charge)
            _el(x, "ram:ActualAmount", _num(item.amount))
            _opt(x, "ReasonCode", item.code)
            _opt(x, "Reason", item.reason)
            _tax(x, "CategoryTradeTax", item.category, item.rate)
    _opt(s, "SpecifiedTradePaymentTerms/Description", order.payment_terms)
    t, m = order.totals, _el(s, "ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    _el(m, "ram:LineTotalAmount", _num(t.lines))
    _el(m, "ram:ChargeTotalAmount", _num(t.charges))
    _el(m, "ram:AllowanceTotalAmount", _num(t.allowances))
    _el(m, "ram:TaxBasisTotalAmount", _num(t.basis))
    _el(m, "ram:TaxTotalAmount", _num(t.tax), currencyID=order.currency)
    _el(m, "ram:GrandTotalAmount", _num(t.grand))


def order_xml(order: Order) -> bytes:
    """Return the order as UTF-8 XML with its declaration (Order-X 1.0 COMFORT). Raise ValueError on a NaN or infinite
    amount.
    """
    root = etree.Element(f"{{{_RSM}}}SCRDMCCBDACIOMessageStructure", nsmap=_NS)
    context = _el(root, "rsm:ExchangedDocumentContext")
    _flag(context, "TestIndicator", order.test)
    _opt(context, "BusinessProcessSpecifiedDocumentContextParameter/ID", "A1")
    _opt(context, "GuidelineSpecifiedDocumentContextParameter/ID", "urn:order-x.eu:1p0:comfort")
    doc = _el(root, "rsm:ExchangedDocument")
    _el(doc, "ram:ID", order.number)
    _el(doc, "ram:TypeCode", "220")
    _date(doc, "IssueDateTime", order.issued)
    _el(doc, "ram:PurposeCode", "9")  # original
    for note in order.notes:
        _opt(doc, "IncludedNote/Content", note)
    trade = _el(root, "rsm:SupplyChainTradeTransaction")
    for line in order.lines:
        _line(trade, line)
    agreement = _el(trade, "ram:ApplicableHeaderTradeAgreement")
    _opt(agreement, "BuyerReference", order.buyer_reference)
    _party(agreement, "SellerTradeParty", order.seller)
    _party(agreement, "BuyerTradeParty", order.buyer)
    term = order.incoterm.strip().upper()
    kind = "DeliveryTypeCode" if term in _INCOTERMS else "Description"
    _opt(agreement, f"ApplicableTradeDeliveryTerms/{kind}", term)
    _opt(agreement, "QuotationReferencedDocument/IssuerAssignedID", order.quotation)
    delivery = _el(trade, "ram:ApplicableHeaderTradeDelivery")
    if order.delivery is not None:
        _date(_el(delivery, "ram:RequestedDeliverySupplyChainEvent"), "OccurrenceDateTime", order.delivery)
    _settlement(trade, order)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
