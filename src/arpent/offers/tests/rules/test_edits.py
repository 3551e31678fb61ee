"""What a grid writes, read: numbers and taxes as people write them, a sentence for what cannot be."""

from decimal import Decimal
from uuid import uuid4

import pytest

from arpent.offers.rules.edits import read_edit


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("quantity", "-2", "offers.line_quantity"),
        ("quantity", "0", "offers.line_quantity"),
        ("quantity", "deux", "offers.line_quantity"),
        ("discount_percent", "120", "offers.line_discount"),
        ("price", "-5", "offers.line_price"),
        ("cost", "x", "offers.line_cost"),
        ("vat", "99", "offers.line_vat"),
        ("label", "x" * 201, "offers.line_text"),
        ("label", "\ud800", "offers.unreadable"),
        ("owner", "x", "offers.unreadable"),
        ("quantity", "1e400", "offers.line_quantity"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_a_sentence(field, text, code):
    assert read_edit({"key": uuid4().hex, "values": {field: text}}).wrong[field].code == code


def test_numbers_are_read_as_they_are_written():
    values = read_edit(
        {"key": uuid4().hex, "values": {"quantity": "1 250,5", "price": "1,250.00", "discount_percent": "7,5 %"}}
    ).values
    assert values == {
        "quantity": Decimal("1250.500"),
        "price": Decimal("1250.0000"),
        "discount_percent": Decimal("7.50"),
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("20 %", "normal"),
        ("5,5", "reduced"),
        ("10,0 %", "intermediate"),
        ("0,055", "reduced"),
        ("taux réduit", "reduced"),
        ("20.00", "normal"),
    ],
)
def test_a_tax_is_read_as_a_spreadsheet_writes_it(text, code):
    assert read_edit({"key": uuid4().hex, "values": {"vat": text}}).values["vat"] == code
