"""A task is typed in one line, put off and done, and a calendar is given an address, in Chromium."""

import pytest
from playwright.sync_api import expect

from .axe import audit
from .visitor import DESK, PHONE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_task_typed_in_one_line_is_shown_back_saved_and_done(visitor, viewport):
    v = visitor().sign_in("claire@fluviane.example")
    v.page.set_viewport_size(viewport)
    name = f"Porter la vanne 3/4 {viewport['width']}"
    v.go("/todos/")
    v.page.locator("#quick-line").fill(f"{name} aujourd'hui 14h")
    expect(v.page.locator("#quick-line-reading")).to_contain_text(name)
    expect(v.page.locator("#quick-line-reading")).to_contain_text("14:00")
    assert audit(v) == []
    v.click("^Ajouter$")
    expect(v.page.locator("[name=title]")).to_have_value(name)
    expect(v.page.locator("[name=due_time]")).to_have_value("14:00")
    assert audit(v) == []
    v.click("Ajouter la tâche")
    v.expect_text(name)
    assert audit(v) == []

    v.go("/")
    row = v.page.locator(".list-group-item", has_text=name)
    row.locator("summary").click()
    expect(row.get_by_role("button", name="À lundi prochain")).to_be_visible()
    assert audit(v) == []
    row.locator("summary").click()
    row.get_by_role("button", name="Fait").click()
    v.expect_text("Tâche faite.")
    expect(v.page.locator(".list-group-item", has_text=name)).to_have_count(0)
    v.go("/todos/?when=done")
    v.expect_text(name)
    assert v.errors == []


def test_a_calendar_has_an_address_that_is_shown_once(visitor):
    v = visitor().sign_in("mehdi@fluviane.example")
    v.go("/agenda/feed/")
    v.click("Créer l’adresse")
    address = v.page.locator("#feed-address").input_value()
    assert audit(v) == []
    answer = v.context.request.get(address)
    assert answer.status == 200 and answer.text().startswith("BEGIN:VCALENDAR")
    v.page.set_viewport_size(PHONE)
    v.go("/agenda/feed/")
    expect(v.page.locator("#feed-address")).to_have_count(0)
    assert audit(v) == []
    v.click("Supprimer l’adresse")
    v.expect_text("L’adresse ne répond plus.")
    assert v.context.request.get(address).status == 404
    assert v.errors == []
