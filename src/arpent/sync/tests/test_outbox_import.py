"""A phone that cannot send gives its outbox out as a file; the desk brings it in through the same door."""

import base64
import hashlib
import io
import json

import pytest

from arpent.clients.testing import make_company
from arpent.kernel.errors import NotFound
from arpent.kernel.ids import new_id
from arpent.people.testing import NOON, picture_bytes, refused
from arpent.sync.actions.devices import record_device_report
from arpent.sync.actions.outbox_import import import_outbox
from arpent.sync.models import SubmissionVersion
from arpent.sync.queries.sorting import list_alarms
from arpent.sync.rules.version_state import State
from arpent.sync.testing import Phone
from arpent.visits.testing import report_body

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def exported(person, *submissions, files=None):
    return json.dumps(
        {"arpent": 1, "person": str(person.pk), "submissions": list(submissions), "files": files or {}}
    ).encode()


def submission(body, kind="visit", **values):
    usual = {
        "seq": 1,
        "id": str(new_id()),
        "kind": kind,
        "base_revision": 0,
        "captured_at": NOON.isoformat(),
        "schema": 1,
        "sha256": "",
    }
    return {**usual, **values, "body": body}


def test_the_manager_imports_what_a_phone_could_not_send(cast):
    company, content = make_company(cast.owner), picture_bytes()
    sha = hashlib.sha256(content).hexdigest()
    visit = submission(report_body(company.pk))
    photo = submission(
        {"visit": visit["id"], "kind": "photo", "type": "image/jpeg", "taken_at": NOON.isoformat()},
        "file",
        seq=2,
        sha256=sha,
    )
    file = exported(cast.owner, visit, photo, files={sha: base64.b64encode(content).decode()})
    assert [r.state for r in import_outbox(by=cast.manager, at=NOON, content=io.BytesIO(file))[0]] == [
        State.APPLIED,
        State.APPLIED,
    ]
    assert {
        v.submission.person
        for v in SubmissionVersion.objects.visible_to(cast.owner).select_related("submission__person")
    } == {cast.owner}
    assert len(import_outbox(by=cast.owner, at=NOON, content=io.BytesIO(file))[0]) == 2
    assert SubmissionVersion.objects.visible_to(cast.owner).count() == 2, "what had come already is not stored twice"


def test_what_the_phone_sends_afterwards_is_known(cast):
    company, phone = make_company(cast.owner), Phone(cast.owner)
    sent = phone.write(report_body(company.pk))
    e = sent.envelope
    row = submission(e.body, id=str(sent.key), seq=e.seq, captured_at=e.captured_at.isoformat())
    import_outbox(by=cast.owner, at=NOON, content=io.BytesIO(exported(cast.owner, row)))
    assert sent.deliver().state == State.APPLIED
    assert SubmissionVersion.objects.visible_to(cast.owner).count() == 1


@pytest.mark.parametrize("role", ["mate", "stranger"])
def test_nobody_imports_submissions_they_may_not_write(cast, role):
    with pytest.raises(NotFound):
        import_outbox(by=getattr(cast, role), at=NOON, content=io.BytesIO(exported(cast.owner)))


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"submissions": 3, "person": "x"}'])
def test_another_file_says_what_it_is_not(cast, content):
    assert refused(lambda: import_outbox(by=cast.owner, at=NOON, content=io.BytesIO(content))) in (
        "sync.no_export",
        "not_found",
    )


def test_the_page_receives_a_file(login, cast):
    company, client = make_company(cast.owner), login(cast.owner)
    file = io.BytesIO(exported(cast.owner, submission(report_body(company.pk))))
    file.name = "arpent.json"
    assert client.post("/sync/file", {"file": file}).status_code == 302
    assert client.post("/sync/file", {"file": io.BytesIO(b"non")}).status_code == 422


def test_one_unreadable_submission_prevents_no_other(cast):
    company = make_company(cast.owner)
    file = exported(
        cast.owner,
        submission({}, "hologram"),
        submission(report_body(company.pk), id="x"),
        3,
        submission(report_body(company.pk)),
    )
    receipts, unread = import_outbox(by=cast.owner, at=NOON, content=io.BytesIO(file))
    assert ([r.state for r in receipts], unread) == ([State.APPLIED], 3)


def test_imported_submissions_are_no_longer_missing_from_their_phone(cast):
    company, phone = make_company(cast.owner), Phone(cast.owner)
    record_device_report(device=phone.device, report={"highest": 1, "pending": []}, sent_at=NOON, at=NOON)
    assert list_alarms(by=cast.manager, now=NOON)
    data = json.loads(exported(cast.owner, submission(report_body(company.pk)))) | {"device": phone.device.pk.hex}
    import_outbox(by=cast.manager, at=NOON, content=io.BytesIO(json.dumps(data).encode()))
    assert list_alarms(by=cast.manager, now=NOON) == []


def test_drafts_have_the_sequence_number_zero_and_are_replaced_when_finished(cast):
    company, phone, key = make_company(cast.owner), Phone(cast.owner), new_id()
    draft = submission(report_body(company.pk, said="pas fini"), seq=0, id=str(key))
    content = json.loads(exported(cast.owner, draft)) | {"device": str(phone.device.pk)}
    [receipt], unread = import_outbox(by=cast.owner, at=NOON, content=io.BytesIO(json.dumps(content).encode()))
    assert (receipt.state, unread) == (State.APPLIED, 0)
    assert phone.send(report_body(company.pk, said="fini"), key).state == State.APPLIED
    assert list_alarms(by=cast.owner, now=NOON) == []
    [again], _unread = import_outbox(by=cast.owner, at=NOON, content=io.BytesIO(json.dumps(content).encode()))
    assert again.version == receipt.version
