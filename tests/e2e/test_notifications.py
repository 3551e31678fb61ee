"""What concerns a person reaches the bell, in Chromium."""

import pytest
from playwright.sync_api import expect

from .axe import audit
from .visitor import PHONE

pytestmark = pytest.mark.browser


def open_bell(v):
    v.page.locator("header [data-bs-toggle=dropdown]").first.click()
    v.wait_until_drawn()
    return v.page.locator("#notifications-panel")


def test_a_client_that_is_given_reaches_the_bell_and_opens_from_it(visitor):
    manager, mehdi = visitor().sign_in("responsable@fluviane.example"), visitor().sign_in("mehdi@fluviane.example")
    manager.go("/clients/?relationship=customer")
    manager.follow(manager.page.locator(".col-name a").first)
    name = manager.page.locator("h1").inner_text().strip()
    manager.click("^Modifier")
    manager.page.select_option("[name=owner_id]", label="Mehdi Drouvet")
    manager.click("Enregistrer")

    mehdi.go("/")
    expect(mehdi.page.locator("header .badge")).to_have_count(1)
    panel = open_bell(mehdi)
    expect(panel).to_contain_text("vous confie un client")
    assert audit(mehdi) == []
    mehdi.follow(panel.get_by_role("button", name=name).first)
    expect(mehdi.page.locator("h1")).to_contain_text(name)

    mehdi.page.set_viewport_size(PHONE)
    mehdi.go("/notifications/")
    mehdi.expect_text(name, "Marquer comme non lue")
    assert audit(mehdi) == []
    mehdi.click("Choisir mes notifications")
    mehdi.page.select_option("[name='clients.given']", "daily")
    mehdi.click("Enregistrer")
    mehdi.go("/notifications/settings")
    expect(mehdi.page.locator("[name='clients.given']")).to_have_value("daily")
    assert audit(mehdi) == []
    assert manager.errors == mehdi.errors == []
