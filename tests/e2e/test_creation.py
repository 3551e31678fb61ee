"""Creating a deal, an offer and an appointment where one looks for it, with the company searched or created in place."""

import pytest
from playwright.sync_api import expect

from .axe import audit
from .visitor import DESK, PHONE

pytestmark = pytest.mark.browser


def pick(v, text):
    """Type in the company picker; return its box."""
    box = v.page.locator("[data-company-picker] input[role=combobox]")
    box.click()
    box.press_sequentially(text, delay=40)
    expect(v.page.locator("[data-company-picker] [role=option]").first).to_be_visible()
    v.wait_until_drawn()
    return box


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_deal_is_opened_from_the_board_with_a_company_that_is_misspelled(visitor, size):
    v = visitor(size).sign_in("claire@fluviane.example")
    v.go("/deals/")
    v.click("Nouvelle affaire")
    box = pick(v, "laitrie albarine")
    box.press("Enter")
    expect(box).to_have_value("Laiterie Albarine-Sud · Condrieu")
    assert audit(v) == []
    v.page.fill("[name=title]", "Pompe de secours")
    v.click("Enregistrer")
    v.expect_text("Pompe de secours", "LAITERIE ALBARINE-SUD", "Qualifier le besoin")


def test_a_company_that_is_not_found_is_created_in_place_after_its_likely_duplicates(visitor):
    v = visitor(DESK).sign_in("claire@fluviane.example")
    v.go("/agenda/appointments/new")
    pick(v, "Laiterie Albarine Sd")
    v.page.get_by_role("option", name="Créer").click()
    dialog = v.page.locator("dialog[open]")
    dialog.locator("[name=postcode]").fill("69420")
    expect(dialog).to_contain_text("Cette entreprise existe peut-être déjà")
    dialog.get_by_role("button", name="C’est celle-ci").click()
    hidden = v.page.locator("[data-company-picker] input[type=hidden]")
    expect(hidden).not_to_have_value("")
    known = hidden.input_value()

    box = v.page.locator("[data-company-picker] input[role=combobox]")
    box.fill("")
    expect(hidden).to_have_value("")
    pick(v, "Scierie Zéphirin")
    v.page.get_by_role("option", name="Créer").click()
    assert audit(v) == []
    v.page.locator("dialog[open]").get_by_role("button", name="Créer l’entreprise").click()
    expect(box).to_have_value("Scierie Zéphirin")
    expect(hidden).not_to_have_value(known)
    v.click("Enregistrer")
    v.expect_text("Scierie Zéphirin")


def test_an_offer_starts_from_the_list_with_its_customer_and_a_new_deal(visitor):
    v = visitor(DESK).sign_in("claire@fluviane.example")
    v.go("/offers/")
    v.click("Nouvelle offre")
    pick(v, "laiterie albarine").press("Enter")
    v.expect_text("Dans une nouvelle affaire")
    v.page.fill("[name=title]", "Vannes de secours")
    v.click("Ouvrir l’offre")
    v.expect_text("Vannes de secours")
