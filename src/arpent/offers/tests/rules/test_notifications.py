"""Notifications of the owner of an offer, from what happened to it."""

import datetime as dt
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from arpent.offers.rules.lifecycle import State
from arpent.offers.rules.notifications import (
    ANSWER,
    NOTIFICATION_PERIOD,
    NotificationKind,
    OfferActivity,
    select_notifications,
)

NOW = dt.datetime(2026, 3, 20, 8, tzinfo=dt.UTC)
KINDS = [*NotificationKind, ANSWER]


def activity(kind, hours, offer=1, state=State.SENT):
    return OfferActivity(kind, UUID(int=offer), "Mme Durand", "", NOW - dt.timedelta(hours=hours), state)


def kinds(*activities):
    return sorted(a.kind for a in select_notifications(activities, now=NOW))


def test_a_question_notifies_until_it_is_answered_and_again_when_repeated():
    assert kinds(activity("question", 200)) == ["question"]
    assert kinds(activity("question", 9), activity(ANSWER, 8)) == []
    assert kinds(activity("question", 9), activity(ANSWER, 8), activity("question", 7)) == ["question"]
    assert kinds(activity("question", 9), activity(ANSWER, 8, offer=2)) == ["question"]


def test_a_question_about_a_replaced_version_does_not_notify():
    assert kinds(activity("question", 9, state=State.REPLACED)) == []
    assert kinds(activity("question", 9, state=State.SIGNED)) == ["question"]


def test_the_latest_act_of_the_customer_replaces_the_earlier_ones():
    assert kinds(activity("opened", 3), activity("signed", 1), activity("opened", 2)) == ["signed"]


def test_a_decision_and_an_act_of_the_customer_both_notify_for_seven_days():
    assert kinds(activity("approved", 30), activity("opened", 20)) == ["approved", "opened"]
    assert kinds(activity("approved", 7 * 24), activity("opened", 7 * 24 + 1)) == []


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 400), st.integers(1, 3)), max_size=20))
def test_an_offer_has_at_most_one_notification_per_subject_and_none_is_invented(drawn):
    activities = [activity(kind, hours, offer) for kind, hours, offer in drawn]
    selected = select_notifications(activities, now=NOW)
    subjects = [
        (a.offer_id, "approval" if a.kind in ("approved", "declined") else a.kind == "question") for a in selected
    ]
    assert len(subjects) == len(set(subjects))
    assert all(a in activities and a.kind != ANSWER for a in selected)
    assert all(a.kind == "question" or a.at > NOW - NOTIFICATION_PERIOD for a in selected)
