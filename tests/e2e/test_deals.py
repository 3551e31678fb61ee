"""A deal from the customer's page to the board, a request answered by its link, in Chromium."""

import re

import pytest
from playwright.sync_api import expect

from .visitor import DESK, Visitor

pytestmark = pytest.mark.browser


def test_a_deal_opens_moves_and_asks_the_technical_office(visitor, chromium, demo):
    v = visitor().sign_in("claire@fluviane.example")
    v.go("/clients/?relationship=customer")
    v.follow(v.page.locator(".col-name a").first)
    v.follow(v.page.locator("text=Nouvelle affaire"))
    v.page.fill("[name=title]", "Pompes de la fosse 2")
    v.page.fill("[name=amount]", "18400")
    v.page.fill("[name=next_step]", "")
    v.click("Enregistrer")
    v.expect_text("Écrivez la prochaine action")
    expect(v.page.locator("[name=amount]")).to_have_value("18400")
    v.page.fill("[name=next_step]", "Relever les cotes")
    v.page.fill("[name=next_step_on]", "2031-03-04")
    v.click("Enregistrer")
    v.expect_text("Relever les cotes", "Découverte")

    v.click("^Besoin défini")
    v.click("Passer à cette étape")
    v.expect_text("il manque : le besoin en une phrase")
    v.page.fill("[name=need]", "40 m³/h à 3 bar, eau chlorée, moins de 70 dB la nuit.")
    v.click("Passer à cette étape")
    v.expect_text("eau chlorée")

    v.click("^Demander")
    v.page.select_option("[name=whom]", "technical")
    v.page.fill("[name=name]", "Bureau technique")
    v.page.fill("[name=due_on]", "2031-03-01")
    v.page.fill("[name=question]", "Quel moteur pour un local chloré ?")
    v.click("^Demander")
    link = v.page.locator("[id^=link-]").input_value()

    outside = Visitor(chromium, demo, DESK)
    outside.open(link)
    outside.expect_text("Quel moteur pour un local chloré")
    expect(outside.page.locator("nav")).to_have_count(0)
    outside.page.fill("[name=answer]", "IP55, classe F, presse-étoupe inox.")
    outside.click("Répondre")
    outside.expect_text("Votre réponse est partie")
    assert outside.errors == []
    outside.context.close()

    v.reload()
    v.expect_text("presse-étoupe inox", "répondu le")
    v.go("/deals/")
    card = v.page.locator(".board-card", has_text="Pompes de la fosse 2")
    target = v.page.locator(".board-column", has_text="Découverte").first
    with v.page.expect_response(re.compile("/move/")) as moved:
        card.drag_to(target)
    assert moved.value.status == 200
    first = v.page.locator(".board-column").first
    first.locator(".board-card", has_text="Pompes de la fosse 2").wait_for()
    # A stage that asks for something takes the person to its page.
    card.drag_to(v.page.locator(".board-column", has_text="Offre remise").first)
    v.wait_for_path(".*/move/.*")
    v.page.fill("[name=expected_on]", "2031-05-01")
    v.click("Passer à cette étape")
    expect(v.page.locator("h1")).to_contain_text("Offre remise", use_inner_text=True)
    v.go("/deals/forecast")
    v.expect_text("mai 2031")
    assert [e for e in v.errors if "status of 422" not in e] == []
