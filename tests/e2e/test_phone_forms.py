"""Pages at phone width: the bar below is within reach, and large text too.

That the save button of every form can be touched is checked with all else on every page: test_pages.py, reach.py.
"""

import pytest
from playwright.sync_api import expect

from .reach import check_sizes

pytestmark = pytest.mark.browser


def test_the_bottom_bar_holds_five_entries_and_the_others_behind_plus(visitor):
    v = visitor({"width": 390, "height": 844}).sign_in("claire@fluviane.example")
    v.go("/")
    bar = v.page.locator(".bottom-bar")
    names = ["Aujourd’hui", "Agenda", "Clients", "Affaires", "Plus"]
    expect(bar.locator("> a, > button")).to_have_text(names, use_inner_text=True)
    heights = {round(box["height"]) for box in (e.bounding_box() for e in bar.locator("> a, > button").all())}
    assert len(heights) == 1, "no name takes a second line"
    bar.get_by_role("button", name="Plus").click()
    v.page.get_by_role("link", name="Catalogue").last.click()
    v.page.wait_for_url("**/catalogue/")


def test_text_at_200_percent_leaves_nothing_beyond_reach(visitor):
    v = visitor({"width": 390, "height": 844}).sign_in("claire@fluviane.example")
    v.go("/")
    assert check_sizes(v, "today") == []
    v.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert v.page.evaluate("getComputedStyle(document.body).overflowX") == "visible", (
        "what is too wide can be scrolled to"
    )
