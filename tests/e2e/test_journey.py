"""From a commercial file to a planned week, on an empty base, as a new user does it: the issue's own journey."""

import base64
import hmac
import io
import re
import struct
import time

import pypdf
import pytest
from playwright.sync_api import expect

from tests.prepared import make_home

from .files import dirty_file, register_file
from .served import start, stop
from .visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def empty(tmp_path):
    process, address, printed = start(make_home(tmp_path / "home"))
    yield address, printed
    stop(process)


def one_time_code(secret):
    """Return the code that an authentication application shows for a secret now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    return f"{(struct.unpack('>I', digest[digest[-1] & 15 :][:4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def set_up_second_factor(v):
    """Do what the page asks of an administrator, with an authentication application."""
    v.go("/account/2fa/totp/activate/")
    v.page.fill("[name=code]", one_time_code(v.page.input_value("#authenticator_secret")))
    v.follow(v.page.locator("main form button.btn-primary"))
    expect(v.page).to_have_url(re.compile("/2fa/"))


def test_from_a_commercial_file_to_a_planned_week(chromium, empty, tmp_path):
    address, printed = empty
    v = Visitor(chromium, address, DESK)
    link = re.search(r"/start/\?code=\S+", printed)[0]
    v.go(link)
    for name, value in {
        "name": "Essai & Fils",
        "first_name": "Aline",
        "last_name": "Testud",
        "email": "aline@essai.example",
        "password": "cheval-agrafe-batterie",
    }.items():
        v.page.fill(f"[name={name}]", value)
    v.click("Créer l’entreprise")
    set_up_second_factor(v)
    v.go("/")
    v.expect_text("Importez votre fichier")

    v.click("Importez votre fichier")
    name, data, rows = register_file()
    v.page.set_input_files("[name=file]", {"name": name, "mimeType": "text/csv", "buffer": data})
    v.click("Continuer")
    assert {v.page.input_value(f"#column_{i}") for i in range(14)} >= {
        "siret",
        "name",
        "address",
        "city",
        "lat",
        "lon",
        "naf",
    }
    v.click("Vérifier sans rien écrire")
    v.wait_for_path(".*/preview")
    v.expect_text(f"Lignes {rows // 1000} {rows % 1000:03d}")
    v.click("Importer ")
    v.wait_for_path(".*/report")
    v.expect_text("Import terminé")

    v.go("/sector/new")
    v.page.fill("[name=name]", "Rhône + Isère")
    v.page.fill("#pick-text", "69, 38")
    v.page.click("[data-pick]")
    counted = "() => Number(document.querySelector('[data-commune-count]').textContent.replace(/\\D/g, '')) > 770"
    v.page.wait_for_function(counted)
    v.click("Enregistrer le secteur")
    v.expect_text("Rhône + Isère")

    v.go("/sector/targets/")
    v.page.fill("#c-name", "Première tournée")
    v.click("Enregistrer la campagne")

    v.go("/agenda/days/")
    v.page.fill("[name=start_label]", "69003 Lyon")
    v.click("Enregistrer")
    v.go("/agenda/?week=2031-W10")
    v.page.select_option("#p-campaign", index=1)
    v.click("Planifier cette semaine")
    v.wait_for_path("/agenda/plan/[^?]*")
    v.expect_text("Pas cette semaine")

    stop_card = v.page.locator(".stop[draggable=true]").first
    name = stop_card.locator(".stop-name").inner_text()
    stop_card.hover()
    stop_card.locator("[aria-label^=Déplacer]").click()
    v.page.wait_for_selector("#moves .list-group-item")
    v.page.locator("#moves button").first.click()
    v.page.wait_for_selector("#plan .stop")
    card = v.page.locator(".stop[draggable=true]").first
    card.hover()
    card.locator("[aria-label^=Verrouiller]").click()
    v.page.wait_for_selector(".stop.locked[data-task]")
    v.click("Replanifier le reste")
    v.wait_for_path("/agenda/plan/[^?]*")
    expect(v.page.locator(".stop.locked[data-task]")).to_have_count(1)
    v.click("^Accepter")
    assert name

    with v.page.expect_download() as download:
        v.page.get_by_role("link", name="iCalendar").click()
    assert download.value.path().read_text().count("BEGIN:VEVENT") > 10
    pdf = v.context.request.get(address + "/agenda/roadbook.pdf?week=2031-W10").body()
    text = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "Feuille de route" in text and len(text) > 1500

    v.go("/history/")
    v.click("Annuler 2031")
    v.expect_text("Annulé")
    assert [e for e in v.errors if "status of 422" not in e] == []
    v.context.close()


def test_a_dirty_file_is_imported_reported_and_undone(visitor):
    v = visitor().sign_in("claire@fluviane.example")
    v.go("/imports/")
    v.page.set_input_files("[name=file]", {"name": "clients.csv", "mimeType": "text/csv", "buffer": dirty_file()})
    v.click("Continuer")
    expect(v.page.locator("#column_1")).to_have_value("siret")
    expect(v.page.locator("#column_6")).to_have_value("opening")
    v.click("Vérifier sans rien écrire")
    v.expect_text("1 × sans nom", "téléphone invalide")
    v.click("Importer 122")
    v.wait_for_path(".*/report")
    v.expect_text("Import terminé")
    with v.page.expect_download() as download:
        v.page.get_by_role("link", name="Lignes rejetées").click()
    assert "sans nom" in download.value.path().read_text(encoding="utf-8-sig")
    v.click("Annuler tout l’import")
    v.expect_text("Annulé")
    v.go("/clients/?text=essai")
    v.expect_text("Aucune entreprise ici")
    assert v.errors == []


def test_on_the_phone_several_companies_are_changed_at_once(visitor):
    v = visitor(PHONE).sign_in("claire@fluviane.example")
    v.go("/clients/")
    for i in range(2):
        v.page.locator("input[name=ids]").nth(i).check()
    v.page.select_option("[name=field]", "add_tag")
    v.page.fill("[name=value]", "salon")
    v.click("Appliquer")
    v.expect_text("2 entreprises modifiées")
    v.click("Annuler")
    v.expect_text("Annulé")
    assert v.errors == []


def test_a_drag_shows_the_cost_before_the_drop(visitor):
    v = visitor().sign_in("claire@fluviane.example")
    v.go("/agenda/?week=2031-W12")
    v.click("Planifier cette semaine")
    v.wait_for_path("/agenda/plan/[^?]*")
    card = v.page.locator(".stop[draggable=true]").first
    task, day = card.get_attribute("data-task"), card.locator("xpath=..").get_attribute("data-day")
    box = card.bounding_box()
    v.page.mouse.move(box["x"] + 10, box["y"] + 6)
    v.page.mouse.down()
    v.page.mouse.move(box["x"] + 60, box["y"] + 30, steps=4)
    v.page.wait_for_selector(".move-cost")
    target = v.page.locator(".week-day.drop-ok").nth(1 if day == "0" else 0)
    to = target.bounding_box()
    v.page.mouse.move(to["x"] + 40, to["y"] + 60, steps=6)
    with v.page.expect_response(re.compile("/move$")) as answer:
        v.page.mouse.up()
    assert answer.value.status == 200
    v.page.wait_for_selector(f'.stop[data-task="{task}"], #toasts .alert')
    assert v.errors == []
