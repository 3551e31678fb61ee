import datetime as dt

from arpent.sample_domain.rules import check_title, is_late

from arpent.people.testing import refused

TODAY = dt.date(2026, 11, 24)


def test_an_item_is_late_the_day_after_its_due_day():
    assert not is_late(TODAY, TODAY)
    assert is_late(TODAY - dt.timedelta(days=1), TODAY)


def test_an_item_needs_a_title():
    assert check_title("  Relancer ") == "Relancer"
    assert refused(lambda: check_title("   ")) == "sample_domain.title_needed"
