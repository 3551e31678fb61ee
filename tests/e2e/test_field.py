"""The field app on a phone: a whole day without a network, then the network; and all that goes wrong on the road."""

import datetime as dt
import io
import os
import re
import subprocess
import sys
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from .conftest import PHONE, ROOT
from .test_pages import audit

pytestmark = pytest.mark.browser
MODEL = "document.querySelector('arpent-field').model"


def picture(colour):
    """Return a large photograph that says where it was taken."""
    image = Image.new("RGB", (3000, 2000), colour)
    exif = image.getexif()
    exif[0x8825] = {1: "N", 2: (45.0, 46.0, 0.0), 3: "E", 4: (4.0, 50.0, 0.0)}
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def claire(visitor):
    """Claire's phone, signed in, all on board."""
    v = visitor(PHONE).sign_in("claire@fluviane.example")
    open_field(v)
    until(
        v,
        f"async () => !!(await {MODEL}.outbox.meta('board_at')) && !{MODEL}.sending && !!(await caches.match('/field/'))",
    )
    return v


def open_field(v, path=""):
    v.page.goto(f"{v.address}/field/#/{path}")
    until(v, f"() => !!{MODEL} && {MODEL}.phase !== 'starting'")


def until(v, question):
    for _ in range(300):
        if v.page.evaluate(question):
            return
        v.page.wait_for_timeout(100)
    raise AssertionError(f"never: {question}\n{v.page.inner_text('body')[:1500]}")


def place(v, path):
    v.page.evaluate(f"location.hash = '#/{path}'")
    v.page.wait_for_timeout(250)


def companies(v, count):
    return v.page.evaluate(f"async () => (await {MODEL}.rows()).slice(0, {count}).map((r) => [r[0], r[1]])")


def sent(v):
    until(v, f"async () => !(await {MODEL}.outbox.waiting()).count && !{MODEL}.sending")


def findings(v):
    """Return what axe finds at the end of the page, where the bar that floats over it hides nothing."""
    v.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    return audit(v)


