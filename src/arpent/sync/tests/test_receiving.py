"""Submissions as they arrive: late, backwards, twice, with a wrong clock, after a restore."""

import datetime as dt
import json

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arpent.agenda.public import save_appointment
from arpent.kernel.ids import new_id
from arpent.people.testing import NOON
from arpent.sync.actions.conflict_resolution import resolve_conflict
from arpent.sync.actions.receiving import receive
from arpent.sync.models import Submission, SubmissionVersion
from arpent.sync.rules.envelope import read_envelope
from arpent.sync.rules.version_state import State
from arpent.sync.testing import Phone
from arpent.sync.tests.reports import said
from arpent.visits.actions.visits import save_visit
from arpent.visits.models import Visit
from arpent.visits.testing import report_body
from tests.campaigns import examples

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_a_new_report_is_saved_under_the_id_of_the_device(cast, company, phone):
    submission = phone.write(report_body(company.pk, said="Pompe à revoir"))
    receipt = submission.deliver()
    assert (receipt.state, receipt.revision, receipt.created) == (State.APPLIED, 1, True)
    assert said(cast, submission.key) == "Pompe à revoir"
    company.refresh_from_db()
    assert company.last_visit_on == dt.date(2026, 11, 24)


def test_a_doubled_delivery_is_stored_once(cast, company, phone):
    submission = phone.write(report_body(company.pk))
    first, second = submission.deliver(acknowledged=False), submission.deliver()
    assert (second.state, second.revision, second.created) == (State.APPLIED, 1, False)
    assert second.version.pk == first.version.pk
    assert SubmissionVersion.objects.visible_to(cast.owner).count() == 1


def test_a_correction_after_a_lost_answer_is_no_conflict(cast, company, phone):
    key = new_id()
    phone.write(report_body(company.pk, said="un"), key).deliver(acknowledged=False)
    receipt = phone.send(report_body(company.pk, said="deux"), key)
    assert (receipt.state, receipt.revision) == (State.APPLIED, 2)
    assert said(cast, key) == "deux"


def test_versions_that_arrive_backwards_leave_the_last_one_written(cast, company, phone):
    key = new_id()
    first, second = (phone.write(report_body(company.pk, said=text), key) for text in ("un", "deux"))
    second.deliver()
    late = first.deliver()
    assert late.state == State.SUPERSEDED
    assert said(cast, key) == "deux"
    assert SubmissionVersion.objects.visible_to(cast.owner).count() == 2


def test_a_return_to_the_first_text_is_a_version_of_its_own(cast, company, phone):
    key = new_id()
    for text in ("un", "deux", "un"):
        phone.send(report_body(company.pk, said=text), key)
    assert said(cast, key) == "un"
    assert Visit.objects.visible_to(cast.owner).get(pk=key).revision == 3


def test_a_change_on_the_web_meanwhile_is_a_conflict_and_both_stay(cast, company, phone):
    key = new_id()
    phone.send(report_body(company.pk, said="téléphone"), key)
    save_visit(visit_id=key, by=cast.owner, at=NOON, body=report_body(company.pk, said="bureau"))
    receipt = phone.send(report_body(company.pk, said="téléphone encore"), key)
    assert receipt.state == State.CONFLICT
    assert said(cast, key) == "bureau"
    assert receipt.version.body["said"] == "téléphone encore"


def test_what_was_written_at_the_desk_after_an_unheard_answer_is_not_written_over(cast, company, phone):
    key = new_id()
    first = phone.write(report_body(company.pk, said="téléphone"), key)
    first.deliver(acknowledged=False)
    save_visit(visit_id=key, by=cast.owner, at=NOON, body=report_body(company.pk, said="bureau"))
    assert first.deliver().revision == 1, "it has seen its own content only"
    assert phone.send(report_body(company.pk, said="encore"), key).state == State.CONFLICT
    assert said(cast, key) == "bureau"


def test_an_unresolved_conflict_stays_one_at_the_next_version(cast, company, phone):
    key = new_id()
    phone.send(report_body(company.pk, said="téléphone"), key)
    save_visit(visit_id=key, by=cast.owner, at=NOON, body=report_body(company.pk, said="bureau"))
    assert [phone.send(report_body(company.pk, said=text), key).state for text in ("deux", "trois")] == [
        State.CONFLICT
    ] * 2
    assert said(cast, key) == "bureau"


def test_what_a_person_made_of_a_refused_version_is_not_written_over_unseen(cast, company, phone):
    key = new_id()
    version = phone.send(report_body(company.pk, satisfaction=9), key).version
    resolve_conflict(version_id=version.pk, by=cast.manager, at=NOON, body=report_body(company.pk, said="corrigé"))
    assert phone.send(report_body(company.pk, said="sans savoir"), key).state == State.CONFLICT
    assert said(cast, key) == "corrigé"


def test_half_a_character_and_a_nul_do_not_prevent_a_report(cast, company, phone):
    written = {**envelope_of(phone), "body": report_body(company.pk, said="a\x00b \ud83d c")}
    receipt = receive(device=phone.device, kind="visit", key=new_id(), envelope=read_envelope(written), at=NOON)
    assert receipt.state == State.APPLIED
    assert said(cast, receipt.version.submission.record_id).startswith("ab ")


