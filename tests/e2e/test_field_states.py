"""What the field app shows of its state: signed out, no answer, a resolved conflict, a wrong clock."""

import datetime as dt
import re
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from .phone import MODEL, companies, findings, open_field, open_route, wait_until, wait_until_sent, write_report

pytestmark = pytest.mark.browser
SIGN_OUT = "text=Effacer les fiches et se déconnecter"
CLOCK_A_DAY_SLOW = """{ const Real = Date, off = -86400000; globalThis.Date = class extends Real {
  constructor(...a) { if (a.length) super(...a); else super(Real.now() + off); } static now() { return Real.now() + off; } }; }"""


def wait_until_idle(v):
    wait_until(v, f"() => !!{MODEL} && {MODEL}.session.phase !== 'starting' && !{MODEL}.sync.sending")


def test_an_offline_sign_out_persists_when_the_network_returns(claire):
    v = claire
    requests = []
    v.context.on("request", lambda r: requests.append(f"{r.method} {r.url.removeprefix(v.address)}"))
    v.context.set_offline(True)
    open_route(v, "snapshot")
    v.page.click(SIGN_OUT)
    v.page.wait_for_selector("text=Bienvenue sur le terrain")
    requests.clear()
    v.context.set_offline(False)
    v.page.reload()
    wait_until(v, f"() => {MODEL}?.session.phase === 'unknown-user' && {MODEL}.sync.reason === 'sign-in'")
    wanted = [a for a in requests if "/sync/" in a or "logout" in a]
    assert "POST /account/logout/" in wanted, wanted
    assert not [a for a in wanted if "snapshot" in a]
    assert not [a for a in wanted[: wanted.index("POST /account/logout/")] if "devices" in a]
    v.page.goto(v.address + "/clients/")
    expect(v.page).to_have_url(re.compile("/account/login/"))


def test_a_page_of_the_desk_opened_after_signing_out_without_a_network_asks_to_sign_in(claire):
    v = claire
    v.context.set_offline(True)
    open_route(v, "snapshot")
    v.page.click(SIGN_OUT)
    v.page.wait_for_selector("text=Bienvenue sur le terrain")
    v.page.goto("about:blank")
    v.context.set_offline(False)
    v.page.goto(v.address + "/clients/")
    expect(v.page).to_have_url(re.compile("/account/login/"))


def test_after_signing_out_the_app_shows_unsent_work(claire):
    v = claire
    [(company, name)] = companies(v, 1)
    v.context.set_offline(True)
    write_report(v, company, "Attend mon retour").page.click("#finish")
    v.page.wait_for_selector("arpent-today")
    open_route(v, "snapshot")
    v.page.click(SIGN_OUT)
    for _ in range(2):
        v.page.wait_for_selector("text=1 saisie attend votre retour")
        v.expect_text("Déconnecté.")
        v.expect_no_text("Aucun rendez-vous")
        v.expect_no_text(name)
        open_field(v)
    assert findings(v) == []
    v.context.set_offline(False)
    v.page.click("text=Se reconnecter")
    v.page.fill("[name=login]", "claire@fluviane.example")
    v.page.fill("[name=password]", "pompe-vanne-lyon")
    v.page.click("main form button.btn-primary")
    v.page.wait_for_url("**/field/**")
    wait_until_idle(v)
    wait_until_sent(v)
    wait_until(v, f"() => {MODEL}?.session.phase === 'ready'")


def test_each_reason_for_no_answer_is_shown(claire):
    v = claire
    html = {"content_type": "text/html", "body": "<h1>…</h1>"}
    answers = {f"erreur {status}": {"status": status, **html} for status in (500, 502, 503, 504)}
    answers["portail"] = {"status": 200, **html}
    answers["(portail) "] = {"status": 302, "headers": {"Location": "http://portail.example/"}}
    answers["session est terminée"] = {"status": 401, "json": {"stored": False}}
    open_route(v, "to-send")
    status = v.page.locator("main [role=status]")
    for words, answer in answers.items():
        v.page.route("**/sync/v1/state", partial(lambda answer, route: route.fulfill(**answer), answer))
        v.page.route("**/sync/v1/devices", lambda route: route.fulfill(status=403))
        v.page.evaluate(f"{MODEL}.sync.run(true)")
        wait_until_idle(v)
        expect(status).to_contain_text(words.strip("() "), use_inner_text=True)
        expect(status).not_to_contain_text("Pas de réseau", use_inner_text=True)
        if "session" not in words:
            expect(status).to_contain_text("Dernier échange réussi à", use_inner_text=True)
        v.page.unroute("**/sync/v1/state")
    v.page.unroute("**/sync/v1/devices")
    v.context.set_offline(True)
    v.page.evaluate(f"{MODEL}.sync.run(true)")
    wait_until_idle(v)
    expect(status).to_contain_text("Pas de réseau", use_inner_text=True)
    v.context.set_offline(False)
    v.page.evaluate(f"{MODEL}.sync.run(true)")
    wait_until_idle(v)
    expect(status).to_have_text("", use_inner_text=True)


def test_a_conflict_resolved_at_the_desk_leaves_the_phone(claire):
    v = claire
    [(company, _name)] = companies(v, 1)
    write_report(v, company, "Première version").page.click("#finish")
    v.page.wait_for_selector("arpent-today")
    wait_until_sent(v)
    visit = v.page.evaluate(f"async () => (await {MODEL}.outbox.sent()).at(-1).id")
    post = f"""async ([id, company]) => {{ const m = {MODEL}, known = await m.outbox.record(id);
      await m.outbox.database.write(['records'], async (tx) => tx.objectStore('records').put({{ ...known, revision: 0 }}));
      await m.outbox.post('visit', id, {{ ...known.body, satisfaction: 99 }}, 'Avis impossible'); await m.refresh(); await m.sync.run(); }}"""
    v.page.evaluate(post, [visit, company])
    wait_until_sent(v)
    expect(v.page.locator("#state")).to_have_text("1 à régler")
    open_route(v, "to-send")
    v.page.click("text=Régler en ligne")
    v.page.click("text=Ignorer")
    v.page.wait_for_url("**/sync/")
    open_field(v)
    # What the phone stored says "1 à régler" until the server has answered.
    wait_until(v, f"async () => !(await {MODEL}.outbox.openVersions()).length")
    expect(v.page.locator("#state")).to_have_text("")


def test_the_day_follows_the_servers_clock_and_today_shows_the_clock_error(claire):
    v = claire
    v.page.add_init_script(CLOCK_A_DAY_SLOW)
    v.page.reload()
    wait_until(v, f"() => !!{MODEL} && {MODEL}.session.phase === 'ready' && {MODEL}.session.clockIsWrong")
    for offline in (False, True):
        v.context.set_offline(offline)
        open_field(v)
        v.page.wait_for_selector("text=elle retarde de 1 jour")
        today = dt.datetime.now(ZoneInfo("Europe/Paris")).date().isoformat()
        shown = v.page.evaluate(
            f"() => new Intl.DateTimeFormat('sv-SE', {{ timeZone: 'Europe/Paris' }}).format({MODEL}.session.now())"
        )
        assert shown == today


def test_the_heading_of_a_page_is_not_hidden_under_the_top_bar(claire):
    v = claire
    for path in ("clients", "to-send", "snapshot", ""):
        v.page.evaluate("scrollTo({ top: 400, behavior: 'instant' })")
        open_route(v, path)
        assert v.page.evaluate("scrollY") == 0, path
