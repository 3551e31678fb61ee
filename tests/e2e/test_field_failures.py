"""Failures of the field app lose nothing: full phones, wrong clocks, other users, other versions of the server."""

import datetime as dt
import re
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from .axe import audit
from .phone import MODEL, companies, findings, open_field, open_route, wait_until, wait_until_sent, write_report
from .visitor import PHONE

pytestmark = pytest.mark.browser


def test_a_full_phone_shows_a_message_and_loses_nothing(claire):
    v = claire
    [(company, _name)] = companies(v, 1)
    v.context.set_offline(True)
    write_report(v, company, "Avant que tout soit plein")
    wait_until(
        v, f"async () => (await {MODEL}.outbox.drafts()).some((d) => d.body.said === 'Avant que tout soit plein')"
    )
    # Every write fails as it does on a full disk; the snapshot is deleted first.
    v.page.evaluate(
        """() => { const put = IDBObjectStore.prototype.put; globalThis.full = true;
        IDBObjectStore.prototype.put = function (...a) { if (globalThis.full && this.name !== 'snapshot') throw new DOMException('full', 'QuotaExceededError'); return put.apply(this, a); }; }"""
    )
    v.page.fill("#v-said", "Avant que tout soit plein, et après")
    v.page.wait_for_selector("text=Le téléphone est plein")
    v.page.click("#finish")
    v.page.wait_for_selector("text=terminez de nouveau")
    drafts = v.page.evaluate(f"async () => (await {MODEL}.outbox.drafts()).map((d) => d.body.said)")
    assert drafts == ["Avant que tout soit plein"]
    expect(v.page.locator("#v-said")).to_have_value("Avant que tout soit plein, et après")
    v.page.evaluate("globalThis.full = false")
    v.page.click("#finish")
    wait_until(
        v,
        f"async () => (await {MODEL}.outbox.submissions()).some((p) => p.body.said === 'Avant que tout soit plein, et"
        " après')",
    )


def test_a_browser_without_storage_shows_what_to_do(visitor):
    v = visitor(PHONE)
    v.page.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError'); }")
    v.page.goto(v.address + "/field/")
    v.page.wait_for_selector("text=Ce navigateur ne garde rien")
    assert findings(v) == []


def test_a_clock_that_is_a_day_wrong_is_reported_and_corrected(claire):
    v = claire
    [(company, _name)] = companies(v, 1)
    v.page.add_init_script(
        """{ const Real = Date, off = -86400000; globalThis.Date = class extends Real { constructor(...a) { if (a.length) super(...a); else super(Real.now() + off); } static now() { return Real.now() + off; } }; }"""
    )
    v.page.reload()
    wait_until(v, f"() => !!{MODEL} && {MODEL}.session.phase === 'ready'")
    write_report(v, company, "Écrit hier, selon ce téléphone").page.click("#finish")
    v.page.wait_for_selector("arpent-today")
    wait_until_sent(v)
    open_route(v, "to-send")
    v.page.wait_for_selector("text=L’heure de ce téléphone est fausse")
    visit = v.page.evaluate(
        f"async () => (await {MODEL}.outbox.sent()).find((p) => p.body.said?.startsWith('Écrit hier')).id"
    )
    v.go(f"/visits/{visit}/")
    today = dt.datetime.now(ZoneInfo("Europe/Paris"))
    v.expect_text(f"{today:%d/%m/%Y}")
    v.expect_no_text(f"{today - dt.timedelta(days=1):%d/%m/%Y}")


def test_a_server_older_or_newer_than_the_app_loses_nothing(claire):
    v = claire
    [(company, _name)] = companies(v, 1)
    ids = [str(uuid4()) for _ in range(3)]
    post = f"""async ([kind, id, schema]) => {{ const m = {MODEL};
      const [seq] = await m.outbox.post(kind, id, {{ company: {company!r}, started_at: new Date().toISOString(), said: id }}, kind);
      await m.outbox.database.write(['outbox'], async (tx) => {{ const s = tx.objectStore('outbox'), p = await s.get(seq); await s.put({{ ...p, schema }}); }}); await m.refresh(); }}"""
    v.context.set_offline(True)
    v.page.evaluate(post, ["hologram", ids[0], 1])
    v.page.evaluate(post, ["visit", ids[1], 2])
    v.page.evaluate(post, ["visit", ids[2], 1])
    v.context.set_offline(False)
    v.page.evaluate(f"{MODEL}.sync.run()")
    wait_until(v, f"async () => (await {MODEL}.outbox.waiting()).count === 1 && !{MODEL}.sync.sending")
    # The unknown kind stays, with its sentence, and holds up nobody; the newer form is kept by the server, unwritten.
    open_route(v, "to-send")
    v.page.wait_for_selector("text=Le serveur ne connaît pas encore cette saisie")
    v.page.wait_for_selector("text=est plus récente que le serveur")
    states = v.page.evaluate(
        f"async () => Object.fromEntries((await {MODEL}.outbox.sent()).map((p) => [p.body.said, p.state]))"
    )
    assert states[ids[1]] == "refused"
    assert states[ids[2]] == "applied"
    # A newer server says more than this app knows: the item has come all the same.
    v.page.evaluate(
        f"""async () => {{ const real = fetch; globalThis.fetch = async (url, init) => init?.method === 'PUT'
        ? new Response(JSON.stringify({{ id: String(url).split('/').pop(), stored: true, state: 'folded', revision: 7, later: {{}} }}), {{ status: 207 }}) : real(url, init);
        await {MODEL}.sender.send(); globalThis.fetch = real; }}"""
    )
    wait_until(v, f"async () => (await {MODEL}.outbox.waiting()).count === 0")


