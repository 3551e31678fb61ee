"""From a commercial file to a planned week, on an empty base, as a new user does it: the issue's own journey."""

import base64
import hmac
import io
import re
import struct
import time

import pypdf
import pytest

from .conftest import DESK, PHONE, Visitor, start, stop
from .files import dirty_file, register_file

pytestmark = pytest.mark.browser


@pytest.fixture
def empty(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    process, address, printed = start(home)
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
    v.page.click("main form button.btn-primary")
    v.settle()
    v.shot("journey-02-recovery-codes")
    assert "/2fa/" in v.page.url


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
    v.shot("journey-01-start")
    v.click("Créer l’entreprise")
    v.shot("journey-02-second-factor")
    set_up_second_factor(v)
    v.go("/")
    v.shot("journey-02-first-steps")
    assert "Importez votre fichier" in v.text()

    v.click("Importez votre fichier")
    name, data, rows = register_file()
    v.page.set_input_files("[name=file]", {"name": name, "mimeType": "text/csv", "buffer": data})
    v.click("Continuer")
    v.shot("journey-03-mapping")
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
    v.page.wait_for_url(lambda u: u.endswith("/preview") and "?" not in u, timeout=60_000)
    v.settle()
    v.shot("journey-04-preview")
    assert re.search(rf"Lignes\s+{rows // 1000}\s{rows % 1000:03d}", v.text())
    v.click("Importer ")
    v.page.wait_for_url(lambda u: u.endswith("/report") and "?" not in u, timeout=120_000)
    v.settle()
    v.shot("journey-05-report")
    assert "Import terminé" in v.text()

    v.go("/sector/new")
    v.page.fill("[name=name]", "Rhône + Isère")
    v.page.fill("#pick-text", "69, 38")
    v.page.click("[data-pick]")
    counted = "() => Number(document.querySelector('[data-commune-count]').textContent.replace(/\\D/g, '')) > 770"
    v.page.wait_for_function(counted, timeout=20_000)
    v.shot("journey-06-sector")
    v.click("Enregistrer le secteur")
    v.shot("journey-07-sectors")
    assert "Rhône + Isère" in v.text()

    v.go("/sector/targets/")
    v.shot("journey-08-targets")
    v.page.fill("#c-name", "Première tournée")
    v.click("Enregistrer la campagne")
    v.shot("journey-09-campaign")

    v.go("/agenda/days/")
    v.page.fill("[name=start_label]", "69003 Lyon")
    v.click("Enregistrer")
    v.go("/agenda/?week=2031-W10")
    v.page.select_option("#p-campaign", index=1)
    begun = time.monotonic()
    v.click("Planifier cette semaine")
    v.page.wait_for_url(lambda u: "/agenda/plan/" in u and "?" not in u, timeout=60_000)
    v.settle()
    assert time.monotonic() - begun < 60
    v.shot("journey-10-plan")
    assert "Pas cette semaine" in v.text()

    stop_card = v.page.locator(".stop[draggable=true]").first
    name = stop_card.locator(".stop-name").inner_text()
    stop_card.hover()
    stop_card.locator("[aria-label^=Déplacer]").click()
    v.page.wait_for_selector("#moves .list-group-item")
    v.shot("journey-11-moves")
    v.page.locator("#moves button").first.click()
    v.page.wait_for_selector("#plan .stop")
    card = v.page.locator(".stop[draggable=true]").first
    card.hover()
    card.locator("[aria-label^=Verrouiller]").click()
    v.page.wait_for_selector(".stop.locked[data-task]")
    v.shot("journey-12-locked")
    v.click("Replanifier le reste")
    v.page.wait_for_url(lambda u: "/agenda/plan/" in u and "?" not in u, timeout=60_000)
    v.settle()
    assert v.page.locator(".stop.locked[data-task]").count() == 1
    v.click("^Accepter")
    v.shot("journey-13-agenda")
    assert name

    with v.page.expect_download() as download:
        v.page.get_by_role("link", name="iCalendar").click()
    assert download.value.path().read_text().count("BEGIN:VEVENT") > 10
    pdf = v.context.request.get(address + "/agenda/roadbook.pdf?week=2031-W10").body()
    text = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "Feuille de route" in text and len(text) > 1500

    v.go("/history/")
    v.click("Annuler 2031")
    v.shot("journey-14-undone")
    assert "Annulé" in v.text()
    assert [e for e in v.errors if "status of 422" not in e] == []
    v.context.close()


def test_a_dirty_file_is_understood_told_and_taken_back(visitor):
    v = visitor().sign_in("claire@fluviane.example")
    v.go("/imports/")
    v.page.set_input_files("[name=file]", {"name": "clients.csv", "mimeType": "text/csv", "buffer": dirty_file()})
    v.click("Continuer")
    assert v.page.input_value("#column_1") == "siret" and v.page.input_value("#column_6") == "opening"
    v.click("Vérifier sans rien écrire")
    v.shot("dirty-preview")
    assert "1 × sans nom" in v.text() and "téléphone faux" in v.text()
    v.click("Importer 122")
    v.page.wait_for_url(lambda u: u.endswith("/report") and "?" not in u, timeout=30_000)
    v.settle()
    assert "Import terminé" in v.text()
    with v.page.expect_download() as download:
        v.page.get_by_role("link", name="Lignes rejetées").click()
    assert "sans nom" in download.value.path().read_text(encoding="utf-8-sig")
    v.click("Annuler tout l’import")
    assert "Annulé" in v.text()
    v.go("/clients/?text=essai")
    assert "Aucune entreprise ici" in v.text()
    assert v.errors == []


def test_on_the_phone_several_companies_are_changed_at_once(visitor):
    v = visitor(PHONE).sign_in("claire@fluviane.example")
    v.go("/clients/")
    for i in range(2):
        v.page.locator("input[name=ids]").nth(i).check()
    v.page.select_option("[name=field]", "add_tag")
    v.page.fill("[name=value]", "salon")
    v.shot("phone-bulk")
    v.click("Appliquer")
    assert "2 entreprises changées" in v.text()
    v.click("Annuler")
    assert "Annulé" in v.text() and v.errors == []


def test_a_drag_shows_the_cost_before_the_drop(visitor):
    v = visitor().sign_in("claire@fluviane.example")
    v.go("/agenda/?week=2031-W12")
    v.click("Planifier cette semaine")
    v.page.wait_for_url(lambda u: "/agenda/plan/" in u and "?" not in u, timeout=60_000)
    v.settle()
    card = v.page.locator(".stop[draggable=true]").first
    task, day = card.get_attribute("data-task"), card.locator("xpath=..").get_attribute("data-day")
    box = card.bounding_box()
    v.page.mouse.move(box["x"] + 10, box["y"] + 6)
    v.page.mouse.down()
    v.page.mouse.move(box["x"] + 60, box["y"] + 30, steps=4)
    v.page.wait_for_selector(".move-cost")
    v.shot("drag-costs")
    target = v.page.locator(".week-day.drop-ok").nth(1 if day == "0" else 0)
    to = target.bounding_box()
    v.page.mouse.move(to["x"] + 40, to["y"] + 60, steps=6)
    with v.page.expect_response(re.compile("/move$")) as answer:
        v.page.mouse.up()
    assert answer.value.status == 200
    v.page.wait_for_selector(f'.stop[data-task="{task}"], #toasts .alert')
    assert v.errors == []
