"""The table of VAT territories: sound, and without two rows for one place and day."""

import datetime as dt

from arpent.parameters.public import list_territories, vat_territory

KINDS = {"france", "antilles", "reunion", "guyane", "mayotte", "union", "outside"}


def test_no_two_rows_answer_for_one_place_on_one_day():
    rows = list_territories()
    assert {r.territory for r in rows} <= KINDS
    for one in rows:
        again = [r for r in rows if (r.country, r.postcode) == (one.country, one.postcode) and r is not one]
        end = one.valid_to or dt.date.max
        assert all(r.valid_from > end or (r.valid_to or dt.date.max) < one.valid_from for r in again)


def test_the_union_has_its_26_other_members_and_what_is_not_listed_is_outside():
    today = dt.date(2026, 11, 30)
    members = {r.country for r in list_territories() if not r.postcode and r.territory == "union" and not r.valid_to}
    assert len(members - {"XI"}) == 26
    assert vat_territory("US", "10001", today) == vat_territory("CH", "8238", today) == "outside"
