"""Submissions that cannot be written: refused with their reason, and ids of records out of reach."""

from dataclasses import replace

import pytest

from arpent.clients.testing import make_company
from arpent.kernel.errors import NotFound
from arpent.kernel.ids import new_id
from arpent.sync.rules.version_state import State
from arpent.sync.testing import Phone
from arpent.visits.models import Visit
from arpent.visits.testing import report_body

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_an_invalid_version_is_stored_with_its_reason(cast, company, phone):
    receipt = phone.send(report_body(company.pk, ended_at="2026-11-24T09:00:00+00:00", said="gardé"))
    assert (receipt.state, receipt.version.refusal) == (State.REFUSED, "visits.ends_before_start")
    assert receipt.version.body["said"] == "gardé"


def test_a_corrected_version_closes_the_refused_one(cast, company, phone):
    key = new_id()
    refused = phone.send(report_body(company.pk, satisfaction=9), key)
    assert phone.send(report_body(company.pk, satisfaction=4), key).state == State.APPLIED
    refused.version.refresh_from_db()
    assert refused.version.state == State.SUPERSEDED


def test_a_bug_of_ours_costs_nobody_a_report(cast, company, phone, monkeypatch):
    from arpent.sync.rules import commands

    def broken(**_):
        raise ZeroDivisionError

    command = commands.COMMANDS["visit"]
    monkeypatch.setitem(commands.COMMANDS, "visit", replace(command, apply=broken))
    receipt = phone.send(report_body(company.pk))
    assert (receipt.state, receipt.version.refusal) == (State.REFUSED, "sync.broken")


def test_a_version_of_a_newer_app_is_stored_and_not_applied(cast, company, phone):
    receipt = phone.send(report_body(company.pk), schema=2)
    assert (receipt.state, receipt.version.refusal) == (State.REFUSED, "sync.newer_app")


def test_a_kind_that_nobody_knows_stays_on_the_phone(phone):
    with pytest.raises(NotFound):
        phone.send({}, kind="hologram")


def test_an_id_of_a_stranger_s_record_gives_no_access_to_it(cast, company, phone):
    key, theirs = new_id(), make_company(cast.stranger, "Ailleurs")
    Phone(cast.stranger).send(report_body(theirs.pk, said="secret"), key)
    receipt = phone.send(report_body(company.pk, said="à moi"), key)
    assert (receipt.state, receipt.revision, receipt.created) == (State.APPLIED, 1, True)
    assert receipt.version.submission.record_id != key
    assert Visit.objects.visible_to(cast.stranger).get(pk=key).said == "secret"


def test_an_id_of_a_strangers_record_made_at_the_desk_answers_like_an_unknown_one(cast, phone):
    theirs = make_company(cast.stranger, "Ailleurs")
    receipt = phone.send({"name": "À moi"}, theirs.pk, kind="company")
    assert (receipt.state, receipt.revision, receipt.created) == (State.APPLIED, 1, True)
    assert receipt.version.submission.record_id != theirs.pk
    theirs.refresh_from_db()
    assert theirs.name == "Ailleurs"
