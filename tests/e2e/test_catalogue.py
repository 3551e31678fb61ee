"""The catalogue in Chromium: a motor refused and why, the smallest change, an invalid rule, remarks on a document."""

import base64

import pytest
from playwright.sync_api import expect

from .visitor import DESK, PHONE

pytestmark = pytest.mark.browser
# A white point, the smallest picture there is.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


def test_a_pump_set_is_configured_and_a_refused_motor_explained(visitor):
    v = visitor().sign_in("claire@fluviane.example")
    v.go("/catalogue/")
    v.expect_text("307 produits")
    v.click("^Groupe motopompe|Groupe motopompe")
    v.expect_text("Réserve de puissance", "Composant")
    expect(v.page.locator(".alert-danger")).to_have_count(0)
    v.click("^Configurer")
    for code, value in (("pompe.debit", "≥ 40 m³/h"), ("pompe.hauteur", ">= 3 bar"), ("ambiance", "chlorée")):
        v.page.select_option("[name=code]", code)
        v.page.fill("[name=value_wanted]", value)
        v.click("^Ajouter$")
    v.unfold()
    v.follow(v.page.locator("a.btn", has_text="MT0750-44"))
    v.expect_text("est refusé", "Ambiance chlorée (besoin)", "IP55 exigé en local chloré")
    v.unfold()
    v.follow(v.page.locator("a.btn", has_text="MT0750-55").first)
    v.unfold()
    v.follow(v.page.locator("a.btn", has_text="MT0550-44"))
    v.click("Faire ce changement")
    v.expect_no_text("Aucune configuration")
    expect(v.page.locator("a.btn.active", has_text="MT0550-44")).to_have_count(1)
    assert [e for e in v.errors if "status of 422" not in e] == []


def test_an_invalid_rule_is_refused_in_its_form(visitor):
    v = visitor().sign_in("direction@fluviane.example")
    v.go("/catalogue/")
    v.click("Groupe motopompe")
    v.follow(v.page.locator("a", has_text="Règle").first)
    v.page.fill("[name=name]", "Débit et puissance")
    v.page.fill("[name=formula]", "moteur.puissance >= pompe.debit")
    v.click("Enregistrer")
    v.expect_text("rapproche kW et m³/h")
    expect(v.page.locator("[name=name]")).to_have_value("Débit et puissance")
    v.go("/catalogue/prices/")
    v.expect_text("Tarif public")
    v.go("/catalogue/?text=PC040-32X")
    v.follow(v.page.locator("tbody a").first)
    v.expect_text("KG040-32", "EUR")
    assert [e for e in v.errors if "status of 422" not in e] == []


def test_the_configurator_fits_the_phone(visitor):
    v = visitor(PHONE).sign_in("claire@fluviane.example")
    v.go("/catalogue/")
    v.click("Groupe motopompe")
    v.click("^Configurer")
    expect(v.page.locator(".configure").first).to_be_visible()
    assert v.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert v.errors == []


PRODUCTS = (
    "Référence;Désignation;Famille;Coût;Prix HT;Délai;Débit (m³/h);Corps;Sens\n"
    "PX1;Pompe neuve;Pompes centrifuges;400;800;3 semaines;22;bronze;gauche\n"
    ";Sans;Pompes centrifuges;;;;;;\n"
    "PX2;Pompe encore;Pompes centrifuges;abc;800;bientôt;douze;fonte;droite\n"
)


def test_products_are_imported_and_removed_by_one_undo(visitor):
    v = visitor().sign_in("responsable@fluviane.example")
    v.go("/catalogue/")
    v.click("^Importer$")
    file = {"name": "produits.csv", "mimeType": "text/csv", "buffer": PRODUCTS.encode()}
    v.page.set_input_files("[name=file]", file)
    v.click("Continuer")
    v.click("Vérifier sans rien écrire")
    v.expect_text("Caractéristiques créées", "Pompes centrifuges : Sens")
    v.expect_text("1 × coût illisible", "1 × sans référence")
    v.click("Importer 3 lignes")
    v.wait_for_path(".*/report")
    expect(v.page.locator("h1")).to_contain_text("Import terminé", use_inner_text=True)
    v.go("/catalogue/?text=PX1")
    v.click("Pompe neuve")
    v.expect_text("bronze", "22 m³/h", "800,00")
    v.page.go_back()
    v.go("/imports/?kind=products")
    v.click("produits.csv")
    v.click("Annuler tout")
    v.go("/catalogue/?text=PX1")
    v.expect_no_text("307 produits", "Pompe neuve")
    assert v.errors == []


@pytest.mark.parametrize("width", ["desk", "phone"])
def test_a_remark_on_a_page_is_resolved_by_the_next_version(visitor, width):
    v = visitor(PHONE if width == "phone" else DESK).sign_in("mehdi@fluviane.example")
    v.go("/catalogue/documents/")
    v.click("Fiche technique moteurs")
    v.follow(v.page.locator("main a", has_text="français · v").first)
    picture = v.page.locator(".page-sheet img")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * (0.3 if width == "desk" else 0.8), "y": box["height"] * 0.2})
    expect(v.page.locator(".pin-new")).to_have_count(1)
    text = f"Donner le courant nominal ({width})"
    v.page.fill("#propose [name=text]", text)
    v.click("^Proposer$")
    v.expect_text(text, "Retirer ma proposition")

    manager = visitor(PHONE if width == "phone" else DESK).sign_in("responsable@fluviane.example")
    manager.open(v.page.url)
    section = manager.page.locator("section", has_text=text)
    section.locator("[name=text]").fill("À quelle tension ?")
    manager.follow(section.get_by_role("button", name="Répondre"))
    manager.follow(manager.page.locator("section", has_text=text).get_by_role("button", name="Accepter"))
    expect(manager.page.locator("section", has_text=text)).to_contain_text(
        "acceptée pour la prochaine version", use_inner_text=True
    )
    manager.follow(manager.page.locator(".page-pretitle a").last)
    manager.click("Nouvelle version")
    expect(manager.page.get_by_label(text)).to_be_checked()
    picture = {"name": "moteurs.png", "mimeType": "image/png", "buffer": PICTURE}
    manager.page.set_input_files("[name=file]", picture)
    manager.page.fill("[name=valid_from]", "2026-01-01")
    manager.page.fill("[name=valid_to]", "2025-01-01")
    manager.click("Enregistrer")
    manager.expect_text("avant le début")
    manager.page.set_input_files("[name=file]", picture)
    manager.page.fill("[name=valid_to]", "")
    manager.click("Enregistrer")
    manager.expect_text("en vigueur")
    v.reload()
    expect(v.page.locator("section", has_text=text)).to_contain_text("dans la version suivante", use_inner_text=True)
    assert v.errors == [] and [e for e in manager.errors if "status of 422" not in e] == []
