"""A deal moves when what the stage asks for is known; the forecast equals its worked table."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.deals.rules.forecast import Expected, Passage, forecast, stage_figures
from arpent.deals.rules.lifecycle import DealFacts, Requirement, check_move, check_next_step, is_stale, missing_for
from arpent.kernel.errors import ValidationErrors

TODAY = dt.date(2026, 11, 24)
KNOWN = DealFacts(Decimal(10), TODAY, 1, "40 m3/h", "Concurrent", 2, "Appeler", TODAY, "")
NOTHING = DealFacts(None, None, 0, " ", "", None, "", None, "")


def test_a_stage_names_all_that_is_missing():
    assert missing_for([r.value for r in Requirement], NOTHING) == list(Requirement)
    assert missing_for([r.value for r in Requirement], KNOWN) == []
    assert missing_for(["need"], NOTHING) == [Requirement.NEED]


def test_an_open_deal_has_a_next_step_with_a_day():
    check_next_step("Appeler", TODAY)
    with pytest.raises(ValidationErrors) as refusal:
        check_next_step(" ", None)
    assert set(refusal.value.by_field) == {"next_step", "next_step_on"}


def test_a_lost_deal_says_why_and_asks_for_nothing_else():
    with pytest.raises(ValidationErrors, match="lost_reason"):
        check_move("lost", ["amount"], NOTHING)
    assert check_move("lost", ["amount"], DealFacts(None, None, 0, "", "", None, "", None, "price")) == []


def test_a_won_deal_needs_no_next_step():
    assert check_move("won", [], NOTHING) == []


def test_a_stage_without_a_limit_never_stagnates():
    assert not is_stale(1000, None)
    assert is_stale(31, 30) and not is_stale(30, 30)


def test_the_forecast_equals_the_worked_table():
    """Amount, probability, date: low (>= 70 %), weighted, high (>= 30 %).

    ========= ==== ========== ====== ======== ====== 10,000 80 % December 10,000 8,000 10,000 5,000 30 % December 0
    1,500 5,000 2,000 10 % December 0 200 0 --------- ---- ---------- ------ -------- ------ 17,000 December 10,000
    9,700 15,000 4,000 70 % October 4,000 2,800 4,000 past: counts in November 1,000 50 % no date 0 500 1,000 =========
    ==== ========== ====== ======== ======
    """
    deals = [
        Expected(Decimal(10_000), 80, dt.date(2026, 12, 3)),
        Expected(Decimal(5_000), 30, dt.date(2026, 12, 31)),
        Expected(Decimal(2_000), 10, dt.date(2026, 12, 1)),
        Expected(Decimal(4_000), 70, dt.date(2026, 10, 2)),
        Expected(Decimal(1_000), 50, None),
    ]
    table = [(m.month, m.deals, m.low, m.weighted, m.high, m.total) for m in forecast(deals, TODAY)]
    assert table == [
        (dt.date(2026, 11, 1), 1, 4_000, 2_800, 4_000, 4_000),
        (dt.date(2026, 12, 1), 3, 10_000, 9_700, 15_000, 17_000),
        (None, 1, 0, 500, 1_000, 1_000),
    ]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 10**6), st.integers(0, 100), st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1))
        )
    )
)
def test_low_and_high_enclose_the_forecast_and_sums_agree(rows):
    months = forecast([Expected(Decimal(a), p, on) for a, p, on in rows], TODAY)
    assert sum(m.total for m in months) == sum(a for a, _, _ in rows)
    assert all(m.low <= m.high <= m.total and m.weighted <= m.total + 1 for m in months)


def test_stage_figures_equal_the_worked_table():
    """Need: four came; two went on after 10 and 20 days, one fell out after 5, one is there since 30: median 20."""
    day = dt.date(2026, 10, 25)
    passages = [
        Passage("need", day, day + dt.timedelta(10), advanced=True),
        Passage("need", day, day + dt.timedelta(20), advanced=True),
        Passage("need", day, day + dt.timedelta(5), advanced=False),
        Passage("need", day, None, advanced=False),
    ]
    need, offer = stage_figures(passages, ["need", "offer"], TODAY)
    assert (need.entered, need.advanced, need.out, need.median_days, need.rate) == (4, 2, 1, 20, 67)
    assert (offer.entered, offer.rate, offer.median_days) == (0, None, 0)
