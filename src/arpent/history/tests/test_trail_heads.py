"""Heads of the trail are remembered outside the base; what was cut off or computed anew differs from them."""

import datetime as dt

import pytest

from arpent.clients.testing import make_company
from arpent.history.actions import trail_heads
from arpent.history.actions.trail_heads import archive_trail_heads, check_trail, maintain_trail, read_trail_heads
from arpent.history.models import Seal
from arpent.history.queries.trail import trail_head
from arpent.history.tests.trail import without_triggers
from arpent.people.testing import NOON

pytestmark = pytest.mark.postgresql

MINUTE = dt.timedelta(minutes=1)


def test_the_head_is_remembered_when_the_trail_grew_at_most_each_minute(cast):
    maintain_trail(NOON)
    make_company(cast.owner)
    maintain_trail(NOON + MINUTE / 2)
    assert len(read_trail_heads()) == 1
    maintain_trail(NOON + MINUTE)
    maintain_trail(NOON + 3 * MINUTE)
    assert [r.head for r in read_trail_heads()][-1] == trail_head() and len(read_trail_heads()) == 2


def test_a_trail_cut_off_at_its_end_is_seen(cast):
    maintain_trail(NOON)
    last = Seal.objects.order_by("position").last()
    without_triggers("DELETE FROM history_seal WHERE position = %s", last.position)
    without_triggers("DELETE FROM history_auditentry WHERE id = %s", last.entry_id)
    assert "the trail was cut off" in check_trail(at=NOON).faults[0]


def test_an_emptied_trail_is_seen(cast):
    maintain_trail(NOON)
    without_triggers("DELETE FROM history_seal")
    without_triggers("DELETE FROM history_auditentry")
    assert "the trail was cut off" in check_trail(at=NOON).faults[0]


def test_a_chain_computed_anew_is_seen(cast):
    maintain_trail(NOON)
    without_triggers("DELETE FROM history_seal")
    assert any("differs from its remembered head" in f for f in check_trail(at=NOON).faults)


def test_a_long_trail_is_verified_from_the_last_verified_head_unless_full_is_requested(cast, monkeypatch):
    monkeypatch.setattr(trail_heads, "MAX_FULL_CHECK", 3)
    whole = check_trail(at=NOON).checked
    make_company(cast.owner)
    assert 0 < check_trail(at=NOON).checked < whole
    assert check_trail(at=NOON, full=True).checked > whole


def test_a_line_cut_short_by_a_crash_is_left_out(cast, settings):
    maintain_trail(NOON)
    with open(settings.ARPENT_TRAIL_HEAD, "a") as file:
        file.write("17 ab")
    assert len(read_trail_heads()) == 1 and check_trail(at=NOON).is_sound
    assert [r.verified for r in read_trail_heads()] == [False, True]


def test_the_file_of_heads_stays_small(cast, settings, monkeypatch):
    monkeypatch.setattr(trail_heads, "MAX_BYTES", 1000)
    monkeypatch.setattr(trail_heads, "RECENT_LINES", 4)
    for hour in range(60):
        make_company(cast.owner, f"Client {hour}")
        maintain_trail(NOON + dt.timedelta(hours=hour))
    heads = read_trail_heads()
    assert len(heads) <= 10 and heads[0].at == NOON and heads[-1].head == trail_head()
    assert check_trail(at=NOON).is_sound


def test_a_base_replaced_by_an_older_one_starts_anew(cast, settings):
    maintain_trail(NOON)
    aside = archive_trail_heads(at=NOON)
    assert aside.exists() and read_trail_heads() == [] and archive_trail_heads(at=NOON) is None


@pytest.mark.parametrize("mode", [0o077])
def test_the_file_of_heads_is_private(cast, settings, mode):
    maintain_trail(NOON)
    assert not settings.ARPENT_TRAIL_HEAD.stat().st_mode & mode
