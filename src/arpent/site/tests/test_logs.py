"""Logs say who was refused what, and never hold what would open something."""

import io
import json
import logging
from types import SimpleNamespace

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from gunicorn.config import Config

from arpent.accounts.actions.members import change_person
from arpent.clients.testing import make_company
from arpent.deals.actions.information_requests import create_request, link_token
from arpent.deals.testing import make_deal
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.offers.models import OfferVersion
from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.portal.queries.access import get_link_token
from arpent.offers.testing import add_line, make_offer
from arpent.people.testing import NOON, PASSWORD
from arpent.site.gunicorn_logs import GunicornLogger
from arpent.site.logs import HIDDEN, hide_secrets
from arpent.sync.actions.devices import enrol_device, revoke_device
from arpent.web.security_log import keyed_hash


@pytest.fixture
def lines(monkeypatch):
    """What the console gets, as an installation writes it."""
    stream = io.StringIO()
    console = next(h for h in logging.getLogger().handlers if h.get_name() == "console")
    monkeypatch.setattr(console, "stream", stream)
    return stream.getvalue


@pytest.fixture
def security_events(caplog):
    """Return the events of the security log as (event, facts)."""
    caplog.set_level(logging.INFO, "arpent.security")

    def read():
        found = [json.loads(r.getMessage()) for r in caplog.records if r.name == "arpent.security"]
        caplog.clear()
        return found

    return read


def routes(patterns=None, prefix=""):
    for p in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(p, URLResolver):
            yield from routes(p.url_patterns, prefix + str(p.pattern))
        elif isinstance(p, URLPattern):
            yield prefix + str(p.pattern), p


SECRET = "c3VyLWxhLXJvdXRl-tres-secret"


def test_every_address_that_carries_a_secret_is_rewritten():
    secret = [r for r, p in routes() if {"token", "key", "uidb36"} & set(p.pattern.regex.groupindex)]
    secret = [r for r in secret if "<uuid:key>" not in r]  # the id of a phone's record opens nothing
    assert len(secret) >= 8, secret
    for route in secret:
        for part in ("<str:token>", "(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)", "(?P<key>[-:\\w]+)"):
            route = route.replace(part, SECRET)
        path = "/" + route.replace("^", "").replace("$", "")
        assert SECRET in path, path
        assert SECRET not in hide_secrets(f"Not Found: {path}"), path


@pytest.mark.parametrize(
    "line",
    [
        f"GET /start/?code={SECRET} HTTP/1.1",
        f"https://arpent.example/offers/read/{SECRET}/seen?x=1",
        f"/Offers/Read/{SECRET}",
        f"/offers//read//{SECRET}",
        f"/offers/read%2F{SECRET}",
        f"/deals/answer/{SECRET}?kept=1",
        f"/account/password/reset/key/1a-{SECRET}/",
        f"of a link: {'0f' * 16}:{SECRET}",
    ],
)
def test_a_secret_is_hidden_however_its_address_is_written(line):
    assert SECRET not in hide_secrets(line) and HIDDEN in hide_secrets(line)


def test_what_opens_nothing_is_left_readable():
    line = "Not Found: /clients/0192f0c1-7c5e-7d5a-8f00-1234567890ab/ ?page=2"
    assert hide_secrets(line) == line


