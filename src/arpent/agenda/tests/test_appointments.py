"""Appointments: done, cancelled, refused out of reach, counted by week, and exported with the week."""

import datetime as dt

import pytest

from arpent.agenda.actions.calendar import (
    appointment_fields,
    cancel_appointment,
    mark_done,
    save_appointment,
)
from arpent.agenda.actions.past_visits import PastVisit, record_history
from arpent.agenda.actions.plan_acceptance import accept_plan
from arpent.agenda.documents.icalendar import appointments_ics
from arpent.agenda.documents.roadbook import roadbook_pdf
from arpent.agenda.queries.calendar import list_appointments, list_visits_per_week, places_ahead, week_bounds
from arpent.agenda.tests.weeks import WEEK, book, planned
from arpent.clients.models import Company, TimelineEntry
from arpent.clients.testing import make_company
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.merging import fingerprints
from arpent.people.testing import NOON


def test_a_visit_done_moves_the_company_and_its_timeline(ready):
    company = Company.objects.visible_to(ready.owner).first()
    past = save_appointment(
        by=ready.owner,
        at=NOON,
        person_id=ready.owner.pk,
        starts_at=NOON - dt.timedelta(days=1),
        minutes=30,
        company_id=company.pk,
    )
    mark_done(appointment_id=past.pk, by=ready.owner, at=NOON, note="Veut un devis")
    company.refresh_from_db()
    assert company.last_visit_on == dt.date(2026, 11, 23)
    assert TimelineEntry.objects.visible_to(ready.owner).get(company=company).body == "Veut un devis"
    future = save_appointment(
        by=ready.owner,
        at=NOON,
        person_id=ready.owner.pk,
        starts_at=NOON + dt.timedelta(days=1),
        minutes=30,
        company_id=company.pk,
    )
    with pytest.raises(DomainError, match="not_yet"):
        mark_done(appointment_id=future.pk, by=ready.owner, at=NOON)
    cancel_appointment(appointment_id=future.pk, by=ready.owner, at=NOON)
    with pytest.raises(NotFound):
        cancel_appointment(appointment_id=past.pk, by=ready.stranger, at=NOON)


def test_an_appointment_that_changed_since_its_page_is_neither_done_nor_cancelled(ready):
    past = book(ready, "Client Givors", NOON - dt.timedelta(hours=2), 30, note="Vu sur la page")
    seen = fingerprints(appointment_fields(past))
    book(ready, "Client Givors", NOON - dt.timedelta(hours=1), 30, note="Changé depuis", appointment_id=past.pk)
    for act in (mark_done, cancel_appointment):
        with pytest.raises(DomainError):
            act(appointment_id=past.pk, by=ready.owner, at=NOON, seen=seen)
    past.refresh_from_db()
    assert (past.state, past.note) == ("planned", "Changé depuis")
    mark_done(appointment_id=past.pk, by=ready.owner, at=NOON, seen=fingerprints(appointment_fields(past)))


def test_an_appointment_at_a_company_out_of_reach_is_refused(ready):
    theirs = make_company(ready.stranger, "Ailleurs")
    with pytest.raises(NotFound):
        save_appointment(
            by=ready.owner, at=NOON, person_id=ready.owner.pk, starts_at=NOON, minutes=30, company_id=theirs.pk
        )
    with pytest.raises(DomainError, match="title_needed"):
        save_appointment(by=ready.owner, at=NOON, person_id=ready.owner.pk, starts_at=NOON, minutes=30)


def test_history_and_the_places_ahead(ready):
    company = Company.objects.visible_to(ready.owner).first()
    visits = [PastVisit(company.pk, NOON - dt.timedelta(days=7 * i), 45, "Vu") for i in (1, 2)]
    assert record_history(by=ready.owner, person=ready.owner, at=NOON, visits=visits) == 2
    weeks = dict(list_visits_per_week(by=ready.owner, person=ready.owner, today=NOON.date()))
    assert weeks["2026-W47"] == weeks["2026-W46"] == 1
    assert places_ahead(by=ready.owner, person=ready.owner, today=NOON.date()) == [
        pytest.approx((45.759, 4.85), abs=0.05)
    ]


def test_a_visit_after_midnight_counts_on_its_own_day(ready):
    company = Company.objects.visible_to(ready.owner).first()
    late = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)  # 00:30 on the 21st in Paris
    record_history(by=ready.owner, person=ready.owner, at=NOON, visits=[PastVisit(company.pk, late, 45, "Vu")])
    company.refresh_from_db()
    assert company.last_visit_on == dt.date(2026, 11, 21)


def test_exports_contain_the_week(ready):
    accept_plan(plan_id=planned(ready).pk, by=ready.owner, at=NOON)
    start, end = week_bounds(WEEK)
    rows = list_appointments(by=ready.owner, person=ready.owner, start=start, end=end)
    ics = appointments_ics(rows, name="Agenda", at=NOON).decode()
    assert ics.count("BEGIN:VEVENT") == 8 and "GEO:" in ics and "Client Grenoble" in ics
    stop = {
        "time": "08:30",
        "name": "Client é",
        "drive": "10 min",
        "note": "#let x = [",
        "hours": "",
        "address": "1 rue A",
        "phone": "+33472000000",
        "lat": 45.76,
        "lon": 4.83,
    }
    pdf = roadbook_pdf(
        title="Feuille",
        person="Olga",
        days=[{"date": WEEK.day(0), "color": "#1d4f8f", "summary": "1", "stops": [stop]}],
        base=(45.75, 4.85),
        note="",
        at=NOON,
    )
    import pypdf

    text = "".join(p.extract_text() for p in pypdf.PdfReader(__import__("io").BytesIO(pdf)).pages)
    assert "Client é" in text and "04 72 00 00 00" in text and "#let x = [" in text
