"""The person who imports a phone's file is the actor, within what both can see; the phone's person is shown beside."""

import io
import json
from uuid import UUID

import pytest

from arpent.clients.models import Company
from arpent.clients.testing import make_company
from arpent.history.models import AuditEntry, Operation
from arpent.kernel.ids import new_id
from arpent.people.testing import NOON
from arpent.sync.actions.applying import retry_waiting
from arpent.sync.actions.outbox_import import import_outbox
from arpent.sync.models import Device, SubmissionVersion
from arpent.sync.rules.version_state import State
from arpent.sync.testing import Phone
from arpent.sync.tests.test_outbox_import import exported, submission
from arpent.visits.models import Visit
from arpent.visits.testing import report_body

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def receive_file(by, person, *submissions):
    return import_outbox(by=by, at=NOON, content=io.BytesIO(exported(person, *submissions)))[0]


@pytest.mark.parametrize("role", ["assistant", "manager", "direction"])
def test_the_operation_is_the_importers_and_the_author_is_the_phones_person(cast, role):
    by, company = getattr(cast, role), make_company(cast.owner)
    before = Operation.objects.unscoped("a test").count()
    [receipt] = receive_file(by, cast.owner, submission(report_body(company.pk)))
    assert receipt.state == State.APPLIED
    made = Operation.objects.unscoped("a test").order_by("at", "id")[before:]
    assert {op.person_id for op in made} == {by.pk}
    entries = AuditEntry.objects.filter(operation_id__in=[op.pk.hex for op in made])
    assert {UUID(p) for p in entries.values_list("person_id", flat=True)} == {by.pk}
    assert Visit.objects.visible_to(cast.owner).get().person_id == cast.owner.pk
    assert receipt.version.received_by == by
    assert Device.objects.visible_to(cast.owner).get().person == cast.owner


def test_who_wrote_and_who_brought_it_in_are_both_shown(login, cast):
    company = make_company(cast.owner)
    [receipt] = receive_file(cast.assistant, cast.owner, submission(report_body(company.pk, satisfaction=9)))
    client = login(cast.owner)
    for page in ("/sync/", f"/sync/versions/{receipt.version.pk}/"):
        assert "saisi par Olga Testeur, reçu par Aude Testeur" in client.get(page).content.decode()


def test_nobody_writes_further_than_their_own_reach_through_somebody_elses_phone(cast):
    cast.direction.team = cast.assistant.team
    cast.direction.save()
    theirs = make_company(cast.stranger, "Ailleurs")
    [receipt] = receive_file(cast.assistant, cast.direction, submission(report_body(theirs.pk)))
    assert receipt.state == State.WAITING
    assert not Visit.objects.visible_to(cast.stranger).exists()


def test_nobody_has_somebody_write_what_they_could_not_write_themselves(cast):
    company = make_company(cast.mate, "À Marc")
    [receipt] = receive_file(cast.assistant, cast.owner, submission(report_body(company.pk)))
    assert receipt.state == State.WAITING
    assert not Visit.objects.visible_to(cast.mate).exists()


def test_a_waiting_version_is_applied_by_its_importer_never_in_the_others_name(cast):
    company, visit = new_id(), new_id()
    [waiting] = receive_file(cast.manager, cast.owner, submission(report_body(company), id=str(visit)))
    assert waiting.state == State.WAITING
    Phone(cast.owner).send({"name": "Piscines Galtier", "city": "Lyon", "postcode": "69003"}, company, kind="company")
    assert retry_waiting(person=cast.owner, at=NOON) == 1
    assert Operation.objects.unscoped("a test").get(kind="visits.report").person == cast.manager
    assert Visit.objects.visible_to(cast.owner).get(pk=visit).person == cast.owner


def test_a_new_company_belongs_to_the_phones_person(cast):
    row = submission({"name": "Piscines Galtier", "city": "Lyon", "postcode": "69003"}, "company")
    assert receive_file(cast.assistant, cast.owner, row)[0].state == State.APPLIED
    assert Company.objects.visible_to(cast.owner).get().owner == cast.owner


def test_an_interrupted_import_resumes_when_the_same_file_is_imported_again(cast, monkeypatch):
    company = make_company(cast.owner)
    rows = [submission(report_body(company.pk), seq=n) for n in range(1, 6)]
    file = exported(cast.owner, *rows)
    from arpent.sync.actions import outbox_import as module

    seen, real = [], module.receive

    def cut(**values):
        if len(seen) == 3:
            raise KeyboardInterrupt
        seen.append(values)
        return real(**values)

    monkeypatch.setattr(module, "receive", cut)
    with pytest.raises(KeyboardInterrupt):
        import_outbox(by=cast.manager, at=NOON, content=io.BytesIO(file))
    assert SubmissionVersion.objects.visible_to(cast.owner).count() == 3
    monkeypatch.setattr(module, "receive", real)
    assert len(import_outbox(by=cast.manager, at=NOON, content=io.BytesIO(file))[0]) == 5
    assert SubmissionVersion.objects.visible_to(cast.owner).count() == 5


@pytest.mark.parametrize(
    "content",
    [b"[" * 300_000, b'{"submissions":' + b"[" * 300_000, b"{}" * 300_000, b'"' * 300_001, b'{"a":"' + b"\\" * 300_000],
)
def test_a_file_that_is_no_export_is_refused_and_breaks_nothing(login, cast, content):
    file = io.BytesIO(content)
    file.name = "arpent.json"
    assert login(cast.owner).post("/sync/file", {"file": file}).status_code == 422


def test_a_submission_that_is_not_json_prevents_no_other(cast):
    company = make_company(cast.owner)
    rows = [
        json.dumps(submission(report_body(company.pk))),
        "{nonsense}",
        "[" * 5000 + "]" * 5000,
        json.dumps(submission(report_body(company.pk))),
    ]
    text = '{"person": "%s", "submissions": [%s], "files": {}}' % (cast.owner.pk, ",".join(rows))  # noqa: UP031
    receipts, unread = import_outbox(by=cast.owner, at=NOON, content=io.BytesIO(text.encode()))
    assert ([r.state for r in receipts], unread) == ([State.APPLIED] * 2, 2)
