"""The field app on a phone: a whole day without a network, then the network; the campaign of pulled plugs."""

import io
import os
import subprocess
import sys

import pytest
from PIL import Image

from .conftest import ROOT
from .phone import MODEL, companies, errors, findings, open_field, picture, place, report, sent, until

pytestmark = pytest.mark.browser


def test_a_whole_day_without_a_network_then_the_network(claire):
    v = claire
    rows = companies(v, 6)
    v.context.set_offline(True)
    open_field(v)
    assert findings(v) == []
    v.shot("field-01-today")
    for i, (company, name) in enumerate(rows):
        place(v, f"sheet/{company}")
        v.page.wait_for_selector("arpent-sheet .card")
        assert name in v.text()
        if i == 0:
            assert findings(v) == []
            v.shot("field-02-sheet")
        report(v, company, f"Visite {i} : la pompe fuit, revenir en janvier.")
        if i == 0:
            v.page.fill("#v-contact", "Anne Lévêque, responsable maintenance, 06 12 34 56 78")
            v.page.click("text=Ajouter ce contact")
            shots = [{"name": f"{c}.jpg", "mimeType": "image/jpeg", "buffer": picture(c)} for c in ("navy", "olive")]
            v.page.set_input_files("[id^=section-photos] input[type=file]", shots)
            v.page.wait_for_selector(".field-file:nth-of-type(2) img")
            v.page.fill("#v-next_step", "Envoyer le devis")
            v.page.fill("#v-next_step_on", "2030-01-10")
            assert findings(v) == []
            v.shot("field-03-report")
        v.page.click("#finish")
        v.page.wait_for_selector("arpent-today")
    place(v, "new-company")
    v.page.fill("#p-name", rows[0][1])
    v.page.wait_for_selector("text=Peut-être déjà connu")
    assert findings(v) == []
    v.shot("field-04-known")
    v.page.fill("#p-name", "Piscines Galtier")
    v.page.fill("#p-postcode", "69003")
    v.page.fill("#p-city", "Lyon")
    v.page.click("#finish")
    v.page.wait_for_selector("arpent-sheet h1")
    assert "Piscines Galtier" in v.text()
    v.page.click("text=Fiche besoin")
    v.page.select_option("#n-family", index=1)
    v.page.fill("#n-constraints", "Local chloré, moins de 70 dB la nuit")
    assert findings(v) == []
    v.shot("field-05-need")
    v.page.click("#finish")
    v.page.wait_for_selector("arpent-sheet h1")
    place(v, "to-send")
    v.page.wait_for_selector("#submissions")
    assert "9 à envoyer" in v.page.inner_text("#state")
    assert findings(v) == []
    v.shot("field-06-to-send")

    v.context.set_offline(False)
    v.page.evaluate(f"{MODEL}.sync.run()")
    sent(v)
    assert v.page.inner_text("#state") == ""
    states = v.page.evaluate(f"async () => (await {MODEL}.outbox.sent()).map((p) => p.state)")
    assert set(states) == {"applied"}
    assert len(states) == 11
    visit = v.page.evaluate(f"async () => (await {MODEL}.outbox.sent()).find((p) => p.kind === 'visit').id")
    v.go(f"/visits/{visit}/")
    assert "la pompe fuit" in v.text()
    assert "Anne Lévêque" in v.text()
    sources = v.page.eval_on_selector_all(".visit-photo", "all => all.map((i) => i.getAttribute('src'))")
    assert len(set(sources)) == 2
    for source in sources:
        body = v.context.request.get(v.address + source).body()
        image = Image.open(io.BytesIO(body))
        assert max(image.size) == 1600
        assert not image.getexif()
    v.go("/clients/?text=Galtier")
    assert "Piscines Galtier" in v.text()
    assert errors(v) == []


def test_a_draft_is_found_again_after_the_page_died(claire):
    v = claire
    [(company, name)] = companies(v, 1)
    v.context.set_offline(True)
    report(v, company, "À moitié écrit")
    until(v, f"async () => (await {MODEL}.outbox.drafts()).some((d) => d.body.said === 'À moitié écrit')")
    v.page.goto("about:blank")
    open_field(v)
    v.page.click(f"text=Reprendre : {name}")
    assert v.page.input_value("#v-said") == "À moitié écrit"
    v.page.click("text=Abandonner ce brouillon")
    v.page.click("text=Annuler")
    until(v, f"async () => (await {MODEL}.outbox.drafts()).length === 1")


def test_a_short_campaign_of_pulled_plugs_loses_nothing():
    """50 reports, 2 kills of the browser, 2 of the server; `make soak` does 2,000 and 30 of each."""
    env = {**os.environ, "VISITS": "50", "KILLS": "2", "ONLY": "field"}
    done = subprocess.run([sys.executable, "-m", "tests.soak"], env=env, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lost, 0 doubled, 0 altered, 0 false conflicts" in done.stdout
