"""Figures are dated, sourced, and never leave a hole."""

import datetime as dt
from decimal import Decimal

import pytest

from arpent.parameters.public import figure, list_figures
from arpent.parameters.rules.dated import Figure, find_figure

DAY = dt.date(2026, 11, 24)


def test_every_figure_shipped_is_valid_today_and_names_its_source():
    for f in list_figures():
        assert f.source
        assert figure(f.code, DAY) == f.value


def test_a_figure_changes_on_its_day():
    old = Figure("x", Decimal(1), "EUR", dt.date(2025, 1, 1), dt.date(2025, 12, 31), "s")
    new = Figure("x", Decimal(2), "EUR", dt.date(2026, 1, 1), None, "s")
    assert find_figure([old, new], "x", dt.date(2025, 12, 31)).value == 1
    assert find_figure([old, new], "x", dt.date(2026, 1, 1)).value == 2


def test_a_hole_or_an_overlap_is_a_bug():
    old = Figure("x", Decimal(1), "EUR", dt.date(2025, 1, 1), dt.date(2025, 6, 30), "s")
    with pytest.raises(LookupError):
        find_figure([old], "x", dt.date(2025, 7, 1))
    with pytest.raises(LookupError):
        find_figure([old, old], "x", dt.date(2025, 1, 1))


def test_a_figure_without_a_source_is_refused():
    with pytest.raises(ValueError):
        Figure("x", Decimal(1), "EUR", DAY, None, "")
