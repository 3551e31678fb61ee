"""Drafts of the field app: restored after a crash, a change of page and Finish."""

import json

import pytest
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

# A sound without a microphone: a MediaRecorder that gives a part of three bytes each time it is asked.
RECORDER = """
if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () => ({ getTracks: () => [{ stop() {} }] });
globalThis.MediaRecorder = class extends EventTarget {
  constructor() { super(); this.state = 'inactive'; this.mimeType = 'audio/webm;codecs=opus'; globalThis.recorder = this; this.n = 0; }
  start(part) { this.state = 'recording'; this.part = part; }
  give() { this.ondataavailable({ data: new Blob([new Uint8Array([0x1a, 0x45, ++this.n])]) }); }
  stop() { this.state = 'inactive'; setTimeout(() => { this.give(); this.onstop(); }); }
};
"""
DRAFTS = f"{MODEL}.outbox.drafts()"
SHIFTS = f"{MODEL}.outbox.submissions().then((all) => all.filter((p) => p.kind === 'shift'))"
# A day of two visits that begins in half an hour, put on board whatever the date is.
BUSY_TODAY = f"""async () => {{
  const m = {MODEL}, day = m.records.tour.days.find((d) => d.stops.length > 1), now = m.session.now(), minute = 60000;
  const at = (n) => new Date(now.getTime() + n * minute).toISOString();
  day.date = new Date(now.getTime() - now.getTimezoneOffset() * minute).toISOString().slice(0, 10);
  day.stops = day.stops.slice(0, 2).map((stop, i) => (
    {{ ...stop, state: "planned", kind: "visit", fixed: false, drive: [600, 5000], starts_at: at(30 + i * 60), ends_at: at(75 + i * 60) }}));
  m.records.tour.days = [day];
  await m.records.saveTour();
}}"""


def draw(v):
    """Draw one line on the open sketch."""
    pad = v.page.locator("canvas.field-pad")
    pad.evaluate("(c) => c.scrollIntoView({ block: 'center', behavior: 'instant' })")
    # `hover` waits until the canvas stands still and nothing covers it.
    pad.hover(position={"x": 40, "y": 40})
    v.page.mouse.down()
    pad.hover(position={"x": 160, "y": 90})
    v.page.mouse.up()
    wait_until(v, f"async () => (await {DRAFTS}).some((d) => d.widgets?.strokes?.length === 1)")


def reopen(v):
    """Open the app again as after the system killed it: nothing of the page had time to end."""
    address = v.page.url
    v.page.goto("about:blank")
    v.page.goto(address)
    wait_until(v, f"() => !!{MODEL} && {MODEL}.session.phase !== 'starting'")


def files_of(v):
    return v.page.evaluate(
        f"async () => (await {MODEL}.outbox.submissions()).filter((p) => p.kind === 'file').map((p) => p.body.kind)"
    )


def test_a_typed_contact_an_open_sketch_and_a_recording_are_restored(claire):
    v = claire
    [(company, _name)] = companies(v, 1)
    v.page.add_init_script(RECORDER)
    v.page.reload()
    wait_until(v, f"() => !!{MODEL} && {MODEL}.session.phase === 'ready'")
    v.context.set_offline(True)
    write_report(v, company, "Visite coupée")
    v.page.fill("#v-contact", "Paul Durand, achats, 06 98 76 54 32")
    v.page.click("text=Faire un croquis")
    draw(v)
    v.page.click("text=Enregistrer (3 min au plus)")
    wait_until(v, "() => globalThis.recorder?.state === 'recording'")
    assert v.page.evaluate("recorder.part") <= 5000
    for parts in (1, 2):
        v.page.evaluate("recorder.give()")
        wait_until(v, f"async () => (await {DRAFTS}).some((d) => d.widgets?.recording?.parts.length === {parts})")
    # The page ends without being left: no handler of it may help.
    v.page.evaluate("MediaRecorder.prototype.stop = function () {}")
    reopen(v)
    v.page.wait_for_selector("#v-contact")
    expect(v.page.locator("#v-contact")).to_have_value("Paul Durand, achats, 06 98 76 54 32")
    v.page.wait_for_selector("[id^=section-sound] audio")
    wait_until(
        v,
        "() => { const c = document.querySelector('canvas.field-pad');"
        " return c?.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((x) => x); }",
    )
    assert findings(v) == []
    # Another page and back: still there.
    open_route(v, "clients")
    open_route(v, v.page.evaluate(f"async () => 'visit/' + (await {DRAFTS})[0].id"))
    v.page.wait_for_selector("canvas.field-pad")
    v.page.click("#finish")
    v.page.wait_for_selector("text=terminée à")
    assert sorted(files_of(v)) == ["sketch", "sound"]
    submissions = v.page.evaluate(f"async () => (await {MODEL}.outbox.submissions()).map((p) => [p.kind, p.body])")
    contact = next(body for kind, body in submissions if kind == "contact")
    assert (contact["first_name"], contact["last_name"]) == ("Paul", "Durand")
    assert any(m["name"] == "Paul Durand" for kind, b in submissions if kind == "visit" for m in b["met"])
    assert errors(v) == []


