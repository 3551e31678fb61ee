"""Bytes from phones: only those that came with a version are its file, whatever it says; pictures lose their place."""

import base64
import hashlib
import io
import json

import pytest
from PIL import Image

from arpent.clients.testing import make_company
from arpent.kernel.ids import new_id
from arpent.people.testing import NOON, picture_bytes
from arpent.sync.actions.conflict_resolution import drop_version
from arpent.sync.actions.files import erase_bytes
from arpent.sync.models import SubmissionVersion
from arpent.sync.rules.version_state import State
from arpent.sync.testing import Phone
from arpent.sync.tests.test_api import envelope, put
from arpent.visits.models import Attachment
from arpent.visits.testing import report_body
from arpent.web.uploads import files_folder

pytestmark = pytest.mark.django_db
WEBM = (
    b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm" + b"\0" * 80
)


def about(kind="photo", media="image/jpeg", **where):
    return {"kind": kind, "type": media, "taken_at": NOON.isoformat(), **{k: str(v) for k, v in where.items()}}


def attachments(cast):
    return Attachment.objects.visible_to(cast.owner)


@pytest.mark.parametrize(
    "sha",
    [
        "../deals/0191",
        "/etc/passwd",
        "a" * 63,
        "a" * 65,
        "A" * 64,
        "g" * 64,
        "a" * 64 + "\n",
        7,
        ["a" * 64],
        {"a": 1},
        True,
    ],
)
def test_a_hash_is_64_hexadecimal_digits_or_nothing(client, cast, company, phone, sha):
    response, _key = put(client, phone, envelope(about(company=company.pk), sha256=sha), kind="file")
    assert (response.status_code, response.json()["stored"]) == (422, False)
    assert not SubmissionVersion.objects.visible_to(cast.owner).exists()


def test_a_file_without_its_bytes_is_refused_immediately(client, cast, company, phone):
    sha = hashlib.sha256(picture_bytes()).hexdigest()
    for sent in (sha, ""):
        response, _key = put(client, phone, envelope(about(company=company.pk), sha256=sent), kind="file")
        assert (response.status_code, response.json()["error"]) == (422, "sync.bytes_missing")
    assert not SubmissionVersion.objects.visible_to(cast.owner).exists()


def test_naming_a_true_hash_without_sending_the_bytes_attaches_nothing(client, cast, company, phone):
    content, theirs = picture_bytes(), make_company(cast.stranger, "Ailleurs")
    assert Phone(cast.stranger).send(about(company=theirs.pk), kind="file", content=content).state == State.APPLIED
    sha = hashlib.sha256(content).hexdigest()
    put(client, phone, envelope(about(visit=new_id()), sha256=sha), kind="file")
    sent = base64.b64encode(json.dumps(envelope(about(company=company.pk), sha256=sha)).encode()).decode()
    headers = {"Authorization": f"Bearer {phone.token}", "X-Arpent-Envelope": sent}
    response = client.put(f"/sync/v1/file/{new_id()}", b"", content_type="image/jpeg", headers=headers)
    assert response.status_code == 422
    assert not attachments(cast).exists()


def test_bytes_beside_a_record_that_takes_none_stay_on_the_phone(client, cast, company, phone):
    sent = envelope(report_body(company.pk), sha256=hashlib.sha256(b"x").hexdigest())
    headers = {
        "Authorization": f"Bearer {phone.token}",
        "X-Arpent-Envelope": base64.b64encode(json.dumps(sent).encode()).decode(),
    }
    assert client.put(f"/sync/v1/visit/{new_id()}", b"x", content_type="image/jpeg", headers=headers).status_code == 422
    assert list(files_folder("field").iterdir()) == []


def test_a_waiting_photo_takes_the_bytes_that_came_with_it(cast, company, phone):
    visit, content = new_id(), picture_bytes()
    waiting = phone.send(about(visit=visit), kind="file", content=content)
    assert waiting.state == State.WAITING
    phone.send(report_body(company.pk), visit)
    from arpent.sync.actions.applying import retry_waiting

    assert retry_waiting(person=cast.owner, at=NOON) == 1
    assert attachments(cast).get().stored_as == waiting.version.stored_as


def test_a_photo_is_stored_without_the_place_it_was_taken_at(login, cast, company, phone):
    sent = picture_bytes(orientation=6)
    receipt = phone.send(about(company=company.pk), kind="file", content=sent)
    file = attachments(cast).get()
    assert (receipt.state, file.sha256) == (State.APPLIED, hashlib.sha256(sent).hexdigest())
    served = b"".join(login(cast.owner).get(f"/visits/files/{file.pk}").streaming_content)
    with Image.open(io.BytesIO(served)) as picture:
        assert (dict(picture.getexif()), picture.size) == ({0x0112: 6}, (48, 32))
    assert b"Telefon" not in b"".join(p.read_bytes() for p in files_folder("field").iterdir())


def test_a_photo_sent_twice_lies_on_the_disk_once(cast, company, phone):
    submission = phone.write(about(company=company.pk), content=picture_bytes())
    assert submission.deliver("file", acknowledged=False).version.pk == submission.deliver("file").version.pk
    assert len(list(files_folder("field").iterdir())) == 1


@pytest.mark.parametrize(
    ("content", "media", "kind"),
    [
        (b"%PDF-1.7 secret", "image/png", "photo"),
        (b"<html><script>alert(1)</script>", "image/jpeg", "photo"),
        (b"<html>", "audio/webm", "sound"),
        (picture_bytes("PNG"), "image/jpeg", "photo"),
        (WEBM, "image/webp", "photo"),
        (picture_bytes(), "audio/mpeg", "sound"),
        (picture_bytes("PNG")[:90], "image/png", "sketch"),
    ],
)
def test_what_is_not_of_its_type_is_refused_with_a_sentence_and_stays_readable(
    login, cast, company, phone, content, media, kind
):
    receipt = phone.send(about(kind, media, company=company.pk, caption="Plaque"), kind="file", content=content)
    assert receipt.state == State.REFUSED
    assert receipt.version.refusal in ("visits.wrong_content", "visits.unreadable_picture")
    page = login(cast.owner).get(f"/sync/versions/{receipt.version.pk}/")
    assert page.status_code == 200
    assert "Plaque" in page.content.decode()
    assert not attachments(cast).exists()
    drop_version(version_id=receipt.version.pk, by=cast.owner, at=NOON)


def test_a_sound_of_its_type_is_stored_unchanged(cast, company, phone):
    receipt = phone.send(about("sound", "audio/webm;codecs=opus", company=company.pk), kind="file", content=WEBM)
    assert receipt.state == State.APPLIED
    assert next(files_folder("field").iterdir()).read_bytes() == WEBM


def test_a_stored_name_that_was_changed_in_the_base_serves_nothing(login, cast, company, phone):
    phone.send(about(company=company.pk), kind="file", content=picture_bytes())
    (files_folder("deals") / "secret.data").write_bytes(picture_bytes())
    attachments(cast).update(stored_as="../deals/secret.data")
    assert login(cast.owner).get(f"/visits/files/{attachments(cast).get().pk}").status_code == 404


def test_the_bytes_of_a_version_can_be_erased(cast, company, phone):
    version = phone.send(about(company=company.pk), kind="file", content=picture_bytes()).version
    assert erase_bytes(version)
    assert list(files_folder("field").iterdir()) == []
    assert not erase_bytes(version)
