"""First steps are shown in order until all of them are done."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from arpent.kernel.first_steps import FirstStep, remaining_steps
from arpent.kernel.today import TodayContext

CONTEXT = TodayContext("Anne", dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC), dt.date(2026, 3, 2))


def step(position, done):
    return FirstStep(position, f"step {position}", "today", lambda context: done)


def test_steps_that_are_done_stay_in_the_list_while_one_is_left():
    shown = remaining_steps([step(20, True), step(10, False)], CONTEXT)
    assert [(p.step.label, p.done) for p in shown] == [("step 10", False), ("step 20", True)]


@given(st.lists(st.booleans(), max_size=6))
def test_the_list_is_empty_once_all_steps_are_done_and_complete_before(done):
    shown = remaining_steps([step(i, d) for i, d in enumerate(done)], CONTEXT)
    assert [p.done for p in shown] == ([] if all(done) else done)
