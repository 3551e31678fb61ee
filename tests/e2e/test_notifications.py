"""What concerns a person reaches the bell, in Chromium."""

import pytest
from playwright.sync_api import expect

from .axe import audit
from .visitor import DESK, PHONE

pytestmark = pytest.mark.browser


def open_bell(v):
    v.page.locator("header [data-bs-toggle=dropdown]").first.click()
    v.wait_until_drawn()
    return v.page.locator("#notifications-panel")


def test_a_client_that_is_given_reaches_the_bell_and_opens_from_it(visitor):
    manager, mehdi = visitor().sign_in("responsable@fluviane.example"), visitor().sign_in("mehdi@fluviane.example")
    manager.go("/clients/?relationship=customer")
    link = manager.page.locator(".col-name a").first
    name = link.inner_text().strip()
    manager.follow(link)
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


def test_a_mention_typed_at_human_speed_reaches_the_colleague(visitor):
    claire, manager = visitor().sign_in("claire@fluviane.example"), visitor().sign_in("responsable@fluviane.example")
    claire.go("/clients/?relationship=customer")
    claire.follow(claire.page.locator(".col-name a").first)
    field = claire.page.locator("#timeline [name=title]")
    field.click()
    claire.page.keyboard.type("Pompe bruyante, voir avec @bru", delay=120)
    options = claire.page.locator("#mention-options [role=option]")
    expect(options).to_have_text(["Bruno Grangeon"])
    expect(field).to_be_focused()
    assert audit(claire) == []
    claire.page.keyboard.press("Enter")
    expect(options).to_have_count(0)
    claire.page.keyboard.type("avant lundi.", delay=120)
    expect(field).to_be_focused()
    expect(field).to_have_value("Pompe bruyante, voir avec @Bruno Grangeon avant lundi.")
    claire.page.locator("#timeline button", has_text="Noter").click()
    claire.wait_until_drawn()
    claire.expect_text("voir avec @Bruno Grangeon avant lundi.")

    manager.go("/")
    panel = open_bell(manager)
    expect(panel).to_contain_text("Claire Perrichon vous a mentionné")
    manager.follow(panel.get_by_role("button", name="vous a mentionné").first)
    manager.expect_text("voir avec @Bruno Grangeon avant lundi.")
    assert claire.errors == manager.errors == []


TODAY = {
    "claire": ("Relancer", "Demandes sans réponse", "Aujourd’hui dans l’agenda"),
    "responsable": ("Décider", "L’équipe aujourd’hui", "Commandes de", "Étapes en retard par personne"),
    "direction": ("Décider", "Commandes de", "Prévision"),
    "assistante": ("Traiter", "Fiches à compléter", "Demandes sans réponse"),
}


@pytest.mark.parametrize("login", TODAY)
def test_today_shows_each_role_its_own_at_desk_and_phone(visitor, login):
    v = visitor().sign_in(f"{login}@fluviane.example")
    for size in (DESK, PHONE):
        v.page.set_viewport_size(size)
        v.go("/")
        v.expect_text(*TODAY[login])
        assert audit(v) == []
        assert v.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert v.errors == []
