"""The field app on a phone: a whole day without a network, then the network."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from .phone import (
    MODEL,
    companies,
    errors,
    findings,
    open_field,
    open_route,
    picture,
    wait_until,
    wait_until_sent,
    write_report,
)

pytestmark = pytest.mark.browser


def test_a_whole_day_without_a_network_then_the_network(claire):
    v = claire
    rows = companies(v, 6)
    v.context.set_offline(True)
    open_field(v)
    assert findings(v) == []
    for i, (company, name) in enumerate(rows):
        open_route(v, f"record/{company}")
        v.page.wait_for_selector("arpent-record .card")
        v.expect_text(name)
        if i == 0:
            assert findings(v) == []
        write_report(v, company, f"Visite {i} : la pompe fuit, revenir en janvier.")
        if i == 0:
            v.page.fill("#v-contact", "Anne Lévêque, responsable maintenance, 06 12 34 56 78")
            v.page.click("text=Ajouter ce contact")
            shots = [{"name": f"{c}.jpg", "mimeType": "image/jpeg", "buffer": picture(c)} for c in ("navy", "olive")]
            v.page.set_input_files("[id^=section-photos] input[type=file]", shots)
            v.page.wait_for_selector(".field-file:nth-of-type(2) img")
            v.page.fill("#v-next_step", "Envoyer le devis")
            v.page.fill("#v-next_step_on", "2030-01-10")
            assert findings(v) == []
        v.page.click("#finish")
        v.page.wait_for_selector("arpent-today")
    open_route(v, "new-company")
    v.page.fill("#p-name", rows[0][1])
    v.page.wait_for_selector("text=Peut-être déjà connu")
    assert findings(v) == []
    v.page.fill("#p-name", "Piscines Galtier")
    v.page.fill("#p-postcode", "69003")
    v.page.fill("#p-city", "Lyon")
    v.page.click("#finish")
    v.page.wait_for_selector("arpent-record h1")
    v.expect_text("Piscines Galtier")
    v.page.click("text=Fiche besoin")
    v.page.select_option("#n-family", index=1)
    v.page.fill("#n-constraints", "Local chloré, moins de 70 dB la nuit")
    assert findings(v) == []
    v.page.click("#finish")
    v.page.wait_for_selector("arpent-record h1")
    open_route(v, "to-send")
    v.page.wait_for_selector("#submissions")
    expect(v.page.locator("#state")).to_contain_text("9 à envoyer", use_inner_text=True)
    assert findings(v) == []

    v.context.set_offline(False)
    v.page.evaluate(f"{MODEL}.sync.run()")
    wait_until_sent(v)
    expect(v.page.locator("#state")).to_have_text("", use_inner_text=True)
    states = v.page.evaluate(f"async () => (await {MODEL}.outbox.sent()).map((p) => p.state)")
    assert set(states) == {"applied"}
    assert len(states) == 11
    visit = v.page.evaluate(f"async () => (await {MODEL}.outbox.sent()).find((p) => p.kind === 'visit').id")
    v.go(f"/visits/{visit}/")
    v.expect_text("la pompe fuit")
    v.expect_text("Anne Lévêque")
    sources = v.page.eval_on_selector_all(".visit-photo", "all => all.map((i) => i.getAttribute('src'))")
    assert len(set(sources)) == 2
    for source in sources:
        body = v.context.request.get(v.address + source).body()
        image = Image.open(io.BytesIO(body))
        assert max(image.size) == 1600
        assert not image.getexif()
    v.go("/clients/?text=Galtier")
    v.expect_text("Piscines Galtier")
    assert errors(v) == []


def test_a_draft_is_restored_after_the_page_crashed(claire):
    v = claire
    [(company, name)] = companies(v, 1)
    v.context.set_offline(True)
    write_report(v, company, "À moitié écrit")
    wait_until(v, f"async () => (await {MODEL}.outbox.drafts()).some((d) => d.body.said === 'À moitié écrit')")
    open_field(v)
    v.page.click(f"text=Reprendre : {name}")
    expect(v.page.locator("#v-said")).to_have_value("À moitié écrit")
    v.page.click("text=Abandonner ce brouillon")
    v.page.click("text=Annuler")
    wait_until(v, f"async () => (await {MODEL}.outbox.drafts()).length === 1")
