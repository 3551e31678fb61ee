"""Endpoints of devices: authentication, responses, what stays on the device."""

import base64
import hashlib
import json
from uuid import UUID

import pytest
from django.test import Client

from arpent.clients.testing import make_company
from arpent.kernel.ids import new_id
from arpent.people.testing import NOON, picture_bytes
from arpent.sync.actions.conflict_resolution import drop_version
from arpent.sync.actions.devices import revoke_device
from arpent.sync.actions.policy import save_policy
from arpent.sync.models import Device, Submission
from arpent.sync.testing import Phone
from arpent.visits.actions.visits import save_visit
from arpent.visits.testing import report_body
from tests.shared_rows import shared_rows

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@shared_rows
def phone(cast):
    return Phone(cast.owner)


def envelope(body, **answer):
    usual = {"base_revision": 0, "seq": 1, "captured_at": NOON.isoformat(), "sent_at": NOON.isoformat(), "schema": 1}
    return {**usual, **answer, "body": body}


def put(client, phone, data, key=None, kind="visit", **headers):
    key = key or new_id()
    auth = {"Authorization": f"Bearer {phone.token}", **headers}
    return client.put(f"/sync/v1/{kind}/{key}", json.dumps(data), content_type="application/json", headers=auth), key


def test_an_answer_repeats_the_id_and_says_stored(client, cast, phone):
    response, key = put(client, phone, envelope(report_body(make_company(cast.owner).pk)))
    answer = response.json()
    assert (response.status_code, answer["id"], answer["stored"], answer["revision"], answer["state"]) == (
        201,
        str(key),
        True,
        1,
        "applied",
    )
    again, _ = put(client, phone, envelope(report_body(make_company(cast.owner, "B").pk)), key)
    assert (again.status_code, again.json()["revision"]) == (200, 2), "its own phone wrote what it writes over"


def test_a_session_alone_writes_nothing_and_a_token_alone_reads_nothing(login, cast, phone):
    body = envelope(report_body(make_company(cast.owner).pk))
    signed = login(cast.owner)
    assert (
        signed.put(f"/sync/v1/visit/{new_id()}", json.dumps(body), content_type="application/json").status_code == 401
    )
    response = Client().get("/sync/v1/snapshot/tour", headers={"Authorization": f"Bearer {phone.token}"})
    assert response.status_code == 302


def test_a_revoked_phone_gets_an_answer_that_says_so(client, cast, phone):
    revoke_device(device_id=phone.device.pk, by=cast.manager, at=NOON)
    response, _ = put(client, phone, envelope({}))
    assert (response.status_code, response.json()["revoked"], response.json()["stored"]) == (401, True, False)


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        "x",
        {"body": 3},
        {**envelope({}), "seq": "1"},
        {**envelope({}), "captured_at": "hier"},
        {**envelope({}), "seq": True},
    ],
)
def test_a_broken_envelope_stays_on_the_phone(client, cast, phone, data):
    response, _ = put(client, phone, data)
    assert (response.status_code, response.json()["stored"]) == (422, False)
    assert not Submission.objects.visible_to(cast.owner).exists()


def test_an_unknown_kind_stays_on_the_phone(client, phone):
    response, _ = put(client, phone, envelope({}), kind="hologram")
    assert (response.status_code, response.json()["stored"]) == (404, False)


def test_a_photo_is_stored_when_its_hash_is_right(client, cast, phone):
    company, content = make_company(cast.owner), picture_bytes()
    body = {"company": str(company.pk), "kind": "photo", "type": "image/jpeg", "taken_at": NOON.isoformat()}

    def send(sha):
        answer = base64.b64encode(json.dumps(envelope(body, sha256=sha)).encode()).decode()
        headers = {"Authorization": f"Bearer {phone.token}", "X-Arpent-Envelope": answer}
        return client.put(f"/sync/v1/file/{new_id()}", content, content_type="image/jpeg", headers=headers)

    assert send("0" * 64).status_code == 422
    assert send(hashlib.sha256(content).hexdigest()).json()["state"] == "applied"


