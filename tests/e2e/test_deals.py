"""A deal from the customer's page to the board, a request answered by its link, in Chromium."""

import re

import pytest

from .conftest import DESK, Visitor

pytestmark = pytest.mark.browser


def test_a_deal_opens_moves_and_asks_the_technical_office(visitor, chromium, demo):
    v = visitor().sign_in("claire@fluviane.example")
    v.go("/clients/?relationship=customer")
    v.page.locator(".col-name a").first.click()
    v.page.click("text=Ouvrir une affaire")
    v.settle()
    v.page.fill("[name=title]", "Pompes de la fosse 2")
    v.page.fill("[name=amount]", "18400")
    v.click("Enregistrer")
    assert "Écrivez la prochaine action" in v.text() and v.page.input_value("[name=amount]") == "18400"
    v.page.fill("[name=next_step]", "Relever les cotes")
    v.page.fill("[name=next_step_on]", "2031-03-04")
    v.click("Enregistrer")
    v.shot("deal-1-opened")
    assert "Relever les cotes" in v.text() and "Découverte" in v.text()

    v.click("^Besoin défini")
    v.click("Passer à cette étape")
    assert "il manque : le besoin en une phrase" in v.text()
    v.page.fill("[name=need]", "40 m³/h à 3 bar, eau chlorée, moins de 70 dB la nuit.")
    v.click("Passer à cette étape")
    v.shot("deal-2-need")
    assert "eau chlorée" in v.text()

    v.click("^Demander")
    v.page.select_option("[name=whom]", "technical")
    v.page.fill("[name=name]", "Bureau technique")
    v.page.fill("[name=due_on]", "2031-03-01")
    v.page.fill("[name=question]", "Quel moteur pour un local chloré ?")
    v.click("^Demander")
    link = v.page.locator("[id^=link-]").input_value()
    v.shot("deal-3-asked")

    outside = Visitor(chromium, demo, DESK)
    outside.page.goto(link)
    assert "Quel moteur pour un local chloré" in outside.text() and not outside.page.query_selector("nav")
    outside.page.fill("[name=answer]", "IP55, classe F, presse-étoupe inox.")
    outside.click("Répondre")
    outside.shot("deal-4-answer")
    assert "Votre réponse est partie" in outside.text() and outside.errors == []
    outside.context.close()

    v.page.reload()
    v.settle()
    assert "presse-étoupe inox" in v.text() and "répondu le" in v.text()
    v.go("/deals/")
    v.shot("deal-5-board")
    card = v.page.locator(".board-card", has_text="Pompes de la fosse 2")
    target = v.page.locator(".board-column", has_text="Découverte").first
    with v.page.expect_response(re.compile("/move/")) as moved:
        card.drag_to(target)
    assert moved.value.status == 200
    first = v.page.locator(".board-column").first
    first.locator(".board-card", has_text="Pompes de la fosse 2").wait_for()
    # A stage that asks for something takes the person to its page.
    card = v.page.locator(".board-card", has_text="Pompes de la fosse 2")
    card.drag_to(v.page.locator(".board-column", has_text="Offre remise").first)
    v.page.wait_for_url(re.compile("/move/"))
    v.shot("deal-6-asks")
    v.page.fill("[name=expected_on]", "2031-05-01")
    v.click("Passer à cette étape")
    assert "Offre remise" in v.page.inner_text("h1")
    v.go("/deals/forecast")
    v.shot("deal-7-forecast")
    assert "mai 2031" in v.text()
    assert [e for e in v.errors if "status of 422" not in e] == []
