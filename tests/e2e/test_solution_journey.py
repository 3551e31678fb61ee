"""The whole way in Chromium: a visit, the need, a refused motor, three solutions compared, one kept, the board, an
answer.
"""

import re

import pytest

from .conftest import DESK, Visitor

pytestmark = pytest.mark.browser


def choose(v, text):
    """Choose a value of the configurator; a refused one is unfolded first."""
    v.unfold()
    v.page.locator(".configure a.btn", has_text=text).first.click()
    v.settle()


def keep(v, name):
    v.page.wait_for_selector("#configured >> text=Garder cette solution")
    v.page.click("#configured >> text=Garder cette solution")
    v.settle()
    v.page.fill("[name=name]", name)
    v.click("Enregistrer")


def test_from_a_visit_to_the_solution_that_is_kept(visitor, chromium, demo):
    v = visitor().sign_in("claire@fluviane.example")
    v.go("/clients/?relationship=customer")
    v.page.locator(".col-name a").first.click()
    v.settle()
    v.page.fill("[name=body]", "Visite : la pompe de la fosse lâche, décision en janvier.")
    v.click("^Noter")
    v.page.click("text=Ouvrir une affaire")
    v.settle()
    v.page.fill("[name=title]", "Pompe de la fosse 3")
    v.page.fill("[name=next_step]", "Chiffrer deux solutions")
    v.page.fill("[name=next_step_on]", "2031-03-04")
    v.click("Enregistrer")
    v.page.locator("#needs a.btn").click()
    v.settle()
    v.page.select_option("[name=family]", label="Groupe motopompe")
    v.click("Continuer")
    v.shot("need-1-guide")
    v.page.get_by_label("Quel débit vous faut-il").fill("40 bar")
    v.page.get_by_label("À quelle hauteur").fill("30 m")
    v.page.get_by_label("Quel fluide").select_option("eau chlorée")
    v.page.get_by_label("Dans quel local").select_option("chlorée")
    v.click("Enregistrer")
    v.shot("need-2-unit")
    assert "ne mesure pas la même chose que m³/h" in v.text()
    v.page.get_by_label("Quel débit vous faut-il").fill("40")
    v.click("Enregistrer")
    assert "au moins 40 m³/h" in v.text() and "Encore à demander" in v.text()
    v.page.fill("[name=name]", "Mme Roux")
    v.click("Noter l’accord")
    v.shot("need-3-confirmed")
    assert "confirmé par Mme Roux" in v.text()
    v.click("^Configurer")
    v.shot("need-4-configure")
    assert "Pompe : Débit ≥ 40 m³/h" in v.text()
    # The motor that does not suit the room is refused, its reasons told, the smallest change offered in one click.
    there = v.page.url
    choose(v, "MT0750-44")
    v.shot("solution-1-refused")
    assert "IP55 exigé en local chloré" in v.text() and "Le plus petit changement" in v.text()
    v.click("Faire ce changement")
    assert v.page.locator(".configure a.active", has_text="MT0750-44").count() == 1
    assert "Ambiance chlorée" not in v.page.locator(".list-group").first.inner_text()

    v.page.goto(there)
    v.page.click("text=Proposer des solutions")
    v.page.wait_for_selector("#proposals")
    v.shot("solution-2-proposed")
    v.page.locator("#proposals a", has_text="la moins chère").click()
    v.settle()
    choose(v, re.compile(r"^\s*20\s*$"))
    choose(v, "intérieur")
    v.page.wait_for_selector("#configured >> text=Garder cette solution")
    v.shot("solution-3-complete")
    keep(v, "Économique")
    v.shot("solution-4-first")
    v.click("Reconfigurer")
    motors = v.page.locator(".card", has_text="Moteur").locator("a.btn:not(.refused):not(.active)")
    motors.first.click()
    v.settle()
    v.page.wait_for_selector("#configured >> text=Garder cette solution")
    v.page.click("#configured >> text=Garder cette solution")
    v.settle()
    v.page.fill("[name=name]", "économique")
    v.page.select_option("[name=replaces]", "no")
    v.click("Enregistrer")
    assert "a déjà une solution" in v.text() and v.page.input_value("[name=name]") == "économique"
    v.page.fill("[name=name]", "Avec réserve")
    v.click("Enregistrer")
    v.click("Une solution : Groupe motopompe")
    v.page.click("text=Proposer des solutions")
    v.page.wait_for_selector("#proposals")
    v.page.locator("#proposals a", has_text="la meilleure marge").click()
    v.settle()
    choose(v, re.compile(r"^\s*20\s*$"))
    choose(v, "intérieur")
    keep(v, "Haut de gamme")

    assert v.page.locator("table.compare thead th").count() == 3
    assert "la moins chère" in v.text() and "Exigences : 4 sur 4" in v.text()
    v.page.locator("a", has_text="Accessoire, pièce").first.click()
    v.settle()
    v.page.locator("form", has_text="KG").get_by_role("button").first.click()
    v.settle()
    v.shot("solution-5-extras")
    v.click("Terminé")
    v.shot("solution-6-compared")
    v.page.locator("a", has_text="Retenir").first.click()
    v.settle()
    v.click("Enregistrer")
    assert "Dites pourquoi" in v.text()
    v.page.fill("[name=reason]", "Au budget, et répond à tout.")
    v.click("Enregistrer")
    v.page.locator("a", has_text="Écarter").first.click()
    v.settle()
    v.page.fill("[name=reason]", "Plus chère sans raison.")
    v.click("Enregistrer")
    v.shot("solution-7-kept")
    assert "Au budget, et répond à tout." in v.text() and "retenue" in v.text() and "écartée" in v.text()

    # The deal goes on: its stage, its next step, and a question to the technical office answered by its link.
    v.page.click("text=Pompe de la fosse 3")
    v.settle()
    v.page.wait_for_selector("#solutions >> text=Économique")
    v.shot("solution-8-deal")
    deal = v.page.url
    v.click("^Demander")
    v.page.select_option("[name=whom]", "technical")
    v.page.fill("[name=name]", "Bureau technique")
    v.page.fill("[name=due_on]", "2031-03-01")
    v.page.fill("[name=question]", "Le châssis tient-il sur la dalle ?")
    v.click("^Demander")
    link = v.page.locator("[id^=link-]").input_value()
    outside = Visitor(chromium, demo, DESK)
    outside.page.goto(link)
    outside.page.fill("[name=answer]", "Oui, sur plots.")
    outside.click("Répondre")
    assert outside.errors == []
    outside.context.close()
    v.page.goto(f"{deal}edit")
    v.page.fill("[name=need]", "40 m³/h à 30 m en local chloré.")
    v.page.fill("[name=next_step]", "Remettre l’offre")
    v.click("Enregistrer")
    assert "Oui, sur plots." in v.text()
    v.go("/deals/?text=fosse+3")
    card = v.page.locator(".board-card", has_text="Pompe de la fosse 3")
    with v.page.expect_response(re.compile("/move/")) as moved:
        card.drag_to(v.page.locator(".board-column", has_text="Besoin défini").first)
    assert moved.value.status == 200
    column = v.page.locator(".board-column", has_text="Besoin défini").first
    column.locator(".board-card", has_text="Remettre l’offre").wait_for()
    v.shot("solution-9-board")
    assert [e for e in v.errors if "status of 422" not in e] == []