def envelope_of(phone):
    return {"base_revision": 0, "seq": 1, "captured_at": NOON.isoformat(), "sent_at": NOON.isoformat(), "schema": 1}


def test_a_report_a_week_late_is_dated_on_its_own_day(cast, company, phone):
    submission = phone.write(report_body(company.pk), sent_at=NOON + dt.timedelta(days=8))
    submission.deliver(at=NOON + dt.timedelta(days=8))
    assert Visit.objects.visible_to(cast.owner).get(pk=submission.key).started_at.date() == dt.date(2026, 11, 24)


def test_a_phone_whose_clock_is_a_day_behind_is_set_right(cast, company, phone):
    body = report_body(company.pk, started_at="2026-11-23T10:00:00+00:00", ended_at="2026-11-23T10:30:00+00:00")
    submission = phone.write(body, sent_at=NOON - dt.timedelta(days=1))
    receipt = submission.deliver(at=NOON)
    assert Visit.objects.visible_to(cast.owner).get(pk=submission.key).started_at.date() == dt.date(2026, 11, 24)
    assert receipt.version.skew_seconds == 86_400
    assert receipt.version.body == body


def test_the_hours_of_a_late_day_stay_those_that_were_read_on_a_phone_with_a_wrong_clock(cast, company, phone):
    start = NOON + dt.timedelta(hours=2)
    stop = save_appointment(
        by=cast.owner, at=NOON, person_id=cast.owner.pk, starts_at=start, minutes=45, company_id=company.pk
    )
    written = (start + dt.timedelta(minutes=30)).isoformat()
    body = {"day": "2026-11-24", "moves": [{"id": str(stop.pk), "starts_at": written}], "dropped": []}
    receipt = phone.write(body, sent_at=NOON - dt.timedelta(hours=3)).deliver("shift", at=NOON)
    stop.refresh_from_db()
    assert (receipt.state, receipt.version.skew_seconds) == (State.APPLIED, 3 * 3600)
    assert stop.starts_at == start + dt.timedelta(minutes=30)


def test_a_restored_base_takes_back_what_phones_send_again(cast, company, phone):
    keys = [new_id() for _ in range(5)]
    submissions = [phone.write(report_body(company.pk, said=f"v{i}"), key) for i, key in enumerate(keys)]
    for submission in submissions:
        submission.deliver()
    second = phone.write(report_body(company.pk, said="v0 bis"), keys[0])
    second.deliver()
    # Last night's backup: it has only the first version of the first report.
    for key in keys[1:]:
        Visit.objects.visible_to(cast.owner).filter(pk=key).delete()
    Submission.objects.visible_to(cast.owner).filter(key__in=keys[1:]).delete()
    second_version = SubmissionVersion.objects.visible_to(cast.owner).filter(digest=second.envelope.digest)
    second_version.delete()
    Visit.objects.visible_to(cast.owner).filter(pk=keys[0]).update(said="v0", revision=1)
    for submission in [*submissions[1:], second]:
        assert submission.deliver().state == State.APPLIED
    found = {v.said for v in Visit.objects.visible_to(cast.owner)}
    assert found == {"v0 bis", "v1", "v2", "v3", "v4"}


STEPS = st.lists(
    st.tuples(st.sampled_from(["one", "two", "web"]), st.booleans(), st.booleans()), min_size=1, max_size=6
)


@settings(
    max_examples=examples(40 if connection.vendor == "sqlite" else 10, 1_000),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_two_phones_and_a_desk_on_one_report_lose_no_version(cast, company, steps):
    """Whatever one writes and hears, each version is readable, and nothing unseen is written over."""
    key = new_id()
    phones = {"one": Phone(cast.owner, "un"), "two": Phone(cast.owner, "deux")}
    written, desk, late = [], 0, []
    for i, (who, acknowledged, delayed) in enumerate(steps):
        text = f"{who} {i}"
        if who == "web":
            if Visit.objects.visible_to(cast.owner).filter(pk=key).exists():
                save_visit(visit_id=key, by=cast.owner, at=NOON, body=report_body(company.pk, said=text))
                desk += 1
            continue
        submission = phones[who].write(report_body(company.pk, said=text), key)
        written.append(text)
        if delayed:
            late.append(submission)
        else:
            submission.deliver(acknowledged=acknowledged)
    for submission in late:
        submission.deliver()
        submission.deliver()
    bodies = [v.body["said"] for v in SubmissionVersion.objects.visible_to(cast.owner).filter(submission__key=key)]
    assert sorted(bodies) == sorted(written)
    states = [v.state for v in SubmissionVersion.objects.visible_to(cast.owner).filter(submission__key=key)]
    assert set(states) <= {"applied", "superseded", "conflict"}
    if len({s for s, _h, _d in steps}) == 1:
        assert "conflict" not in states, "one phone alone never conflicts with itself"
    applied = list(SubmissionVersion.objects.visible_to(cast.owner).filter(submission__key=key, state="applied"))
    revision = Visit.objects.visible_to(cast.owner).filter(pk=key).values_list("revision", flat=True).first() or 0
    assert revision == len(applied) + desk
    assert json.dumps(bodies)
