"""The lines of an offer: added, changed, moved, removed; a refused line keeps no other out."""

from decimal import Decimal
from uuid import uuid4

import pytest

from arpent.deals.testing import make_deal
from arpent.kernel.errors import DomainError, NotFound
from arpent.offers.actions.offers import open_offer
from arpent.offers.documents.grid import grid_data
from arpent.offers.models import OfferLine
from arpent.offers.queries.versions import get_version
from arpent.offers.testing import add_line
from arpent.offers.tests.lines import figures, lines_of, save
from arpent.people.testing import NOON, with_plain_spaces

pytestmark = pytest.mark.postgresql


def test_an_offer_opens_with_the_parts_of_the_selected_solution(cast, offer):
    rows = lines_of(cast, offer)
    assert [(x.kind, x.reference, x.list_price, x.cost) for x in rows] == [
        ("section", "", 0, None),
        ("product", "P20", Decimal("900"), Decimal("600")),
        ("product", "M3", Decimal("225"), Decimal("150")),
    ]
    assert figures(cast, offer).offer.net == Decimal("1125.00")
    offer.refresh_from_db(from_queryset=type(offer).objects.visible_to(cast.owner))
    assert (offer.net, offer.number) == (Decimal("1125.00"), "O-2026-00001")


def test_numbers_follow_one_another_over_the_whole_firm(cast, offer):
    deal = make_deal(cast.stranger, "Autre affaire")
    assert open_offer(by=cast.stranger, at=NOON, deal_id=deal.pk).number == "O-2026-00002"


def test_a_reference_loads_the_catalogue_s_label_price_and_cost(cast, offer):
    key = add_line(cast.owner, offer, reference="P50", label="", price="", cost="")
    line = next(x for x in lines_of(cast, offer) if x.key == key)
    assert (
        (line.kind, line.product.reference, line.manual_price) == ("product", "P50", None)
        and line.list_price > 0
        and line.cost
    )


def test_an_unknown_reference_is_reported_and_the_other_lines_are_saved(cast, offer):
    good, bad = uuid4().hex, uuid4().hex
    saved = save(
        cast.owner,
        offer,
        {"key": bad, "values": {"reference": "P5O"}},
        {"key": good, "values": {"label": "Pose", "price": "100", "cost": "80"}},
    )
    assert saved.refusals[bad].code == "offers.no_such_product"
    assert [x.key for x in lines_of(cast, offer)][3:] == [good]


def test_a_manual_price_is_a_negotiated_discount(cast, offer):
    row = lines_of(cast, offer)[1]
    save(cast.owner, offer, {"key": row.key, "seen": {}, "values": {"price": "810"}})
    waterfall = figures(cast, offer).priced[row.key].waterfall
    assert (waterfall.gross, waterfall.net, waterfall.steps["negotiated"]) == (
        Decimal("900.00"),
        Decimal("810.00"),
        Decimal("90.00"),
    )
    row = lines_of(cast, offer)[1]
    save(cast.owner, offer, {"key": row.key, "seen": {}, "values": {"price": ""}})
    assert lines_of(cast, offer)[1].manual_price is None


def test_lines_are_moved_and_removed(cast, offer):
    rows = [x.key for x in lines_of(cast, offer)]
    save(cast.owner, offer, {"key": rows[2], "after": ""})
    assert [x.key for x in lines_of(cast, offer)] == [rows[2], rows[0], rows[1]]
    save(cast.owner, offer, {"key": rows[2], "after": rows[1]})
    save(cast.owner, offer, {"key": rows[0], "remove": True})
    assert [x.key for x in lines_of(cast, offer)] == [rows[1], rows[2]]


def test_a_line_moves_a_hundred_times_between_the_same_two(cast, offer):
    rows = [x.key for x in lines_of(cast, offer)]
    for _ in range(60):
        save(cast.owner, offer, {"key": rows[2], "after": rows[0]})
        save(cast.owner, offer, {"key": rows[1], "after": rows[0]})
    assert [x.key for x in lines_of(cast, offer)] == [rows[0], rows[1], rows[2]]


def test_only_who_sees_the_deal_changes_its_offer(cast, offer):
    for person in (cast.mate, cast.stranger):
        with pytest.raises(NotFound):
            save(person, offer, {"key": uuid4().hex, "values": {"label": "X"}})
    assert OfferLine.objects.visible_to(cast.stranger).count() == 0


def test_problems_name_the_line_and_what_to_do(cast, offer):
    add_line(cast.owner, offer, label="Étude", price="100", cost="")
    add_line(cast.owner, offer, label="Cadeau", price="50", cost="0")
    found = figures(cast, offer).problems
    assert [(p.refusal.code, p.refusal.facts["line"], p.is_blocking) for p in found] == [
        ("offers.no_cost", 3, True),
        ("offers.zero_cost", 4, False),
    ]
    data = grid_data(figures(cast, offer))
    assert "Ligne 3 : « Étude »" in with_plain_spaces(data["lines"][3]["problems"][0]["text"])