def test_a_revoked_phone_loses_its_records_and_keeps_what_it_has_to_send(claire, visitor):
    v = claire
    [(company, _name)] = companies(v, 1)
    v.context.set_offline(True)
    write_report(v, company, "Écrit avant la révocation").page.click("#finish")
    v.page.wait_for_selector("arpent-today")
    manager = visitor(PHONE).sign_in("responsable@fluviane.example")
    manager.go("/sync/")
    assert audit(manager) == []
    device = UUID(v.page.evaluate(f"async () => await {MODEL}.outbox.meta('device')"))
    revoke = manager.page.locator(f"form[action*='{device}/revoke'] button")
    manager.follow(revoke)
    expect(revoke).to_have_count(0)
    v.context.clear_cookies()
    v.context.set_offline(False)
    v.page.evaluate(f"{MODEL}.sync.run()")
    wait_until(v, f"async () => {MODEL}.sync.reason === 'revoked' && (await {MODEL}.snapshot.size()).parts === 0")
    assert v.page.evaluate(f"async () => (await {MODEL}.outbox.waiting()).count") == 1
    v.page.wait_for_selector("text=Ce téléphone a été révoqué")
    v.sign_in("claire@fluviane.example")
    open_field(v)
    wait_until_sent(v)


def test_signing_out_on_the_desktop_shows_unsent_work_first(claire):
    v = claire
    [(company, _name)] = companies(v, 1)
    v.page.evaluate(
        f"async () => {{ {MODEL}.sync.run = async () => undefined; await {MODEL}.outbox.post('visit', crypto.randomUUID(),"
        f" {{ company: {company!r}, started_at: new Date().toISOString(), said: 'x' }}, 'x'); }}"
    )
    v.go("/")
    v.page.locator("header [data-bs-toggle=dropdown]").last.click()
    v.page.click("text=Se déconnecter")
    v.page.wait_for_url("**/field/#/snapshot")
    wait_until(v, f"() => !!{MODEL}?.outbox")
    v.page.evaluate(f"{MODEL}.sync.run()")
    wait_until_sent(v)
    v.page.wait_for_selector("text=Effacer les fiches et se déconnecter")
    v.page.click("text=Effacer les fiches et se déconnecter")
    v.page.wait_for_selector("text=Bienvenue sur le terrain")


def test_the_service_worker_caches_no_personal_data(claire):
    v = claire
    cached = v.page.evaluate(
        "async () => { const all = []; for (const name of await caches.keys()) for (const r of await (await"
        " caches.open(name)).keys()) all.push(new URL(r.url).pathname); return all; }"
    )
    assert cached
    assert all(re.match(r"/(field/|static/dist/|geo/)", path) for path in cached), cached
    shell = v.page.evaluate("async () => (await caches.match('/field/')).text()")
    assert "Perrichon" not in shell


def test_the_next_user_of_a_phone_finds_nothing_of_the_previous_one(claire):
    v = claire
    [(company, name)] = companies(v, 1)
    v.context.set_offline(True)
    write_report(v, company, "Encore à Claire").page.click("#finish")
    v.page.wait_for_selector("arpent-today")
    v.context.clear_cookies()
    # Her network lies at first, so that her report stays here while Mehdi signs in.
    v.page.route("**/sync/v1/visit/**", lambda route: route.abort())
    v.context.set_offline(False)
    v.sign_in("mehdi@fluviane.example")
    open_field(v)
    wait_until(v, f"() => {MODEL}.records.tour?.person.name === 'Mehdi Drouvet'")
    assert name not in [n for _id, n in companies(v, 2000)]
    left = v.page.evaluate(
        """async () => { const found = {}; for (const { name } of await indexedDB.databases()) { if (!/^arpent-[0-9a-f]/.test(name)) continue;
        const db = await new Promise((d) => { const r = indexedDB.open(name); r.onsuccess = () => d(r.result); });
        const count = (s) => new Promise((d) => { const r = db.transaction(s).objectStore(s).count(); r.onsuccess = () => d(r.result); });
        found[name] = [await count('snapshot'), await count('outbox')]; db.close(); } return found; }"""
    )
    mine = f"arpent-{v.page.evaluate(f'{MODEL}.session.person')}"
    [theirs] = [counts for base, counts in left.items() if base != mine]
    assert theirs == [0, 1], "her company records are deleted, her report waits for her"
    v.page.unroute("**/sync/v1/visit/**")
    v.context.clear_cookies()
    v.sign_in("claire@fluviane.example")
    open_field(v)
    wait_until(v, f"() => {MODEL}.records.tour?.person.name === 'Claire Perrichon'")
    wait_until_sent(v)