def test_a_phone_gets_the_epoch_the_missing_submissions_and_its_clock_skew(client, phone):
    answer = {"sent_at": NOON.isoformat(), "highest": 3, "pending": [{"seq": 2, "at": NOON.isoformat()}]}
    response = client.post(
        "/sync/v1/state",
        json.dumps(answer),
        content_type="application/json",
        headers={"Authorization": f"Bearer {phone.token}"},
    )
    answer = response.json()
    assert answer["missing"] == [1, 3]
    assert len(answer["epoch"]) == 32
    assert isinstance(answer["clock"], int)


def test_the_snapshot_contains_what_the_person_sees_and_prices_only_when_allowed(login, cast):
    make_company(cast.owner, "Canari Pompes")
    make_company(cast.stranger, "Ailleurs")
    signed = login(cast.owner)
    names = [row[1] for row in signed.get("/sync/v1/snapshot/index").json()["rows"]]
    assert names == ["Canari Pompes"]
    assert [s["name"] for s in signed.get("/sync/v1/snapshot/0").json()["records"].values()] == ["Canari Pompes"]
    assert signed.get("/sync/v1/snapshot/prices").json() == {"lists": []}
    save_policy(by=cast.administrator, at=NOON, values={"prices": True})
    assert "day" in signed.get("/sync/v1/snapshot/prices").json()
    tour = signed.get("/sync/v1/snapshot/tour").json()
    assert tour["policy"] == {"prices": True, "margins": False, "expiry_days": 7}
    assert signed.get("/sync/v1/snapshot/x").status_code == 404


def test_margins_are_included_only_with_prices(cast):
    assert not save_policy(by=cast.administrator, at=NOON, values={"prices": False, "margins": True}).margins


def test_a_phone_enrols_itself_with_a_session(login, cast):
    answer = login(cast.owner).post("/sync/v1/devices", headers={"User-Agent": "Mozilla Android 15 Chrome/150"}).json()
    assert answer["person"] == str(cast.owner.pk)
    assert len(answer["token"]) > 30


def test_revoking_a_phone_ends_the_sign_in_it_reads_with(login, cast):
    signed = login(cast.owner)
    device = signed.post("/sync/v1/devices").json()["device"]
    assert signed.get("/sync/v1/snapshot/tour", headers={"X-Arpent-Device": device}).status_code == 200
    revoke_device(device_id=UUID(device), by=cast.manager, at=NOON)
    assert signed.get("/sync/v1/snapshot/tour").status_code == 302


def test_a_phone_gets_the_state_of_the_versions_it_believes_open(client, cast):
    company, phone, key = make_company(cast.owner), Phone(cast.owner), new_id()
    phone.send(report_body(company.pk, said="un"), key)
    save_visit(visit_id=key, by=cast.owner, at=NOON, body=report_body(company.pk, said="bureau"))
    version = phone.send(report_body(company.pk, said="téléphone"), key).version
    drop_version(version_id=version.pk, by=cast.owner, at=NOON)
    answer = {"sent_at": NOON.isoformat(), "open": [str(version.pk), "no id", str(new_id()), {}]}
    acknowledged = client.post(
        "/sync/v1/state", answer, "application/json", headers={"Authorization": f"Bearer {phone.token}"}
    ).json()
    assert [(s["version"], s["state"], s["revision"]) for s in acknowledged["states"]] == [
        (str(version.pk), "dropped", 0)
    ]


def test_a_phone_gets_nothing_of_versions_of_somebody_else(client, cast):
    theirs = Phone(cast.mate).send(report_body(make_company(cast.mate).pk, satisfaction=9)).version
    answer = {"sent_at": NOON.isoformat(), "open": [str(theirs.pk)]}
    token = Phone(cast.manager).token
    acknowledged = client.post(
        "/sync/v1/state", answer, "application/json", headers={"Authorization": f"Bearer {token}"}
    ).json()
    assert acknowledged["states"] == []


def test_a_browser_learns_whose_session_it_has(client, login, cast):
    assert client.get("/sync/v1/session").json()["person"] == ""
    assert login(cast.owner).get("/sync/v1/session").json()["person"] == str(cast.owner.pk)


def test_a_phone_is_named_by_its_model(login, cast):
    agent = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
    login(cast.owner).post("/sync/v1/devices", headers={"User-Agent": agent, "X-Arpent-Model": "Pixel 7"})
    assert Device.objects.visible_to(cast.owner).get().name == "Pixel 7 · Android · Chrome"