def test_a_line_that_is_no_person_needs_an_answer_and_is_never_dropped(claire):
    v = claire
    [(company, _name)] = companies(v, 1)
    v.context.set_offline(True)
    write_report(v, company, "Ligne à part")
    v.page.fill("#v-contact", "rappeler lundi")
    v.page.click("#finish")
    v.page.wait_for_selector("text=« rappeler lundi » est-il un contact ?")
    assert findings(v) == []
    v.page.click("text=Non, le mettre dans")
    v.page.wait_for_selector("text=terminée à")
    said = v.page.evaluate(
        f"async () => (await {MODEL}.outbox.submissions()).find((p) => p.kind === 'visit').body.said"
    )
    assert said == "Ligne à part\nrappeler lundi"


def test_a_finished_report_can_be_reopened_with_its_pictures(claire):
    v = claire
    [(company, _name)] = companies(v, 1)
    write_report(v, company, "Avec photo")
    v.page.set_input_files(
        "[id^=section-photos] input[type=file]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture("navy")}
    )
    v.page.wait_for_selector(".field-file img")
    v.page.click("#finish")
    v.page.wait_for_selector("text=terminée à")
    v.page.wait_for_selector("arpent-today")
    v.expect_text("terminée à")
    wait_until_sent(v)
    v.page.click("text=Rouvrir")
    v.page.wait_for_selector(".field-file img")
    expect(v.page.locator(".field-file")).to_have_count(1)
    expect(v.page.locator(".field-file button")).to_have_count(0)
    expect(v.page.locator("#v-said")).to_have_value("Avec photo")
    v.page.click("#finish")
    v.page.wait_for_selector("text=terminée à")
    wait_until_sent(v)
    states = v.page.evaluate(
        f"async () => (await {MODEL}.outbox.records()).filter((k) => k.body.said === 'Avec photo').map((k) => k.state)"
    )
    assert states == ["applied"]
    # Another phone of the same person fetches the picture from the server.
    v.page.evaluate(
        f"async () => {{ await {MODEL}.outbox.database.write(['blobs', 'records'], async (tx) => {{ await"
        f" tx.objectStore('blobs').clear(); await tx.objectStore('records').clear(); }}); await {MODEL}.sync.run(true); }}"
    )
    visit = v.page.evaluate(f"async () => (await {MODEL}.outbox.sent()).find((p) => p.body.said === 'Avec photo').id")
    open_route(v, f"visit/{visit}")
    v.page.wait_for_selector(".field-file img")
    assert errors(v) == []


def test_the_card_of_a_new_prospect_arrives(claire):
    v = claire
    v.context.set_offline(True)
    open_route(v, "new-company")
    v.page.fill("#p-name", "Robinetterie Sabatier")
    v.page.fill("#p-postcode", "38000")
    v.page.set_input_files(
        "input[type=file]", {"name": "carte.jpg", "mimeType": "image/jpeg", "buffer": picture("olive")}
    )
    v.page.wait_for_selector(".field-file img")
    v.page.click("#finish")
    v.page.wait_for_selector("text=Robinetterie Sabatier : terminé")
    open_route(v, "to-send")
    v.page.wait_for_selector("text=1 carte de visite")
    expect(v.page.locator("#submissions .list-group-item")).to_have_count(1)
    v.context.set_offline(False)
    v.page.evaluate(f"{MODEL}.sync.run()")
    wait_until_sent(v)
    states = v.page.evaluate(
        f"async () => (await {MODEL}.outbox.sent()).filter((p) => ['file', 'company'].includes(p.kind)).map((p) =>"
        " p.state)"
    )
    assert set(states) == {"applied"}
    open_route(v, "to-send")
    v.page.wait_for_selector("text=Tout est envoyé.")
    expect(v.page.locator("text=Envoyer maintenant")).to_have_count(0)


