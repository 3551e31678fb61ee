"""Verdicts, envelopes, numbers: pure, in milliseconds."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.people.testing import NOON, refused
from arpent.sync.rules.envelope import read_envelope, shift_moments, skew_of
from arpent.sync.rules.received_numbers import MAX_MISSING, ReceivedNumbers
from arpent.sync.rules.version_state import IncomingVersion, State, StoredVersion, find_replay, resolve_incoming


def known(revision, device="a", seq=1, state=State.APPLIED, digest="d"):
    return StoredVersion(device, seq, revision, digest, f"t{seq}", state)


def sent(base, device="a", seq=9, digest="new"):
    return IncomingVersion(device, seq, base, digest, f"t{seq}")


@pytest.mark.parametrize(
    ("version", "versions", "revision", "state"),
    [
        (sent(0), [], None, State.APPLIED),
        (sent(2), [known(1), known(2, seq=2)], 2, State.APPLIED),
        (sent(0), [known(1)], 1, State.APPLIED),  # its own answer was never heard
        (sent(0, device="b"), [known(1)], 1, State.CONFLICT),
        (sent(1), [known(1)], 2, State.CONFLICT),  # written at the desk meanwhile
        (sent(5), [], 3, State.APPLIED),  # the base was restored: the phone knows more
        (sent(1), [known(1)], None, State.TARGET_DELETED),
        (sent(0), [known(0, state=State.REFUSED)], None, State.APPLIED),
        (sent(0, seq=1), [known(1, seq=4)], 1, State.SUPERSEDED),
        (sent(0, seq=1), [known(0, seq=4, state=State.DROPPED)], None, State.APPLIED),
    ],
)
def test_what_becomes_of_a_version(version, versions, revision, state):
    assert resolve_incoming(version, versions, revision) == state


def test_a_repetition_is_recognised_by_its_content_and_its_time():
    first = known(1, digest="x")
    assert find_replay(IncomingVersion("other token", 7, 0, "x", "t1"), [first]) == first
    assert find_replay(IncomingVersion("a", 7, 0, "x", "t7"), [first]) is None


numbers = st.sets(st.integers(1, 60))


@given(st.lists(st.tuples(numbers, st.integers(1, 20)), min_size=1, max_size=6), numbers, st.integers(0, 70))
def test_the_watermark_knows_the_same_numbers_as_the_whole_set(calls, pending, highest):
    received, came = ReceivedNumbers(), set()
    for more, first in calls:
        came |= more
        received = received.rebased(first)
        # What a call reads: the numbers above the watermark, and those of the gaps that came.
        received = received.with_numbers({n for n in came if n > received.watermark or n in received.absent})
        assert received.missing(pending, highest) == sorted(set(range(first, highest + 1)) - came - pending)
        assert all(received.holds(n) == (n in came) for n in range(first, 80))
        assert received.highest >= max((n for n in came if n >= first), default=0)


def test_a_phone_without_gaps_is_known_by_one_number():
    received = ReceivedNumbers().with_numbers(range(1, 50_001))
    assert (received.watermark, received.absent, received.above) == (50_000, (), frozenset())


def test_a_broken_phone_that_names_any_number_makes_no_endless_list():
    received = ReceivedNumbers().with_numbers([1, 2, 2**31 - 1])
    assert (received.watermark, received.above) == (2, {2**31 - 1})
    assert received.missing([], 2**31 - 1) == list(range(3, 3 + MAX_MISSING))
    assert ReceivedNumbers(first=2**31 - 1).rebased(1).with_numbers([1]).missing([], 1) == []


def test_a_clock_within_five_minutes_is_believed():
    assert skew_of(NOON, NOON + dt.timedelta(minutes=4)) == dt.timedelta()
    assert skew_of(NOON, NOON + dt.timedelta(days=1)) == dt.timedelta(days=1)


def test_times_are_corrected_wherever_they_are_and_days_are_not():
    body = {
        "started_at": "2026-11-23T10:00:00+00:00",
        "next_step_on": "2026-12-01",
        "files": [{"taken_at": "2026-11-23T10:00:00+00:00"}],
        "ended_at": "",
    }
    moved = shift_moments(body, dt.timedelta(days=1))
    assert moved["started_at"].startswith("2026-11-24")
    assert moved["files"][0]["taken_at"].startswith("2026-11-24")
    assert (moved["next_step_on"], moved["ended_at"]) == ("2026-12-01", "")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda x: st.lists(x) | st.dictionaries(st.text(), x),
)


@given(JSON)
def test_anything_that_is_no_envelope_is_refused(data):
    assert refused(lambda: read_envelope(data)) == "sync.unreadable"


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@given(st.dictionaries(WORDS, WORDS | st.integers(), max_size=5))
def test_the_order_of_keys_does_not_change_the_hash(body):
    usual = {"base_revision": 0, "seq": 1, "captured_at": NOON.isoformat(), "sent_at": NOON.isoformat(), "schema": 1}
    one = read_envelope({**usual, "body": body})
    two = read_envelope({**usual, "body": dict(reversed(list(body.items())))})
    assert one.digest == two.digest
    assert one.digest != read_envelope({**usual, "body": {**body, "more": 1}}).digest
