"""Pages of a keyset walk every row once, in the order of the database, whatever is empty or equal."""

import datetime as dt

import pytest

from arpent.deals.models import Deal
from arpent.deals.testing import make_deal
from arpent.deals.web.lists import DEALS
from arpent.lists.queries.keyset import neighbours, order_terms, page_after, read_cursor, write_cursor
from arpent.lists.testing import list_state

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
TODAY = dt.date(2026, 6, 15)
ORDERS = [
    ("amount",),
    ("-amount",),
    ("expected_on", "title"),
    ("-expected_on", "amount"),
    ("stage__position", "-amount"),
    ("owner__last_name",),
    ("created_at",),
]


@pytest.fixture
def deals(cast):
    for i in range(11):
        deal = make_deal(cast.owner, f"Affaire {i % 4}", amount=[None, 100, 100, 250][i % 4])
        Deal.objects.unscoped("test").filter(pk=deal.pk).update(
            expected_on=None if i % 3 == 0 else TODAY + dt.timedelta(days=i % 2)
        )
    return Deal.objects.visible_to(cast.owner)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 2, 5, 11, 50])
def test_pages_of_any_size_walk_the_whole_order(deals, order, size):
    terms = order_terms(Deal, order)
    whole = [d.pk for d in deals.order_by(*(t.expression() for t in terms))]
    walked, cursor = [], ""
    while True:
        page, cursor = page_after(deals, terms, cursor=cursor, size=size)
        walked += [d.pk for d in page]
        if not cursor:
            break
    assert walked == whole and len(whole) == 11


@pytest.mark.parametrize("order", ORDERS)
def test_neighbours_are_the_rows_before_and_after(deals, order):
    terms = order_terms(Deal, order)
    whole = [d.pk for d in deals.order_by(*(t.expression() for t in terms))]
    for i, pk in enumerate(whole):
        found = neighbours(deals, terms, record=deals.filter(pk=pk))
        assert found == (whole[i - 1] if i else None, whole[i + 1] if i + 1 < len(whole) else None)


@pytest.mark.parametrize("cursor", ["x", "W10", write_cursor(["a", "b", "c"]), write_cursor(["not a date", "no id"])])
def test_a_wrong_cursor_shows_the_first_page(deals, cursor):
    terms = order_terms(Deal, ("expected_on",))
    assert read_cursor(terms, cursor) is None
    assert page_after(deals, terms, cursor=cursor, size=3) == page_after(deals, terms, cursor="", size=3)


def test_every_row_is_read_in_batches(cast, deals, monkeypatch):
    monkeypatch.setattr("arpent.lists.web.state.BATCH", 3)
    state = list_state(DEALS, by=cast.owner, today=TODAY, query="sort=-amount")
    assert [c.pk for c in state.all_rows()] == state.ids(limit=100) and len(state.ids(limit=100)) == 11
    assert state.count() == 11
