"""Phones: known by a token that only writes, heard, revoked; what is missing of them is named."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arpent.clients.testing import make_company
from arpent.kernel.errors import NotFound
from arpent.people.testing import NOON
from arpent.sync.actions.devices import enrol_device, find_device, record_device_report, revoke_device
from arpent.sync.models import Device
from arpent.sync.queries.sorting import list_alarms, list_phones
from arpent.sync.testing import Phone
from arpent.visits.testing import report_body

pytestmark = pytest.mark.django_db


def row(seq, label="Visite", at=NOON):
    return {"seq": seq, "kind": "visit", "label": label, "at": at.isoformat()}


def report_device(phone, *, at=NOON, **report):
    return record_device_report(device=phone.device, report=report, sent_at=at, at=at)


def test_a_token_is_stored_as_its_hash_and_returned_once(cast):
    device, token = enrol_device(by=cast.owner, at=NOON, name="Android · Chrome")
    assert token not in (device.token_hash, device.name)
    assert find_device(token=token).pk == device.pk
    assert find_device(token=token + "x") is None


def test_the_token_of_somebody_who_left_opens_nothing(cast):
    _device, token = enrol_device(by=cast.owner, at=NOON, name="x")
    cast.owner.is_active = False
    cast.owner.save()
    assert find_device(token=token) is None


def test_a_missing_sequence_number_is_reported_to_the_manager(cast):
    company, phone = make_company(cast.owner), Phone(cast.owner)
    lost = phone.write(report_body(company.pk))
    report_device(phone, highest=1, pending=[row(1, "Pompes Martin")])
    assert list_alarms(by=cast.manager, now=NOON) == []
    phone.send(report_body(company.pk))
    assert report_device(phone, highest=2, pending=[]) == [1]
    [alarm] = list_alarms(by=cast.manager, now=NOON)
    assert alarm.missing == [(1, "Pompes Martin")]
    lost.deliver()
    assert report_device(phone, highest=2, pending=[]) == []
    assert list_alarms(by=cast.manager, now=NOON) == []


def test_a_second_state_report_reads_only_newer_submissions(cast):
    company, phone = make_company(cast.owner), Phone(cast.owner)
    for _ in range(3):
        phone.send(report_body(company.pk))
    lost = phone.write(report_body(company.pk))
    phone.send(report_body(company.pk))
    assert report_device(phone, highest=5, pending=[]) == [4]
    state = phone.device.state
    state.refresh_from_db()
    assert (state.received_to, state.absent) == (5, [4])
    lost.deliver()
    assert report_device(phone, highest=5, pending=[]) == []
    state.refresh_from_db()
    assert (state.received_to, state.absent) == (5, [])


def test_a_phone_with_reports_unsent_for_three_days_is_silent(cast):
    phone = Phone(cast.owner)
    report_device(phone, highest=1, pending=[row(1)])
    assert not list_phones(by=cast.manager, now=NOON + dt.timedelta(hours=71))[0].silent
    assert list_phones(by=cast.manager, now=NOON + dt.timedelta(hours=73))[0].silent


def test_a_browser_made_known_anew_leaves_no_gap_behind(cast):
    company, old = make_company(cast.owner), Phone(cast.owner)
    report_device(old, highest=1, pending=[row(1)])
    new = Phone(cast.owner)
    new.seq = 0
    submission = new.write(report_body(company.pk))
    submission.deliver()
    assert report_device(new, first=1, highest=1, pending=[], former=old.device.pk.hex) == []
    assert list_alarms(by=cast.manager, now=NOON + dt.timedelta(days=9)) == []


def test_sequence_numbers_continue_under_a_new_token(cast):
    phone = Phone(cast.owner)
    assert report_device(phone, first=51, highest=50, pending=[]) == []


@pytest.mark.parametrize("role", ["mate", "stranger"])
def test_only_a_manager_of_a_person_revokes_their_phone(cast, role):
    phone = Phone(cast.owner)
    with pytest.raises(NotFound):
        revoke_device(device_id=phone.device.pk, by=getattr(cast, role), at=NOON)
    assert revoke_device(device_id=phone.device.pk, by=cast.manager, at=NOON)[0].revoked_at == NOON


def test_what_a_phone_says_of_itself_is_read_with_care(cast):
    phone = Phone(cast.owner)
    assert (
        report_device(phone, highest="x", first=-3, pending=[{"seq": "a"}, 3, {}], persisted="yes", app="v" * 99) == []
    )
    assert report_device(phone, pending=3, highest=10**12) == []
    assert len(report_device(phone, highest=2**31 - 1)) == 1000


def test_a_phone_that_signs_in_again_stays_the_phone_it_was_and_its_old_token_ends(cast):
    device, old = enrol_device(by=cast.owner, at=NOON, name="x")
    again, new = enrol_device(by=cast.owner, at=NOON, name="x", previous_id=device.pk)
    assert (again.pk, find_device(token=old), find_device(token=new).pk) == (device.pk, None, device.pk)
    other, _token = enrol_device(by=cast.mate, at=NOON, name="x", previous_id=device.pk)
    assert other.pk != device.pk, "nobody becomes somebody else's phone"
    revoke_device(device_id=device.pk, by=cast.owner, at=NOON)
    assert enrol_device(by=cast.owner, at=NOON, name="x", previous_id=device.pk)[0].pk != device.pk


def test_the_list_names_each_phone_its_last_contact_and_which_one_this_is(login, cast):
    client = login(cast.owner)
    for model in ("Pixel 7", "Galaxy A54"):
        Phone(cast.owner, f"{model} · Android · Chrome")
    client.post("/sync/v1/devices", headers={"User-Agent": "Android Chrome", "X-Arpent-Model": "Fairphone 5"})
    page = client.get("/sync/").content.decode()
    assert all(model in page for model in ("Pixel 7", "Galaxy A54", "Fairphone 5"))
    assert page.count("cet appareil") == 1
    assert page.index("Fairphone 5") < page.index("cet appareil")
    assert page.count("dernier contact le") == 3


def test_revoking_says_what_happens_and_is_undone_from_the_same_page(login, cast):
    phone, client = Phone(cast.owner, "Pixel 7"), login(cast.manager)
    page = client.post(f"/sync/phones/{phone.device.pk}/revoke", follow=True).content.decode()
    assert "ses fiches s’effacent à son prochain contact" in page
    undo = re.search(r"/history/[0-9a-f-]{36}/undo", page)[0]
    client.post(undo)
    assert Device.objects.visible_to(cast.owner).get().revoked_at is None
    assert find_device(token=phone.token).revoked_at is None


def test_hearing_a_phone_writes_only_what_changed_since(cast):
    make_company(cast.owner)
    phone = Phone(cast.owner)
    row = {"seq": 1, "kind": "report", "label": "Pompes Martin", "at": NOON.isoformat()}
    report_device(phone, highest=1, pending=[row])
    with CaptureQueriesContext(connection) as queries:
        report_device(phone, at=NOON + dt.timedelta(minutes=1), highest=1, pending=[row])
    (written,) = [q["sql"] for q in queries.captured_queries if q["sql"].startswith('UPDATE "sync_devicestate"')]
    assert '"reported_at"' in written and not any(
        f'"{name}" =' in written for name in ("announced", "pending", "missing")
    )
