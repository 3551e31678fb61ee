"""A database that is busy or away, a full disk: a sentence with the status 503 and a way to try again, never a bare
500.
"""

import errno
import json
import re
import sqlite3
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError

from arpent.site.web import failures

pytestmark = pytest.mark.postgresql


def sqlite_error(code, text="database is locked"):
    cause = sqlite3.OperationalError(text)
    cause.sqlite_errorcode = code
    error = OperationalError(text)
    error.__cause__ = cause
    return error


def postgresql_error(state, kind=OperationalError):
    cause = Exception("server")
    cause.sqlstate = state
    error = kind("server")
    error.__cause__ = cause
    return error


BUSY = sqlite_error(sqlite3.SQLITE_BUSY)
FULL = sqlite_error(sqlite3.SQLITE_FULL, "database or disk is full")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BUSY, "site.base_busy"),
        (FULL, "site.disk_full"),
        (sqlite_error(sqlite3.SQLITE_READONLY), "site.disk_full"),
        (sqlite_error(sqlite3.SQLITE_IOERR | (13 << 8)), "site.base_away"),
        (OSError(errno.ENOSPC, "No space left on device"), "site.disk_full"),
        (postgresql_error("53100"), "site.disk_full"),
        (postgresql_error("55P03"), "site.base_busy"),
        (postgresql_error("57P01"), "site.base_away"),
        (postgresql_error(None), "site.base_away"),
        (InterfaceError("connection already closed"), "site.base_away"),
    ],
)
def test_each_failure_is_known_by_what_the_database_or_the_system_says(error, code):
    assert failures.read_failure(error).code == code


@pytest.mark.parametrize(
    "error",
    [
        ValueError("bug"),
        OSError(errno.ENOENT, "no file"),
        ProgrammingError("syntax"),
        sqlite_error(sqlite3.SQLITE_ERROR, "no such table"),
        postgresql_error("42P01", ProgrammingError),
        None,
    ],
)
def test_a_bug_looks_like_a_bug(error):
    assert failures.read_failure(error) is None


def test_an_error_of_the_disk_without_room_is_a_full_disk(monkeypatch):
    monkeypatch.setattr(failures, "_has_no_room", lambda: True)
    assert failures.read_failure(sqlite_error(sqlite3.SQLITE_IOERR)).code == "site.disk_full"


@pytest.fixture
def broken(cast, login, monkeypatch):
    """A client of a signed-in person, and a way to have the form of a company fail."""
    client = login(cast.owner)
    client.raise_request_exception = False

    def fail(error):
        def raise_it(**_):
            raise error

        monkeypatch.setattr("arpent.clients.web.company_views.create_company", raise_it, raising=True)
        return client

    return fail


NEW = "/clients/new"
COMPANY = {
    "name": "Pompes & <Vannes>",
    "relationship": "prospect",
    "city": "Lyon",
    "postcode": "69003",
    "notes": "ligne 1\r\nligne 2",
}


@pytest.mark.parametrize(("error", "word"), [(BUSY, "occupée"), (FULL, "disque")])
def test_a_form_that_cannot_be_saved_is_answered_with_a_sentence_and_can_be_posted_again(broken, error, word):
    client = broken(error)
    answer = client.post(NEW, urlencode(COMPANY), FORM)
    text = answer.content.decode()
    assert answer.status_code == 503 and int(answer["Retry-After"]) > 0
    assert word in text and "Réessayer" in text
    assert 'name="name" value="Pompes &amp; &lt;Vannes&gt;"' in text and "ligne 2" in text
    assert f'action="{NEW}"' in text and re.search(r'name="csrfmiddlewaretoken" value="\w+"', text)


def test_the_sentence_is_in_the_reader_s_language(broken, cast):
    cast.owner.language = "en"
    cast.owner.save()
    assert "busy" in broken(BUSY).post(NEW, urlencode(COMPANY), FORM).content.decode()


def test_a_fragment_gets_a_toast_and_a_script_gets_json(broken):
    client = broken(BUSY)
    toast = client.post(NEW, urlencode(COMPANY), FORM, headers={"HX-Request": "true"})
    assert toast.status_code == 503 and toast["HX-Retarget"] == "#toasts" and "occupée" in toast.content.decode()
    answer = client.post(NEW, urlencode(COMPANY), FORM, headers={"Accept": "application/json"})
    assert answer.status_code == 503 and "occupée" in json.loads(answer.content)["sentence"]


def test_a_phone_gets_no_receipt_for_a_submission_that_is_not_stored(client, db, monkeypatch):
    def locked(**_):
        raise BUSY

    monkeypatch.setattr("arpent.sync.web.api_views.find_device", locked)
    client.raise_request_exception = False
    answer = client.put(
        "/sync/v1/visit/01890000-0000-7000-8000-000000000001", "{}", headers={"Authorization": "Bearer x"}
    )
    assert answer.status_code == 503 and json.loads(answer.content)["stored"] is False


def test_a_password_is_never_shown_in_a_page(client, cast, monkeypatch):
    client.raise_request_exception = False
    cast.owner.set_password("cheval-agrafe-batterie")
    cast.owner.save()
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", raiser(FULL))
    answer = client.post("/account/login/", {"login": cast.owner.email, "password": "cheval-agrafe-batterie"})
    text = answer.content.decode()
    assert answer.status_code == 503 and "disque" in text and "cheval" not in text and "Rouvrir la page" in text


def raiser(error):
    def fail(*_, **__):
        raise error

    return fail


def test_a_session_that_cannot_be_saved_after_the_view_is_answered_too(cast, login, monkeypatch):
    client = login(cast.owner)
    client.raise_request_exception = False
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", raiser(postgresql_error("57P03")))
    answer = client.get("/")
    assert answer.status_code == 503 and "ne répond pas" in answer.content.decode()


def test_health_says_that_pages_can_be_read(client, db, monkeypatch):
    assert client.get("/health").status_code == 200
    monkeypatch.setattr("arpent.site.web.views.connection", SimpleNamespace(cursor=raiser(OperationalError("away"))))
    assert client.get("/health").status_code == 503


def test_the_form_to_post_again_contains_no_file_no_secret_and_no_flood(rf):
    again = failures.fields_to_post_again
    assert again(rf.post("/x", {"a": ["1", "2"], "csrfmiddlewaretoken": "t"}, content_type=FORM)) is not None
    assert again(rf.get("/x")) is None
    assert again(rf.post("/account/login/", "a=1", content_type=FORM)) is None
    assert again(rf.post("/x", "new_password=1", content_type=FORM)) is None
    assert again(rf.post("/x", "a=" + "x" * 1_100_000, content_type=FORM)) is None
    assert again(rf.post("/x", {"file": "not read yet"})) is None
    assert again(rf.post("/x", "a=1&a=2&csrfmiddlewaretoken=t", content_type=FORM)) == [("a", "1"), ("a", "2")]


FORM = "application/x-www-form-urlencoded"