def errors(v):
    """Return the console's errors but those of a network that is off."""
    return [e for e in v.errors if not re.search(r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_NAME|status of (4|5)", e)]


def report(v, company, text, **fields):
    """Begin, write and finish a visit as one does with a thumb."""
    place(v, f"new-visit/{company}")
    v.page.wait_for_selector("#v-said")
    v.page.fill("#v-said", text)
    for field, value in fields.items():
        v.page.fill(f"#v-{field}", value)
    return v


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
    v.page.wait_for_selector("#parcels")
    assert "11 à envoyer" in v.page.inner_text("#state")
    assert findings(v) == []
    v.shot("field-06-to-send")

    v.context.set_offline(False)
    v.page.evaluate(f"{MODEL}.sync()")
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


def test_a_full_phone_says_so_and_loses_nothing(claire):
    v = claire
    [(company, _name)] = companies(v, 1)
    v.context.set_offline(True)
    report(v, company, "Avant que tout soit plein")
    until(v, f"async () => (await {MODEL}.outbox.drafts()).some((d) => d.body.said === 'Avant que tout soit plein')")
    # Every write fails as it does on a full disk; what is on board gives way first.
    v.page.evaluate(
        """() => { const put = IDBObjectStore.prototype.put; globalThis.full = true;
        IDBObjectStore.prototype.put = function (...a) { if (globalThis.full && this.name !== 'board') throw new DOMException('full', 'QuotaExceededError'); return put.apply(this, a); }; }"""
    )
    v.page.fill("#v-said", "Avant que tout soit plein, et après")
    v.page.wait_for_selector("text=Le téléphone est plein")
    v.shot("field-07-full")
    v.page.click("#finish")
    v.page.wait_for_selector("text=terminez de nouveau")
    drafts = v.page.evaluate(f"async () => (await {MODEL}.outbox.drafts()).map((d) => d.body.said)")
    assert drafts == ["Avant que tout soit plein"]
    assert v.page.input_value("#v-said") == "Avant que tout soit plein, et après"
    v.page.evaluate("globalThis.full = false")
    v.page.click("#finish")
    until(
        v,
        f"async () => (await {MODEL}.outbox.parcels()).some((p) => p.body.said === 'Avant que tout soit plein, et après')",
    )


def test_a_browser_that_keeps_nothing_says_what_to_do(visitor):
    v = visitor(PHONE)
    v.page.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError'); }")
    v.page.goto(v.address + "/field/")
    v.page.wait_for_selector("text=Ce navigateur ne garde rien")
    assert findings(v) == []
    v.shot("field-08-refused")


def test_a_clock_that_is_a_day_wrong_is_told_and_set_right(claire):
    v = claire
    [(company, _name)] = companies(v, 1)
    v.page.add_init_script(
        """{ const Real = Date, off = -86400000; globalThis.Date = class extends Real { constructor(...a) { if (a.length) super(...a); else super(Real.now() + off); } static now() { return Real.now() + off; } }; }"""
    )
    v.page.reload()
    until(v, f"() => !!{MODEL} && {MODEL}.phase === 'ready'")
    report(v, company, "Écrit hier, selon ce téléphone").page.click("#finish")
    sent(v)
    place(v, "to-send")
    v.page.wait_for_selector("text=L’heure de ce téléphone est fausse")
    visit = v.page.evaluate(
        f"async () => (await {MODEL}.outbox.sent()).find((p) => p.body.said?.startsWith('Écrit hier')).id"
    )
    v.go(f"/visits/{visit}/")
    today = dt.datetime.now(ZoneInfo("Europe/Paris"))
    assert f"{today:%d/%m/%Y}" in v.text()
    assert f"{today - dt.timedelta(days=1):%d/%m/%Y}" not in v.text()


def test_a_server_older_or_newer_than_the_app_loses_nothing(claire):
    v = claire
    [(company, _name)] = companies(v, 1)
    ids = [str(uuid4()) for _ in range(3)]
    post = f"""async ([kind, id, schema]) => {{ const m = {MODEL};
      const [seq] = await m.outbox.post(kind, id, {{ company: {company!r}, started_at: new Date().toISOString(), said: id }}, kind);
      await m.outbox.keeper.write(['outbox'], async (tx) => {{ const s = tx.objectStore('outbox'), p = await s.get(seq); await s.put({{ ...p, schema }}); }}); await m.refresh(); }}"""
    v.context.set_offline(True)
    v.page.evaluate(post, ["hologram", ids[0], 1])
    v.page.evaluate(post, ["visit", ids[1], 2])
    v.page.evaluate(post, ["visit", ids[2], 1])
    v.context.set_offline(False)
    v.page.evaluate(f"{MODEL}.sync()")
    until(v, f"async () => (await {MODEL}.outbox.waiting()).count === 1 && !{MODEL}.sending")
    # The unknown kind stays, with its sentence, and holds up nobody; the newer form is kept by the server, unwritten.
    place(v, "to-send")
    v.page.wait_for_selector("text=Le serveur ne connaît pas encore cette saisie")
    v.page.wait_for_selector("text=est plus récente que le serveur")
    v.shot("field-09-older-server")
    states = v.page.evaluate(
        f"async () => Object.fromEntries((await {MODEL}.outbox.sent()).map((p) => [p.body.said, p.state]))"
    )
    assert states[ids[1]] == "refused"
    assert states[ids[2]] == "applied"
    # A newer server says more than this app knows: the item has come all the same.
    v.page.evaluate(
        f"""async () => {{ const real = fetch; globalThis.fetch = async (url, init) => init?.method === 'PUT'
        ? new Response(JSON.stringify({{ id: String(url).split('/').pop(), stored: true, state: 'folded', rev: 7, later: {{}} }}), {{ status: 207 }}) : real(url, init);
        await {MODEL}.sender.send(); globalThis.fetch = real; }}"""
    )
    until(v, f"async () => (await {MODEL}.outbox.waiting()).count === 0")


def test_a_revoked_phone_loses_its_sheets_and_keeps_what_it_has_to_send(claire, visitor):
    v = claire
    [(company, _name)] = companies(v, 1)
    v.context.set_offline(True)
    report(v, company, "Écrit avant la révocation").page.click("#finish")
    v.page.wait_for_selector("arpent-today")
    manager = visitor(PHONE).sign_in("responsable@fluviane.example")
    manager.go("/sync/")
    assert audit(manager) == []
    manager.shot("field-10-phones")
    while manager.page.query_selector("form[action*='/revoke'] button"):
        manager.page.click("form[action*='/revoke'] button")
        manager.settle()
    v.context.clear_cookies()
    v.context.set_offline(False)
    v.page.evaluate(f"{MODEL}.sync()")
    until(v, f"async () => {MODEL}.reason === 'revoked' && (await {MODEL}.board.size()).parts === 0")
    assert v.page.evaluate(f"async () => (await {MODEL}.outbox.waiting()).count") == 1
    v.page.wait_for_selector("text=Ce téléphone a été révoqué")
    v.shot("field-11-revoked")
    v.sign_in("claire@fluviane.example")
    open_field(v)
    sent(v)


def test_signing_out_at_the_desk_shows_first_what_is_still_to_be_sent(claire):
    v = claire
    [(company, _name)] = companies(v, 1)
    v.page.evaluate(
        f"async () => {{ {MODEL}.sync = async () => undefined; await {MODEL}.outbox.post('visit', crypto.randomUUID(), {{ company: {company!r}, started_at: new Date().toISOString(), said: 'x' }}, 'x'); }}"
    )
    v.go("/")
    v.page.click("[data-bs-toggle=dropdown]")
    v.page.click("text=Se déconnecter")
    v.page.wait_for_url("**/field/#/aboard")
    until(v, f"() => !!{MODEL}?.outbox")
    v.page.evaluate(f"{MODEL}.sync()")
    sent(v)
    v.page.wait_for_selector("text=Effacer les fiches et se déconnecter")
    v.page.click("text=Effacer les fiches et se déconnecter")
    v.page.wait_for_selector("text=Bienvenue sur le terrain")


def test_a_short_campaign_of_pulled_plugs_loses_nothing():
    """200 reports, 5 kills of the browser, 5 of the server; `make soak` does ten times as many."""
    env = {**os.environ, "VISITS": "200", "KILLS": "5"}
    done = subprocess.run([sys.executable, "-m", "tests.soak"], env=env, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lost, 0 doubled, 0 altered, 0 false conflicts" in done.stdout


def test_the_worker_keeps_nothing_of_anybody(claire):
    v = claire
    held = v.page.evaluate(
        "async () => { const all = []; for (const name of await caches.keys()) for (const r of await (await caches.open(name)).keys()) all.push(new URL(r.url).pathname); return all; }"
    )
    assert held
    assert all(re.match(r"/(field/|static/dist/|geo/)", path) for path in held), held
    shell = v.page.evaluate("async () => (await caches.match('/field/')).text()")
    assert "Perrichon" not in shell


def test_whoever_signs_in_next_at_a_phone_finds_nothing_of_the_one_before(claire):
    v = claire
    [(company, name)] = companies(v, 1)
    v.context.set_offline(True)
    report(v, company, "Encore à Claire").page.click("#finish")
    v.page.wait_for_selector("arpent-today")
    v.context.clear_cookies()
    # Her network lies at first, so that her report stays here while Mehdi signs in.
    v.page.route("**/sync/v1/visit/**", lambda route: route.abort())
    v.context.set_offline(False)
    v.sign_in("mehdi@fluviane.example")
    open_field(v)
    until(v, f"() => {MODEL}.tour?.person.name === 'Mehdi Drouvet'")
    assert name not in [n for _id, n in companies(v, 2000)]
    left = v.page.evaluate(
        """async () => { const found = {}; for (const { name } of await indexedDB.databases()) { if (!/^arpent-[0-9a-f]/.test(name)) continue;
        const db = await new Promise((d) => { const r = indexedDB.open(name); r.onsuccess = () => d(r.result); });
        const count = (s) => new Promise((d) => { const r = db.transaction(s).objectStore(s).count(); r.onsuccess = () => d(r.result); });
        found[name] = [await count('board'), await count('outbox')]; db.close(); } return found; }"""
    )
    mine = f"arpent-{v.page.evaluate(f'{MODEL}.person')}"
    [theirs] = [counts for base, counts in left.items() if base != mine]
    assert theirs == [0, 1], "her sheets are gone, her report waits for her"
    v.page.unroute("**/sync/v1/visit/**")
    v.context.clear_cookies()
    v.sign_in("claire@fluviane.example")
    open_field(v)
    until(v, f"() => {MODEL}.tour?.person.name === 'Claire Perrichon'")
    sent(v)
