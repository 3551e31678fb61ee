"""Late: what was fixed waits least, closed doors are not knocked at, and a visit left out finds an hour."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.agenda.actions.calendar import save_appointment, set_pattern
from arpent.agenda.actions.day_shift import shift_day
from arpent.agenda.queries.calendar import get_appointment
from arpent.agenda.queries.late_day import replan_late
from arpent.agenda.rules.replanning import Busy, LateStop, find_gap, replan_day, start_times
from arpent.clients.testing import make_company
from arpent.people.testing import NOON, refused

pytestmark = pytest.mark.postgresql

H = 3600
OPEN = ((8 * H, 12 * H), (14 * H, 18 * H))


def stop(start, *, minutes=45, fixed=False, windows=OPEN):
    return LateStop(int(start * H), minutes * 60, fixed, windows)


def drives(n, minutes=10):
    return [[0 if i == j else minutes * 60 for j in range(n)] for i in range(n)]


def test_gaps_take_up_what_they_can():
    times, out = replan_day([stop(9), stop(10), stop(16)], drives(3), ready=int(9.5 * H), closes=18 * H, home=[600] * 3)
    assert (times, out) == ({0: int(9.5 * H), 1: 10 * H + 25 * 60, 2: 16 * H}, [])


def test_a_visit_outside_opening_hours_is_moved_to_the_afternoon():
    times, _out = replan_day([stop(11)], drives(1), ready=int(11.5 * H), closes=18 * H, home=[600])
    assert times == {0: 14 * H}


def test_what_nobody_fixed_is_left_out_before_a_fixed_one_waits_too_long():
    times, out = replan_day(
        [stop(9), stop(10), stop(11, fixed=True)], drives(3), ready=10 * H, closes=18 * H, home=[600] * 3
    )
    assert 2 in times
    assert times[2] <= 11 * H + 15 * 60
    assert out


def test_fixed_ones_are_never_left_out():
    stops = [stop(9, fixed=True), stop(9.75, fixed=True), stop(11, fixed=True)]
    times, out = replan_day(stops, drives(3), ready=11 * H, closes=18 * H, home=[600] * 3)
    assert (sorted(times), out) == ([0, 1, 2], [])


STOPS = st.lists(
    st.builds(
        lambda s, m, f: stop(s / 4, minutes=m, fixed=f),
        st.integers(32, 68),
        st.sampled_from([30, 45, 60]),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


@given(stops=STOPS, delay=st.integers(0, 240))
def test_nobody_is_seen_early_nor_before_the_one_before_is_over(stops, delay):
    stops = sorted(stops, key=lambda s: s.start)
    ready = stops[0].start + delay * 60
    times, out = replan_day(stops, drives(len(stops)), ready=ready, closes=18 * H, home=[600] * len(stops))
    assert sorted([*times, *out]) == list(range(len(stops)))
    assert all(not stops[i].fixed for i in out)
    remaining = sorted(times)
    for i in remaining:
        assert times[i] >= stops[i].start
    for a, b in zip(remaining, remaining[1:], strict=False):
        assert times[b] >= times[a] + stops[a].service + 600


def test_a_day_with_all_sites_closed_has_no_times():
    assert start_times([stop(9, windows=())], drives(1), [0], 9 * H) is None


def test_a_gap_is_found_where_it_costs_least():
    # Places: 0 and 1 are busy, 2 is the visit, 3 is home; the visit lies beside place 0.
    road = [[0, 1800, 300, 1800], [1800, 0, 1800, 600], [300, 1800, 0, 1800], [1800, 600, 1800, 0]]
    busy = [Busy(9 * H, 10 * H, 0), Busy(15 * H, 16 * H, 1)]
    extra, start = find_gap(busy, road, place=2, home=3, service=45 * 60, windows=OPEN, opens=8 * H, closes=18 * H)
    assert (extra, start) == (300, 10 * H + 300)
    assert (
        find_gap([Busy(8 * H, 18 * H, 0)], road, place=2, home=3, service=H, windows=OPEN, opens=8 * H, closes=18 * H)
        is None
    )


@pytest.mark.django_db
class TestADay:
    @pytest.fixture
    def rows(self, cast):
        set_pattern(person_id=cast.owner.pk, by=cast.owner, at=NOON, values={"start_label": "69003 Lyon"})
        made = []
        for hour, fixed in ((13, False), (14, False), (15, True)):
            company = make_company(cast.owner, f"Client {hour}")
            starts = dt.datetime(2026, 11, 24, hour, tzinfo=dt.UTC)
            made.append(
                save_appointment(
                    by=cast.owner,
                    at=NOON,
                    person_id=cast.owner.pk,
                    starts_at=starts,
                    minutes=45,
                    company_id=company.pk,
                    fixed=fixed,
                )
            )
        return made

    def test_an_hour_late_leaves_out_one_visit_and_proposes_another_day(self, cast, rows):
        now = dt.datetime(2026, 11, 24, 13, tzinfo=dt.UTC)
        answer = replan_late(by=cast.owner, now=now, minutes=75)
        [dropped] = answer["dropped"]
        assert dropped["title"] in ("Client 13", "Client 14")
        assert dt.datetime.fromisoformat(dropped["instead"]).date() > dt.date(2026, 11, 24)
        assert answer["moves"] and all(m["starts_at"] <= "2026-11-24T16:15" for m in answer["moves"])

    def test_what_is_accepted_is_written_and_what_was_done_meanwhile_stays(self, cast, rows):
        rows[0].state = "done"
        rows[0].save()
        later = dt.datetime(2026, 11, 24, 14, 30, tzinfo=dt.UTC)
        body = {
            "day": "2026-11-24",
            "moves": [{"id": str(r.pk), "starts_at": later.isoformat()} for r in rows[:2]],
            "dropped": [{"id": str(rows[2].pk)}],
        }
        shift_day(by=cast.owner, at=NOON, body=body)
        first, second, third = (get_appointment(appointment_id=r.pk, by=cast.owner) for r in rows)
        assert (first.starts_at, second.starts_at, second.ends_at - second.starts_at) == (
            rows[0].starts_at,
            later,
            dt.timedelta(minutes=45),
        )
        assert third.state == "cancelled"

    def test_a_day_that_was_moved_is_put_back_with_what_was_left_out(self, cast, rows):
        later = (rows[0].starts_at + dt.timedelta(hours=1)).isoformat()
        moved = {"moves": [{"id": str(rows[0].pk), "starts_at": later}], "dropped": [{"id": str(rows[1].pk)}]}
        back = [{"id": str(r.pk), "starts_at": r.starts_at.isoformat(), "restore": r is rows[1]} for r in rows[:2]]
        shift_day(by=cast.owner, at=NOON, body=moved)
        shift_day(by=cast.owner, at=NOON, body={"moves": back})
        found = [get_appointment(appointment_id=r.pk, by=cast.owner) for r in rows[:2]]
        assert [(a.starts_at, a.state) for a in found] == [(r.starts_at, "planned") for r in rows[:2]]

    def test_a_stranger_moves_nothing(self, cast, rows):
        body = {"moves": [{"id": str(rows[0].pk), "starts_at": NOON.isoformat()}]}
        assert refused(lambda: shift_day(by=cast.stranger, at=NOON, body=body)) == "not_found"

    @pytest.mark.parametrize("minutes", ["4", "600", "x", "-5", ""])
    def test_a_delay_that_is_none_says_so(self, cast, login, minutes):
        assert login(cast.owner).get("/agenda/late", {"minutes": minutes}).status_code == 422


def test_a_very_full_day_is_answered_without_trying_every_choice():
    closed_soon = LateStop(8 * 3600, 300, False, ((8 * 3600, 9 * 3600),))
    stops = [closed_soon] * 30 + [LateStop(10 * 3600, 300, False, ((8 * 3600, 18 * 3600),))]
    drives = [[60] * len(stops) for _ in stops]
    times, out = replan_day(stops, drives, ready=9 * 3600, closes=18 * 3600, home=[0] * len(stops))
    assert out == list(range(30)) and times == {30: 10 * 3600}
