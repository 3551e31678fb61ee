"""Notifications: what waits for an answer comes first, then the latest."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from arpent.kernel.notifications import NotificationItem, NotificationSource, first_notifications, read_notifications
from arpent.kernel.today import Figure, FigureSource, TodayContext, read_figures

NOW = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
CONTEXT = TodayContext("Anne", NOW, NOW.date())


def item(label, hours, needs_answer=False):
    return NotificationItem(label, "O-1", "/", "eye", NOW - dt.timedelta(hours=hours), needs_answer=needs_answer)


def test_an_old_question_comes_before_a_new_signature():
    shown = first_notifications([item("opened", 5), item("signed", 1), item("asked", 90, True)], limit=8)
    assert [x.label for x in shown] == ["asked", "signed", "opened"]


def test_a_source_without_notifications_has_no_section():
    sources = [NotificationSource("Offers", lambda c: []), NotificationSource("Orders", lambda c: [item("paid", 1)])]
    assert [s.title for s in read_notifications(sources, CONTEXT, limit=8)] == ["Orders"]


@given(st.lists(st.tuples(st.integers(0, 99), st.booleans()), max_size=12), st.integers(0, 12))
def test_none_is_left_out_for_an_older_one_or_for_one_that_waits_for_nothing(drawn, limit):
    items = [item("x", hours, needs) for hours, needs in drawn]
    shown = first_notifications(items, limit=limit)
    assert len(shown) == min(limit, len(items))
    left_out = sorted((x.needs_answer, x.at) for x in items)[: len(items) - len(shown)]
    assert not left_out or not shown or left_out[-1] <= (shown[-1].needs_answer, shown[-1].at)


def test_figures_of_several_domains_are_in_the_order_of_their_positions():
    sources = [
        FigureSource(20, lambda c: [Figure("offers", 3, "/")]),
        FigureSource(10, lambda c: [Figure("n", 1, "/")]),
    ]
    assert [f.label for f in read_figures(sources, CONTEXT)] == ["n", "offers"]