def test_no_line_contains_a_token_at_404_410_422_and_500(cast, client, lines, settings, monkeypatch):
    offer = make_offer(cast.owner)
    add_line(cast.owner, offer, label="Pompe", price="100", cost="50")
    token = get_link_token(send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand"))
    request_token = link_token(
        create_request(
            deal_id=make_deal(cast.owner).pk,
            by=cast.owner,
            at=NOON,
            values={"whom": "technical", "name": "B", "question": "?", "due_on": NOON.date()},
        )
    )
    url, other = reverse("offers:portal", args=[token]), reverse("deals:answer", args=[request_token])
    statuses = [
        client.get(url + "x").status_code,
        client.get(reverse("offers:portal", args=[token + "x"])).status_code,
        client.post(url, {"name": "x"}).status_code,
        client.post(other, {"answer": ""}).status_code,
        client.put(url).status_code,
        client.get(f"/start/?code={token}", HTTP_HOST="elsewhere.example").status_code,
    ]
    OfferVersion.objects.visible_to(cast.owner).update(state="replaced")
    statuses.append(client.get(url).status_code)

    def broken(**_):
        raise RuntimeError(f"no luck with {token}")

    monkeypatch.setattr("arpent.offers.portal.web.views.resolve_link", broken)
    client.raise_request_exception = False
    statuses.append(client.get(url).status_code)
    assert statuses == [404, 404, 422, 422, 405, 400, 410, 500]
    written = lines()
    assert "Traceback" in written and "Not Found" in written and "Gone" in written
    for secret in (token, request_token, token.split(":")[1], request_token.split(":")[1]):
        assert secret not in written


def test_gunicorn_writes_no_token_either(tmp_path):
    config = Config()
    config.set("accesslog", str(tmp_path / "access.log"))
    config.set("errorlog", str(tmp_path / "error.log"))
    log = GunicornLogger(config)
    path = f"/offers/read/{SECRET}/"
    environ = {
        "RAW_URI": path,
        "REQUEST_METHOD": "GET",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": f"http://x{path}",
    }
    reply = SimpleNamespace(status="404 Not Found", sent=10, headers=[])
    request_token = SimpleNamespace(headers=[])
    duration = SimpleNamespace(seconds=0, microseconds=1)
    log.access(reply, request_token, environ, duration)
    try:
        raise RuntimeError(path)
    except RuntimeError:
        log.exception("Error handling request %s", path)
    written = (tmp_path / "access.log").read_text() + (tmp_path / "error.log").read_text()
    assert "404" in written and "Traceback" in written and SECRET not in written


def test_a_failed_sign_in_is_logged_without_the_address_that_was_typed(cast, client, security_events):
    for _ in range(6):
        client.post("/account/login/", {"login": cast.owner.email, "password": "faux-mot-de-passe"})
    events = security_events()
    assert [e["event"] for e in events] == ["sign_in_failed"] * 5 + ["locked_out"]
    assert {e["login"] for e in events} == {keyed_hash(cast.owner.email)} and {e["address"] for e in events} == {
        "127.0.0.1"
    }
    assert "firm.example" not in json.dumps(events) and "faux" not in json.dumps(events)


def test_a_sign_in_and_its_end_are_logged(cast, client, security_events):
    cast.owner.set_password(PASSWORD)
    cast.owner.save()
    client.post("/account/login/", {"login": cast.owner.email, "password": PASSWORD})
    client.post("/account/logout/")
    assert [(e["event"], e["person"]) for e in security_events()] == [
        ("signed_in", str(cast.owner.pk)),
        ("signed_out", str(cast.owner.pk)),
    ]


def test_a_refused_permission_and_anothers_record_are_logged(cast, login, security_events):
    company = make_company(cast.owner)
    client = login(cast.stranger)
    security_events()
    client.get(reverse("accounts:people"))
    client.get(reverse("clients:company", args=[company.pk]))
    right, record = security_events()
    assert (right["event"], right["page"], right["person"]) == ("not_allowed", "accounts:people", str(cast.stranger.pk))
    assert (record["event"], record["url_company_id"]) == ("not_found", str(company.pk))


def test_changes_of_access_and_of_phones_are_logged(cast, security_events):
    change_person(person_id=cast.mate.pk, by=cast.administrator, at=NOON, role="manager", team_id=None, is_active=True)
    device, _token = enrol_device(by=cast.owner, at=NOON, name="Android")
    revoke_device(device_id=device.pk, by=cast.owner, at=NOON)
    changed, enrolled, revoked = security_events()
    assert (changed["event"], changed["former"], changed["role"]) == ("access_changed", "negotiator", "manager")
    assert (enrolled["event"], revoked["event"]) == ("device_enrolled", "device_revoked")
    assert _token not in json.dumps(enrolled)


def test_an_undone_change_of_access_is_logged(cast, security_events):
    change_person(person_id=cast.mate.pk, by=cast.administrator, at=NOON, role="manager", team_id=None, is_active=True)
    operation = Operation.objects.visible_to(cast.administrator).get(kind="accounts.change")
    security_events()
    undo_operation(operation_id=operation.pk, by=cast.administrator, at=NOON)
    [event] = security_events()
    assert (event["event"], event["undone"], event["by"]) == (
        "access_changed",
        "accounts.change",
        str(cast.administrator.pk),
    )


def test_an_unknown_phone_is_logged_without_its_token(db, client, security_events):
    client.post(
        reverse("sync:state"), "{}", content_type="application/json", headers={"Authorization": f"Bearer {SECRET}"}
    )
    [event] = security_events()
    assert (event["event"], event["reason"]) == ("device_refused", "unknown") and SECRET not in json.dumps(event)


def test_a_line_is_one_line_whatever_was_typed(cast, client, security_events, lines):
    client.post("/account/login/", {"login": "a\nWARNING forged@firm.example", "password": "x"})
    assert "forged" not in lines()