def test_too_many_lines_are_refused_by_name(cast, offer, monkeypatch):
    monkeypatch.setattr("arpent.offers.actions.line_batch.MAX_LINES", 3)
    with pytest.raises(DomainError) as caught:
        add_line(cast.owner, offer)
    assert caught.value.code == "offers.too_many_lines"


def test_two_lines_of_one_reference_have_each_the_step_of_their_own_quantity(cast, offer):
    from arpent.catalogue.models import Price, PricePeriod, Product

    product = Product.objects.visible_to(cast.owner).get(reference="P50")
    period = PricePeriod.objects.visible_to(cast.owner).first()
    Price.objects.create(period=period, product=product, from_quantity=10, amount=Decimal("700"))
    one, many = uuid4().hex, uuid4().hex
    save(
        cast.owner,
        offer,
        {"key": one, "values": {"reference": "P50", "quantity": "1"}},
        {"key": many, "values": {"reference": "P50", "quantity": "10"}},
    )
    rows = {x.key: x for x in lines_of(cast, offer)}
    assert rows[one].tier_price is None and rows[many].tier_price == Decimal("700")


def test_a_refused_change_counts_in_nothing(cast, offer):
    rows = lines_of(cast, offer)
    saved = save(
        cast.owner,
        offer,
        {
            "key": rows[1].key,
            "seen": {},
            "values": {"discount_percent": "90", "role": "alternative", "alternative_to": uuid4().hex},
        },
        {"key": rows[2].key, "seen": {}, "values": {"unit": "lot"}},
    )
    assert saved.refusals[rows[1].key].code == "offers.alternative_base_missing"
    offer.refresh_from_db(from_queryset=type(offer).objects.visible_to(cast.owner))
    assert offer.net == figures(cast, offer).offer.net == Decimal("1125.00")


def test_one_wrong_value_prevents_no_other_of_its_line(cast, offer):
    row = lines_of(cast, offer)[1]
    saved = save(
        cast.owner,
        offer,
        {"key": row.key, "seen": {}, "values": {"label": "Pompe du puits", "quantity": "-2", "reference": "P5O"}},
    )
    assert set(saved.fields[row.key]) == {"quantity", "reference"}
    now = lines_of(cast, offer)[1]
    assert (now.label, now.quantity, now.reference) == ("Pompe du puits", 1, "P20")


def test_what_is_typed_beside_a_reference_stays(cast, offer):
    key = add_line(cast.owner, offer, reference="p50", label="Pompe du puits", price="", cost="500", unit="lot")
    line = next(x for x in lines_of(cast, offer) if x.key == key)
    assert (line.reference, line.label, line.unit, line.cost) == ("P50", "Pompe du puits", "lot", Decimal("500"))
    assert line.catalogue_cost and line.catalogue_cost != line.cost


def test_a_price_beside_a_reference_is_compared_with_the_catalogue(cast, offer):
    listed = next(x for x in lines_of(cast, offer) if x.reference == "P20").list_price
    same = add_line(cast.owner, offer, reference="P20", label="", price=str(listed), cost="")
    free = add_line(cast.owner, offer, reference="M3", label="", price="0", cost="")
    rows = {x.key: x for x in lines_of(cast, offer)}
    assert rows[same].manual_price is None and rows[free].manual_price == 0
    # The same once more, its answer lost: nothing clashes.
    again = save(cast.owner, offer, {"key": same, "seen": {"price": "1"}, "values": {"price": str(listed)}})
    assert not again.refusals


def test_a_reference_of_somebody_else_is_outside_the_catalogue(cast, offer):
    key = add_line(cast.owner, offer, reference="SUP-77", kind="free", label="Vanne du client", price="80", cost="60")
    line = next(x for x in lines_of(cast, offer) if x.key == key)
    assert (line.kind, line.reference, line.product_id, line.list_price) == ("free", "SUP-77", None, Decimal("80"))


def test_a_rate_unknown_overseas_refuses_its_line_alone(cast, offer):
    version = get_version(offer_id=offer.pk, by=cast.owner)
    version.regime = "overseas"
    version.save(update_fields=["regime"])
    rows = lines_of(cast, offer)
    saved = save(
        cast.owner,
        offer,
        {"key": rows[1].key, "seen": {}, "values": {"vat": "super_reduced"}},
        {"key": rows[2].key, "seen": {}, "values": {"quantity": "4"}},
    )
    assert saved.refusals[rows[1].key].code == "offers.no_such_rate" and lines_of(cast, offer)[2].quantity == 4


def test_an_amount_too_large_to_store_is_refused(cast, offer):
    with pytest.raises(DomainError) as caught:
        add_line(cast.owner, offer, price="100000000", quantity="1000000")
    assert caught.value.code == "offers.line_amount"
