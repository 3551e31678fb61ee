"""Submissions about records that are missing or removed: they wait, or are stored beside."""

import pytest

from arpent.clients.actions.companies import delete_companies
from arpent.clients.testing import make_company
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.kernel.ids import new_id
from arpent.people.testing import NOON
from arpent.sync.actions.applying import retry_waiting
from arpent.sync.rules.version_state import State
from arpent.sync.tests.reports import said
from arpent.visits.actions.visits import remove_visit
from arpent.visits.models import Visit
from arpent.visits.testing import report_body

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_a_report_before_its_company_waits_and_is_applied_when_the_company_arrives(cast, phone):
    company, visit = new_id(), new_id()
    early = phone.send(report_body(company), visit)
    assert early.state == State.WAITING
    phone.send({"name": "Piscines Galtier", "city": "Lyon", "postcode": "69003"}, company, kind="company")
    assert retry_waiting(person=cast.owner, at=NOON) == 1
    assert Visit.objects.visible_to(cast.owner).get(pk=visit).company_id == company


def test_a_report_about_a_company_of_somebody_else_is_stored_and_waits(cast, phone):
    theirs = make_company(cast.stranger, "Ailleurs")
    receipt = phone.send(report_body(theirs.pk, said="vu en passant"))
    assert receipt.state == State.WAITING
    assert receipt.version.body["said"] == "vu en passant"
    assert not Visit.objects.visible_to(cast.stranger).exists()


def test_a_report_about_a_deleted_company_is_stored(cast, company, phone):
    delete_companies(company_ids=[company.pk], by=cast.owner, at=NOON)
    assert phone.send(report_body(company.pk)).state == State.WAITING


def test_a_report_removed_on_the_web_and_sent_again_is_stored_without_being_applied(cast, company, phone):
    key = new_id()
    phone.send(report_body(company.pk), key)
    remove_visit(visit_id=key, by=cast.owner, at=NOON)
    receipt = phone.send(report_body(company.pk, said="après"), key)
    assert receipt.state == State.TARGET_DELETED
    assert not Visit.objects.visible_to(cast.owner).filter(pk=key).exists()


def test_a_removed_report_that_is_restored_accepts_the_next_version(cast, company, phone):
    key = new_id()
    phone.send(report_body(company.pk), key)
    remove_visit(visit_id=key, by=cast.owner, at=NOON)
    op = Operation.objects.visible_to(cast.owner).get(kind="visits.removed")
    undo_operation(operation_id=op.pk, by=cast.owner, at=NOON)
    receipt = phone.send(report_body(company.pk, said="après"), key)
    assert (receipt.state, said(cast, key)) == (State.APPLIED, "après")
