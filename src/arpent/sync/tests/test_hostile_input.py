"""Hostile bodies: each ends stored and answered, or refused as no envelope; never an error of ours, always readable and
resolvable.
"""

import base64
import hashlib
import io
import json

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arpent.clients.testing import make_company
from arpent.kernel.ids import new_id
from arpent.people.testing import NOON, picture_bytes
from arpent.sync.actions.conflict_resolution import drop_version
from arpent.sync.models import SubmissionVersion
from arpent.sync.rules.commands import COMMANDS
from arpent.sync.rules.version_state import OPEN, State
from arpent.sync.testing import Phone
from arpent.sync.tests.test_api import envelope
from arpent.visits.testing import report_body
from tests.campaigns import examples

pytestmark = pytest.mark.django_db
# Twenty times this many in all.
EXAMPLES = examples(4, 100)
FIELDS = (
    "company",
    "visit",
    "deal",
    "form",
    "family",
    "list",
    "appointment",
    "record",
    "what",
    "kind",
    "type",
    "caption",
    "said",
    "started_at",
    "ended_at",
    "taken_at",
    "answered_at",
    "confirmed_at",
    "next_step_on",
    "satisfaction",
    "met",
    "left",
    "answers",
    "name",
    "postcode",
    "lat",
    "lon",
    "siren",
    "last_name",
    "email",
    "quantity",
    "budget",
    "text",
    "due_on",
    "deal_title",
    "title",
    "lines",
    "moves",
    "dropped",
    "day",
    "aim_reached",
    "deadline_on",
)
DEEP = "[" * 1500 + "]" * 1500
RAW = st.sampled_from(
    [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "9" * 40,
        "9" * 5000,
        "-0",
        "1E-400",
        "null",
        "true",
        '""',
        '"\\u0000"',
        '"\\ud83d"',
        '"\\udc00x"',
        DEEP,
        '{"a":' * 900 + "1" + "}" * 900,
        '"' + "x" * 20_000 + '"',
        '"0001-01-01T00:00:00+14:00"',
        '"9999-12-31T23:59:59-14:00"',
        '"9999-12-31"',
        '"0001-01-01"',
        "[[]]",
        '[{"id":3}]',
        '[{"kind":[],"label":{},"quantity":"1e9","on":9}]',
        '{"a":{"b":[1,{}]}}',
        "[1,2]",
        "{}",
        '"2026-11-24T10:00:00"',
        '"2026-11-24T10:00:00+00:00"',
        "3",
        "1.5",
        '"../../etc/passwd"',
        '"<script>"',
    ]
)
MOMENTS = st.sampled_from(
    [
        "2026-11-24T11:00:00+00:00",
        "0001-01-01T00:00:00+00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:00:00-05:00",
    ]
)
BODIES = st.lists(st.tuples(st.sampled_from(FIELDS), RAW), max_size=8)


def text_of(company, pairs, captured, sent, **more):
    """Return an envelope as a text: JSON that Python's own writer would not write, duplicate keys included."""
    fields = [f'"company": "{company.pk}"', *(f'"{k}": {v}' for k, v in pairs)]
    answer = {"base_revision": 0, "seq": 1, "captured_at": captured, "sent_at": sent, "schema": 1, **more}
    return json.dumps(answer)[:-1] + ', "body": {' + ", ".join(fields) + "}}"


def check_resolvable(client, cast):
    """Every version is listed, shown, and can be set aside."""
    assert client.get("/sync/").status_code == 200
    for version in SubmissionVersion.objects.visible_to(cast.owner):
        assert client.get(f"/sync/versions/{version.pk}/").status_code == 200
        if State(version.state) in OPEN:
            posted = client.post(f"/sync/versions/{version.pk}/", {"from_said": "submitted"})
            assert posted.status_code in (302, 422)
            version.refresh_from_db()
        if State(version.state) in OPEN:
            drop_version(version_id=version.pk, by=cast.owner, at=NOON)
    SubmissionVersion.objects.visible_to(cast.owner).delete()


@pytest.fixture
def setting(login, cast):
    company, phone = make_company(cast.owner), Phone(cast.owner)
    return login(cast.owner), cast, company, phone


