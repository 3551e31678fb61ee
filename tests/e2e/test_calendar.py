"""The calendar by hours: read it, note an appointment at an hour, on a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from .axe import audit
from .visitor import DESK, PHONE

pytestmark = pytest.mark.browser


def test_an_appointment_is_noted_at_the_hour_clicked_with_its_customer(visitor):
    v = visitor(DESK).sign_in("claire@fluviane.example")
    v.go("/agenda/")
    v.click("Calendrier")
    expect(v.page.locator(".ec-event").first).to_be_visible()
    assert audit(v) == []
    v.page.get_by_role("button", name="Mois", exact=True).click()
    expect(v.page.locator(".ec-day-grid")).to_be_visible()
    v.page.get_by_role("button", name="Semaine", exact=True).click()
    saturday = v.page.locator(".ec-body .ec-day").nth(5)
    saturday.click(position={"x": 20, "y": 3 * 72 + 5})
    v.wait_for_path(".*/agenda/appointments/new.*")
    expect(v.page.locator("[name=time]")).to_have_value("10:00")
    box = v.page.locator("[data-company-picker] input[role=combobox]")
    box.press_sequentially("laiterie albarine", delay=40)
    box.press("Enter")
    expect(box).to_have_value("Laiterie Albarine-Sud · Condrieu")
    v.click("Enregistrer")
    v.expect_text("Laiterie Albarine-Sud")


def test_a_phone_begins_with_the_list(visitor):
    v = visitor(PHONE).sign_in("claire@fluviane.example")
    v.go("/agenda/calendar")
    expect(v.page.locator(".ec-event").first).to_be_visible()
    assert v.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert audit(v) == []


def test_a_manager_sees_the_team_side_by_side(visitor):
    v = visitor(DESK).sign_in("responsable@fluviane.example")
    v.go("/agenda/calendar?team=1")
    expect(v.page.locator(".ec-resource").first).to_be_visible()
    v.expect_text("Claire Perrichon", "Solène Vasselot")
    assert audit(v) == []
