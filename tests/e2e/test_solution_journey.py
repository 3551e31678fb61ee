"""From a visit to a selected solution in Chromium: the need, a refused motor, three solutions compared, the board."""

import re

import pytest
from playwright.sync_api import expect

from .visitor import DESK, Visitor

pytestmark = pytest.mark.browser


def choose(v, text):
    """Choose a value of the configurator; a refused one is unfolded first."""
    v.unfold()
    v.follow(v.page.locator(".configure a.btn", has_text=text).first)


def save_solution(v, name):
    v.page.wait_for_selector("#configured >> text=Garder cette solution")
    v.follow(v.page.locator("#configured >> text=Garder cette solution"))
    v.page.fill("[name=name]", name)
    v.click("Enregistrer")


def test_from_a_visit_to_the_selected_solution(visitor, chromium, demo):
    v = visitor().sign_in("claire@fluviane.example")
    v.go("/clients/?relationship=customer")
    v.follow(v.page.locator(".col-name a").first)
    v.page.fill("[name=body]", "Visite : la pompe de la fosse lâche, décision en janvier.")
    v.click("^Noter")
    v.follow(v.page.locator("text=Nouvelle affaire"))
    v.page.fill("[name=title]", "Pompe de la fosse 3")
    v.page.fill("[name=next_step]", "Chiffrer deux solutions")
    v.page.fill("[name=next_step_on]", "2031-03-04")
    v.click("Enregistrer")
    v.follow(v.page.locator("#needs a.btn"))
    v.page.select_option("[name=family]", label="Groupe motopompe")
    v.click("Continuer")
    v.page.get_by_label("Quel débit vous faut-il").fill("40 bar")
    v.page.get_by_label("À quelle hauteur").fill("30 m")
    v.page.get_by_label("Quel fluide").select_option("eau chlorée")
    v.page.get_by_label("Dans quel local").select_option("chlorée")
    v.click("Enregistrer")
    v.expect_text("ne mesure pas la même chose que m³/h")
    v.page.get_by_label("Quel débit vous faut-il").fill("40")
    v.click("Enregistrer")
    v.expect_text("au moins 40 m³/h", "Encore à demander")
    v.page.fill("[name=name]", "Mme Roux")
    v.click("Noter l’accord")
    v.expect_text("confirmé par Mme Roux")
    v.click("^Configurer")
    v.expect_text("Pompe : Débit ≥ 40 m³/h")
    # The motor that does not suit the room is refused, its reasons shown, the smallest change offered in one click.
    configurator = v.page.url
    choose(v, "MT0750-44")
    v.expect_text("IP55 exigé en local chloré", "Le plus petit changement")
    v.click("Faire ce changement")
    expect(v.page.locator(".configure a.active", has_text="MT0750-44")).to_have_count(1)
    expect(v.page.locator(".list-group").first).not_to_contain_text("Ambiance chlorée", use_inner_text=True)

    v.open(configurator)
    v.page.click("text=Proposer des solutions")
    v.page.wait_for_selector("#proposals")
    v.follow(v.page.locator("#proposals a", has_text="la moins chère"))
    choose(v, re.compile(r"^\s*20\s*$"))
    choose(v, "intérieur")
    v.page.wait_for_selector("#configured >> text=Garder cette solution")
    save_solution(v, "Économique")
    v.click("Reconfigurer")
    motors = v.page.locator(".card", has_text="Moteur").locator("a.btn:not(.refused):not(.active)")
    v.follow(motors.first)
    v.page.wait_for_selector("#configured >> text=Garder cette solution")
    v.follow(v.page.locator("#configured >> text=Garder cette solution"))
    v.page.fill("[name=name]", "économique")
    v.page.select_option("[name=replaces]", "no")
    v.click("Enregistrer")
    v.expect_text("a déjà une solution")
    expect(v.page.locator("[name=name]")).to_have_value("économique")
    v.page.fill("[name=name]", "Avec réserve")
    v.click("Enregistrer")
    v.click("Une solution : Groupe motopompe")
    v.page.click("text=Proposer des solutions")
    v.page.wait_for_selector("#proposals")
    v.follow(v.page.locator("#proposals a", has_text="la meilleure marge"))
    choose(v, re.compile(r"^\s*20\s*$"))
    choose(v, "intérieur")
    save_solution(v, "Haut de gamme")

    expect(v.page.locator("table.compare thead th")).to_have_count(3)
    v.expect_text("la moins chère", "Exigences : 4 sur 4")
    v.follow(v.page.locator("a", has_text="Accessoire, pièce").first)
    v.follow(v.page.locator("form", has_text="KG").get_by_role("button").first)
    v.click("Terminé")
    v.follow(v.page.locator("a", has_text="Retenir").first)
    v.click("Enregistrer")
    v.expect_text("Dites pourquoi")
    v.page.fill("[name=reason]", "Au budget, et répond à tout.")
    v.click("Enregistrer")
    v.follow(v.page.locator("a", has_text="Écarter").first)
    v.page.fill("[name=reason]", "Plus chère sans raison.")
    v.click("Enregistrer")
    v.expect_text("Au budget, et répond à tout.", "retenue", "écartée")

    # The deal goes on: its stage, its next step, and a question to the technical office answered by its link.
    v.follow(v.page.locator("text=Pompe de la fosse 3"))
    v.page.wait_for_selector("#solutions >> text=Économique")
    deal = v.page.url
    v.click("^Demander")
    v.page.select_option("[name=whom]", "technical")
    v.page.fill("[name=name]", "Bureau technique")
    v.page.fill("[name=due_on]", "2031-03-01")
    v.page.fill("[name=question]", "Le châssis tient-il sur la dalle ?")
    v.click("^Demander")
    link = v.page.locator("[id^=link-]").input_value()
    outside = Visitor(chromium, demo, DESK)
    outside.open(link)
    outside.page.fill("[name=answer]", "Oui, sur plots.")
    outside.click("Répondre")
    assert outside.errors == []
    outside.context.close()
    v.open(f"{deal}edit")
    v.page.fill("[name=need]", "40 m³/h à 30 m en local chloré.")
    v.page.fill("[name=next_step]", "Remettre l’offre")
    v.click("Enregistrer")
    v.expect_text("Oui, sur plots.")
    v.go("/deals/?text=fosse+3")
    card = v.page.locator(".board-card", has_text="Pompe de la fosse 3")
    with v.page.expect_response(re.compile("/move/")) as moved:
        card.drag_to(v.page.locator(".board-column", has_text="Besoin défini").first)
    assert moved.value.status == 200
    column = v.page.locator(".board-column", has_text="Besoin défini").first
    column.locator(".board-card", has_text="Remettre l’offre").wait_for()
    assert [e for e in v.errors if "status of 422" not in e] == []