HOSTILE = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("kind", [c.kind for c in COMMANDS.values()])
@HOSTILE
@given(pairs=BODIES, captured=MOMENTS, sent=MOMENTS)
def test_a_hostile_body_is_stored_and_answered(setting, kind, pairs, captured, sent):
    client, cast, company, phone = setting
    content = picture_bytes() if kind == "file" else None
    sha = hashlib.sha256(content).hexdigest() if content else ""
    text, key = text_of(company, pairs, captured, sent, sha256=sha).encode(), new_id()
    headers = {"Authorization": f"Bearer {phone.token}"}
    if content:
        headers["X-Arpent-Envelope"] = base64.b64encode(text).decode()
    response = client.put(f"/sync/v1/{kind}/{key}", content or text, content_type="application/json", headers=headers)
    answer = response.json()
    assert response.status_code in (200, 201), (response.status_code, answer)
    assert (answer["id"], answer["stored"]) == (str(key), True)
    assert answer["state"] == "applied" or answer["sentence"]
    check_resolvable(client, cast)


@pytest.mark.parametrize("part", range(5))
@HOSTILE
@given(
    pairs=st.lists(
        st.tuples(st.sampled_from(["pending", "highest", "first", "former", "persisted", "app", "x"]), RAW), max_size=6
    ),
    sent=MOMENTS,
    row=st.lists(st.tuples(st.sampled_from(["seq", "kind", "label", "at", "problem"]), RAW), max_size=5),
)
def test_a_hostile_state_is_answered(setting, part, pairs, sent, row):
    client, _cast, _company, phone = setting
    rows = "[{" + ", ".join(f'"{k}": {v}' for k, v in row) + "}]"
    text = "{" + ", ".join([f'"sent_at": "{sent}"', f'"pending": {rows}', *(f'"{k}": {v}' for k, v in pairs)]) + "}"
    headers = {"Authorization": f"Bearer {phone.token}"}
    response = client.post("/sync/v1/state", text.encode(), content_type="application/json", headers=headers)
    assert response.status_code == 200
    assert client.get("/sync/").status_code == 200


@pytest.mark.parametrize("kind", ["visit", "company", "need", "quote", "shift"])
@HOSTILE
@given(pairs=BODIES, captured=MOMENTS)
def test_a_hostile_submission_in_an_exported_file_is_stored(setting, kind, pairs, captured):
    client, cast, company, _phone = setting
    rows = [
        text_of(company, pairs, captured, captured, id=str(new_id()), kind=kind),
        text_of(company, [], captured, captured),
    ]
    text = f'{{"arpent": 1, "person": "{cast.owner.pk}", "submissions": [{",".join(rows)}], "files": {{}}}}'
    file = io.BytesIO(text.encode())
    file.name = "arpent.json"
    assert client.post("/sync/file", {"file": file}).status_code == 302
    assert SubmissionVersion.objects.visible_to(cast.owner).count() == 1
    check_resolvable(client, cast)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"NaN",
        b"[" * 100_000,
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"body": NaN}',
        b'"x"',
        b"9" * 5000,
        b'{"body":{}' + b',"a":[' * 5000,
    ],
)
@pytest.mark.parametrize("address", ["/sync/v1/state", "/sync/v1/visit/0192d3c4-0000-7000-8000-000000000001"])
def test_what_is_no_envelope_stays_on_the_phone(setting, address, data):
    client, cast, _company, phone = setting
    send = client.post if address.endswith("state") else client.put
    response = send(address, data, content_type="application/json", headers={"Authorization": f"Bearer {phone.token}"})
    assert (response.status_code, response.json()["stored"]) == (422, False)
    assert not SubmissionVersion.objects.visible_to(cast.owner).exists()


def test_a_version_that_was_stored_with_a_moment_beyond_all_zones_can_be_read(setting):
    client, cast, company, phone = setting
    version = phone.send(report_body(company.pk, satisfaction=9)).version
    SubmissionVersion.objects.visible_to(cast.owner).filter(pk=version.pk).update(
        body={**version.body, "started_at": "9999-12-31T23:59:59+00:00", "met": 3, "left": {"a": 1}},
        skew_seconds=2**31 - 1,
    )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("UPDATE sync_submissionversion SET captured_at = '9999-12-31 23:59:59' WHERE 1")
    assert client.get(f"/sync/versions/{version.pk}/").status_code == 200


def test_a_number_that_no_database_can_store_is_refused_with_a_sentence_and_stored_as_sent(setting):
    client, cast, company, phone = setting
    text = json.dumps(envelope({**report_body(company.pk), "need": "X"})).replace('"X"', "1e999")
    response = client.put(
        f"/sync/v1/visit/{new_id()}",
        text,
        content_type="application/json",
        headers={"Authorization": f"Bearer {phone.token}"},
    )
    assert (response.json()["state"], response.json()["stored"]) == ("refused", True)
    assert SubmissionVersion.objects.visible_to(cast.owner).get().body["need"] == "1e999"
