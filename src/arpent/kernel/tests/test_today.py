"""What comes first today, whatever the domains contribute."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from arpent.kernel.today import TodayContext, TodayItem, TodaySource, Urgency, most_urgent

DAY = dt.date(2026, 3, 2)
CONTEXT = TodayContext("Anne", dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC), DAY)


def item(label, due=None):
    return TodayItem(label, "/", "note", due)


def source(urgency, *items):
    return TodaySource(urgency, lambda context: list(items))


def unread(context):
    raise AssertionError("a source that cannot be among the first was read")


def labels(sources, limit=3):
    return [x.label for x in most_urgent(sources, CONTEXT, limit=limit)]


def test_a_visit_without_report_comes_before_an_offer_that_ends_and_both_before_planning():
    sources = [
        source(Urgency.PLANNING, item("plan")),
        source(Urgency.ENDING, item("offer")),
        source(Urgency.FORGOTTEN_SOON, item("visit")),
    ]
    assert labels(sources) == ["visit", "offer", "plan"]


def test_items_of_one_urgency_are_in_the_order_of_their_due_days_then_of_their_sources():
    sources = [
        source(Urgency.ENDING, item("undated"), item("later", DAY + dt.timedelta(days=1))),
        source(Urgency.ENDING, item("also undated"), item("now", DAY)),
    ]
    assert labels(sources, limit=9) == ["now", "later", "undated", "also undated"]


def test_what_cannot_be_among_the_first_is_not_read():
    sources = [TodaySource(Urgency.UNFINISHED, unread), source(Urgency.OVERDUE, item("a"), item("b"), item("c"))]
    assert labels(sources) == ["a", "b", "c"]


def test_a_query_that_several_sources_ask_for_is_called_once():
    calls = []

    def count(*, by, today):
        calls.append((by, today))
        return 7

    asking = TodaySource(Urgency.OVERDUE, lambda context: [item(str(context.read(count)))])
    context = TodayContext("Anne", CONTEXT.now, DAY)
    assert [x.label for x in most_urgent([asking, asking], context, limit=3)] == ["7", "7"]
    assert calls == [("Anne", DAY)]


@given(st.lists(st.tuples(st.sampled_from(Urgency), st.integers(0, 4)), max_size=8), st.integers(0, 10))
def test_no_item_is_left_out_for_a_less_urgent_one(drawn, limit):
    sources = [source(urgency, *(item(str(int(urgency))) for _ in range(n))) for urgency, n in drawn]
    every = sorted(int(urgency) for urgency, n in drawn for _ in range(n))
    assert [int(x) for x in labels(sources, limit)] == every[:limit]
