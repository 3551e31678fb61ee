"""What would make an offer pass without asking: each way, once taken, does."""

from decimal import Decimal

import pytest

from arpent.offers.actions.conditions import save_conditions
from arpent.offers.approval.queries.suggestions import list_suggestions
from arpent.offers.queries.calculation import calculate_quote
from arpent.offers.queries.pricing import price_version
from arpent.offers.queries.versions import get_version, list_lines
from arpent.offers.sentences import suggestion_words
from arpent.offers.tests.test_margin_thresholds import change
from arpent.people.testing import NOON

DAY = NOON.date()


def conditions(cast, offer, **values):
    save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values=values)


def suggestions(cast, offer):
    found = list_suggestions(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner, day=DAY)
    return {w.kind: w for w in found}


def level(cast, offer):
    return calculate_quote(
        version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner, day=DAY
    ).required_approval.level


def test_an_offer_within_the_free_margin_needs_no_suggestion(cast, offer):
    assert suggestions(cast, offer) == {}


def test_no_free_carriage_or_a_shorter_delay(cast, offer):
    conditions(cast, offer, global_percent=Decimal("5.5"), payment_days=60, carriage_cost=Decimal(6))
    assert level(cast, offer) != "free"
    found = suggestions(cast, offer)
    assert found["carriage"].previous == 6 and found["payment"].previous == 60
    assert suggestion_words(found["payment"], "EUR").startswith("un paiement à ")
    conditions(cast, offer, payment_days=int(found["payment"].value))
    assert level(cast, offer) == "free"
    conditions(cast, offer, payment_days=60, carriage_cost=Decimal(0))
    assert level(cast, offer) == "free"


def test_the_discount_that_still_passes(cast, offer):
    conditions(cast, offer, global_percent=Decimal(12))
    suggestion = suggestions(cast, offer)["discount"]
    assert 0 < suggestion.value < 12
    conditions(cast, offer, global_percent=suggestion.value)
    assert level(cast, offer) == "free"
    conditions(cast, offer, global_percent=suggestion.value + Decimal("0.2"))
    assert level(cast, offer) != "free"


def test_the_price_from_which_it_passes(cast, offer):
    conditions(cast, offer, global_percent=Decimal(12))
    price = suggestions(cast, offer)["price"]
    assert price.value > price.previous == Decimal("990.00")


def test_the_page_says_it(cast, offer, login):
    conditions(cast, offer, global_percent=Decimal(12))
    page = login(cast.owner).get(f"/offers/{offer.pk}/suggestions").content.decode()
    assert "Passerait sans demander" in page and "une remise sur le total de" in page


def test_a_shorter_delay_counts_the_days_that_end_of_month_adds(cast, offer):
    conditions(cast, offer, global_percent=Decimal("5.5"), payment_days=45, end_of_month=True, carriage_cost=Decimal(6))
    assert level(cast, offer) != "free"
    for suggestion in suggestions(cast, offer).values():
        if suggestion.kind == "payment":
            conditions(cast, offer, payment_days=int(suggestion.value))
            assert level(cast, offer) == "free"


@pytest.mark.parametrize("month", [False, True])
@pytest.mark.parametrize("percent", ["5.5", "6", "7"])
def test_each_suggestion_once_applied_needs_no_approval(cast, offer, percent, month):
    said = {
        "global_percent": Decimal(percent),
        "payment_days": 45,
        "end_of_month": month,
        "carriage_cost": Decimal(9),
        "deposit_percent": Decimal(0),
    }
    conditions(cast, offer, **said)
    found = suggestions(cast, offer)
    assert found and level(cast, offer) != "free"
    names = {"payment": "payment_days", "deposit": "deposit_percent", "discount": "global_percent"}
    for suggestion in found.values():
        if suggestion.kind == "price":
            continue
        values = {"carriage_cost": Decimal(0)} if suggestion.kind in ("carriage", "both") else {}
        if suggestion.kind in ("payment", "both"):
            values["payment_days"] = int(suggestion.value)
        elif suggestion.kind in names:
            values[names[suggestion.kind]] = suggestion.value
        conditions(cast, offer, **values)
        assert level(cast, offer) == "free", suggestion
        conditions(cast, offer, **said)


def test_the_discount_of_the_line_that_asks_is_named(cast, offer):
    change(cast.owner, offer, 1, discount_percent="18")
    change(cast.owner, offer, 2, price="245")
    found = suggestions(cast, offer)["line"]
    assert found.previous == 18 and 0 < found.value < 18
    assert suggestion_words(found, "EUR", {found.key: 1}).endswith("au lieu de 18 % sur la ligne 1")
    change(cast.owner, offer, 1, discount_percent=str(found.value))
    assert level(cast, offer) == "free"


@pytest.mark.parametrize("percent", ["12", "15", "30"])
def test_the_net_price_suggested_needs_no_approval_once_it_is_the_price(cast, offer, percent):
    conditions(cast, offer, global_percent=Decimal(percent))
    suggestion = suggestions(cast, offer)["price"]
    version = get_version(offer_id=offer.pk, by=cast.owner)
    subtotal = price_version(version, list_lines(version=version, by=cast.owner)).subtotal
    conditions(cast, offer, global_percent=Decimal(0), global_amount=subtotal - suggestion.value)
    assert level(cast, offer) == "free"