def test_the_exported_file_holds_the_bytes_of_drafts(claire):
    v = claire
    [(company, _name)] = companies(v, 1)
    v.context.set_offline(True)
    write_report(v, company, "Pas fini")
    v.page.set_input_files(
        "[id^=section-photos] input[type=file]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture("navy")}
    )
    v.page.wait_for_selector(".field-file img")
    wait_until(v, f"async () => (await {DRAFTS}).some((d) => d.files.length)")
    found = json.loads(v.page.evaluate(f"async () => (await {MODEL}.exported()).text()"))
    [draft] = [d for d in found["drafts"] if d["body"].get("said") == "Pas fini"]
    assert {f["sha256"] for f in draft["files"]} <= set(found["files"])


def test_a_quick_quote_shows_the_offers_price_and_can_be_reopened(claire):
    v = claire
    if not v.page.evaluate(f"async () => !!(await {MODEL}.records.prices())?.lists.length"):
        pytest.skip("the firm takes no prices along")
    [(company, _name)] = companies(v, 1)
    v.context.set_offline(True)
    open_route(v, f"quote/new/{company}")
    v.page.wait_for_selector("#k-find")
    v.page.click("#finish")
    v.page.wait_for_selector("text=Choisissez un produit du tarif")
    v.page.fill("#k-find", "a")
    v.page.click("arpent-quote button.text-start")
    expect(v.page.locator("text=Choisissez un produit du tarif")).to_have_count(0)
    v.page.fill("#k-q0", "2,5")
    if v.page.query_selector("#k-title"):
        v.page.fill("#k-title", "Joints")
    v.page.click("#finish")
    v.page.wait_for_selector("text=se vend à la pièce")
    v.page.fill("#k-q0", "3")
    v.page.wait_for_selector("text=Total HT")
    total = v.page.inner_text(".h3.num")
    v.page.click("#finish")
    v.page.wait_for_selector("text=terminé, à envoyer")
    quote = v.page.evaluate(f"async () => (await {MODEL}.outbox.submissions()).find((p) => p.kind === 'quote').id")
    open_route(v, f"quote/{quote}")
    v.page.wait_for_selector(".h3.num")
    expect(v.page.locator(".h3.num")).to_have_text(total, use_inner_text=True)
    v.expect_no_text("n’est pas à bord")
    assert errors(v) == []


def test_an_open_draft_is_listed_and_counts_as_unsent(claire):
    v = claire
    [(company, _name)] = companies(v, 1)
    v.context.set_offline(True)
    open_route(v, f"request/new/{company}")
    v.page.fill("#k-text", "Deux pompes de puits")
    wait_until(v, f"async () => (await {DRAFTS}).length === 1")
    open_route(v, "")
    v.page.wait_for_selector("#drafts >> text=1 saisie en cours")
    open_route(v, "to-send")
    v.page.wait_for_selector("#submissions >> text=1 saisie en cours")
    expect(v.page.locator("#submissions")).not_to_contain_text("Tout est envoyé", use_inner_text=True)
    v.page.click("#submissions >> text=1 saisie en cours")
    v.page.wait_for_selector("#drafts")


def test_shifting_a_day_can_be_undone(claire):
    v = claire
    v.context.set_offline(True)
    v.page.evaluate(BUSY_TODAY)
    open_field(v)
    v.page.wait_for_selector("#late")
    day = v.page.locator("arpent-today .list-group .num")
    before = day.all_inner_texts()
    v.page.click("#late >> text=1 h 30")
    v.page.click("text=Décaler la journée")
    v.page.wait_for_selector("text=Journée décalée de 90 min")
    for i, former in enumerate(before):
        expect(day.nth(i)).not_to_have_text(former, use_inner_text=True)
    v.page.click("text=Annuler")
    wait_until(v, f"async () => (await {SHIFTS}).length === 2")
    expect(day).to_have_text(before, use_inner_text=True)
    hours = v.page.evaluate(f"() => {MODEL}.records.tour.days[0].stops.map((s) => s.starts_at)")
    assert [m["starts_at"] for m in v.page.evaluate(f"async () => (await {SHIFTS}).at(-1).body.moves")] == hours
    assert errors(v) == []
