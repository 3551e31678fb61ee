"""A person resolves a conflict field by field, or dismisses a version and takes that back."""

import datetime as dt

import pytest
from django.urls import reverse

from arpent.clients.testing import make_company
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import new_id
from arpent.people.testing import NOON
from arpent.sync.actions.conflict_resolution import drop_version, resolve_conflict
from arpent.sync.queries.sorting import compare, count_open, merged_body
from arpent.sync.rules.version_state import State
from arpent.sync.testing import Phone
from arpent.visits.actions.visits import remove_visit, save_visit
from arpent.visits.models import Visit
from arpent.visits.testing import report_body
from tests.shared_rows import shared_rows

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@shared_rows
def conflict(cast):
    """The owner's phone and desk wrote one report; returns the conflicting version."""
    company, phone, key = make_company(cast.owner), Phone(cast.owner), new_id()
    phone.send(report_body(company.pk, said="un", need="pompe"), key)
    save_visit(visit_id=key, by=cast.owner, at=NOON, body=report_body(company.pk, said="bureau", need="vanne"))
    return phone.send(report_body(company.pk, said="téléphone", need="moteur"), key).version


def report(cast, version):
    return Visit.objects.visible_to(cast.owner).get(pk=version.submission.record_id)


def test_both_versions_are_readable_side_by_side(cast, conflict):
    rows = {r.key: r for r in compare(version=conflict, by=cast.owner)}
    assert (rows["said"].stored_text, rows["said"].submitted_text, rows["said"].differs) == (
        "bureau",
        "téléphone",
        True,
    )
    assert not rows["started_at"].differs


def test_each_field_is_taken_from_the_side_one_chooses(cast, conflict):
    body = merged_body(version=conflict, by=cast.owner, chosen={"said": "stored", "need": "submitted"}, written={})
    resolve_conflict(version_id=conflict.pk, by=cast.owner, at=NOON, body=body)
    found = report(cast, conflict)
    assert (found.said, found.need, found.revision) == ("bureau", "moteur", 3)
    conflict.refresh_from_db()
    assert (conflict.state, count_open(by=cast.owner)) == (State.RESOLVED, 0)


def test_settling_is_undone_as_one(cast, conflict):
    resolve_conflict(version_id=conflict.pk, by=cast.manager, at=NOON, body=conflict.body)
    op = Operation.objects.visible_to(cast.manager).get(kind="sync.resolved")
    undo_operation(operation_id=op.pk, by=cast.manager, at=NOON)
    conflict.refresh_from_db()
    assert (report(cast, conflict).said, conflict.state) == ("bureau", State.CONFLICT)


def test_a_dropped_version_stays_readable(cast, conflict):
    drop_version(version_id=conflict.pk, by=cast.owner, at=NOON)
    conflict.refresh_from_db()
    assert (conflict.state, conflict.body["said"]) == (State.DROPPED, "téléphone")
    with pytest.raises(DomainError):
        drop_version(version_id=conflict.pk, by=cast.owner, at=NOON)


@pytest.mark.parametrize("role", ["mate", "stranger"])
def test_nobody_else_resolves_it(cast, conflict, role):
    with pytest.raises(NotFound):
        resolve_conflict(version_id=conflict.pk, by=getattr(cast, role), at=NOON, body=conflict.body)


def test_what_still_cannot_be_stays_and_says_why(cast):
    company, phone = make_company(cast.owner), Phone(cast.owner)
    version = phone.send(report_body(company.pk, satisfaction=9)).version
    with pytest.raises(DomainError) as refusal:
        resolve_conflict(version_id=version.pk, by=cast.owner, at=NOON, body=version.body)
    assert refusal.value.code == "visits.wrong_satisfaction"
    resolve_conflict(version_id=version.pk, by=cast.owner, at=NOON, body={**version.body, "satisfaction": 4})
    assert report(cast, version).satisfaction == 4


def test_a_version_of_a_removed_report_becomes_one_of_its_own(cast):
    company, phone, key = make_company(cast.owner), Phone(cast.owner), new_id()
    phone.send(report_body(company.pk), key)
    remove_visit(visit_id=key, by=cast.owner, at=NOON)
    version = phone.send(report_body(company.pk, said="encore"), key).version
    resolve_conflict(version_id=version.pk, by=cast.owner, at=NOON, body=version.body)
    assert Visit.objects.visible_to(cast.owner).get().said == "encore"


def test_the_page_resolves_field_by_field(login, cast, conflict):
    client = login(cast.owner)
    page = client.get(f"/sync/versions/{conflict.pk}/").content.decode()
    assert "bureau" in page
    assert "téléphone" in page
    done = client.post(f"/sync/versions/{conflict.pk}/", {"from_said": "submitted", "from_need": "stored"})
    assert done.status_code == 302
    found = report(cast, conflict)
    assert (found.said, found.need) == ("téléphone", "vanne")


def test_a_version_of_a_phone_whose_clock_was_wrong_is_resolved_at_the_right_hour(cast):
    company, phone, key = make_company(cast.owner), Phone(cast.owner), new_id()
    body = report_body(
        company.pk, started_at="2026-11-23T10:00:00+00:00", ended_at="2026-11-23T10:30:00+00:00", satisfaction=9
    )
    version = phone.send(body, key, sent_at=NOON - dt.timedelta(days=1)).version
    merged = merged_body(version=version, by=cast.owner, chosen={}, written={}) | {"satisfaction": 4}
    resolve_conflict(version_id=version.pk, by=cast.owner, at=NOON, body=merged)
    assert report(cast, version).started_at.date() == dt.date(2026, 11, 24)


def test_a_number_that_cannot_be_is_written_again_on_the_page(cast, login):
    version = Phone(cast.owner).send(report_body(make_company(cast.owner).pk, satisfaction=9)).version
    assert version.state == State.REFUSED
    address = reverse("sync:version", args=[version.pk])
    page = login(cast.owner)
    assert 'name="text_satisfaction" value="9"' in page.get(address).content.decode()
    assert page.post(address, {"text_satisfaction": "dix"}).status_code == 422
    assert page.post(address, {"text_satisfaction": "4"}).status_code == 302
    assert report(cast, version).satisfaction == 4
