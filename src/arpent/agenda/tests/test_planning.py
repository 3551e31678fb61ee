"""A week is planned around what is fixed, can be moved manually at a known cost, accepted, and taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arpent.agenda.actions.calendar import (
    save_appointment,
    set_pattern,
)
from arpent.agenda.actions.plan_acceptance import accept_plan
from arpent.agenda.actions.plan_edits import drop_plan, lock_visit, move_visit, price_move, remove_visit_from_plan
from arpent.agenda.actions.planning import replan, request_plan, run_plan
from arpent.agenda.documents.plan_json import plan_as_json
from arpent.agenda.models import Appointment
from arpent.agenda.queries.calendar import list_appointments, week_bounds
from arpent.agenda.queries.planning import gather_week
from arpent.agenda.tests.weeks import WEEK, book, local, planned
from arpent.agenda.web.plan_page import plan_for_screen
from arpent.clients.models import Company
from arpent.clients.testing import make_company
from arpent.history.actions.jobs import request_cancel
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.periods import Week
from arpent.people.testing import NOON


def test_due_customers_are_planned_and_nothing_is_in_the_calendar_yet(ready):
    plan = planned(ready)
    shown = plan_as_json(plan)
    assert plan.state == "draft" and shown["totals"]["visits"] == 8
    assert not Appointment.objects.visible_to(ready.owner).exists()
    stop = next(s for d in shown["days"] for s in d["stops"])
    assert set(stop) >= {"site_id", "name", "lat", "lon", "arrive", "depart"}
    assert shown["totals"]["km"] > 0 and shown["totals"]["co2_kg"] > 0


def test_the_same_week_planned_twice_is_the_same(ready):
    assert planned(ready).result == planned(ready).result


def test_a_fixed_appointment_is_never_moved(ready):
    company = Company.objects.visible_to(ready.owner).get(name="Client Grenoble")
    save_appointment(
        by=ready.owner, at=NOON, person_id=ready.owner.pk, starts_at=local(2, 10), minutes=60, company_id=company.pk
    )
    plan = planned(ready)
    stops = [s for d in plan_as_json(plan)["days"] for s in d["stops"] if s["fixed"]]
    assert [(s["start"], s["depart"]) for s in stops] == [("2026-12-02T10:00", "2026-12-02T11:00")]
    accept_plan(plan_id=plan.pk, by=ready.owner, at=NOON)
    assert Appointment.objects.visible_to(ready.owner).filter(company=company).count() == 1


def test_an_hour_at_the_office_is_not_counted_as_a_visit(ready):
    before = planned(ready).result["totals"]["visits"]
    save_appointment(
        by=ready.owner,
        at=NOON,
        person_id=ready.owner.pk,
        starts_at=local(2, 17, 30),
        minutes=30,
        kind="office",
        title="Point interne",
        fixed=True,
    )
    assert planned(ready).result["totals"]["visits"] == before


def test_appointments_at_the_same_time_are_named_and_the_week_is_planned(ready):
    for name in ("Client Grenoble", "Client Givors"):
        book(ready, name, local(1, 10), 60)
    plan = planned(ready)
    shown = plan_as_json(plan)
    [note] = shown["days"][1]["notes"]
    assert plan.state == "draft" and "Client Grenoble" in note and "Client Givors" in note
    assert shown["totals"]["visits"] == 7
    accept_plan(plan_id=plan.pk, by=ready.owner, at=NOON)
    assert Appointment.objects.visible_to(ready.owner).count() == 8


def test_a_day_off_a_holiday_and_an_absence_stay_empty(ready):
    save_appointment(
        by=ready.owner,
        at=NOON,
        person_id=ready.owner.pk,
        starts_at=local(0, 0),
        minutes=24 * 60,
        title="Congé",
        kind="away",
    )
    set_pattern(
        person_id=ready.owner.pk, by=ready.owner, at=NOON, values={"days": [[480, 1080]] * 3 + [[], [], [], []]}
    )
    days = plan_as_json(planned(ready))["days"]
    assert [bool(d["stops"]) for d in days] == [False, True, True, False, False, False, False]
    assert days[0]["off"] == "away" and days[3]["off"] == "off"


def test_a_plan_needs_a_start_hours_and_somebody_due(cast):
    with pytest.raises(DomainError, match="no_start"):
        request_plan(by=cast.owner, at=NOON, person_id=cast.owner.pk, week=WEEK)
    set_pattern(person_id=cast.owner.pk, by=cast.owner, at=NOON, values={"start_label": "69003 Lyon"})
    with pytest.raises(DomainError, match="nothing_to_plan"):
        request_plan(by=cast.owner, at=NOON, person_id=cast.owner.pk, week=WEEK)
    with pytest.raises(DomainError, match="week_past"):
        request_plan(by=cast.owner, at=NOON, person_id=cast.owner.pk, week=Week(2026, 10))
    set_pattern(person_id=cast.owner.pk, by=cast.owner, at=NOON, values={"days": [[]] * 7})
    with pytest.raises(DomainError, match="no_working_day"):
        request_plan(by=cast.owner, at=NOON, person_id=cast.owner.pk, week=WEEK)


def test_planned_visits_start_on_a_grid_of_five_minutes(ready):
    stops = [s for d in plan_as_json(planned(ready))["days"] for s in d["stops"] if not s["fixed"]]
    assert stops and all(int(s["start"][-2:]) % 5 == 0 for s in stops)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"days": [[600, 500]] * 7}, "wrong_hours"),
        ({"lunch_from": 720, "lunch_to": 740, "lunch_minutes": 45}, "wrong_hours"),
        ({"max_driving_minutes": 5}, "wrong_driving"),
        ({"vehicle": "fusée"}, "wrong_vehicle"),
        ({"start_label": "Atlantide"}, "unknown_place"),
    ],
)
def test_wrong_working_days_are_refused(cast, values, code):
    with pytest.raises(DomainError, match=code):
        set_pattern(person_id=cast.owner.pk, by=cast.owner, at=NOON, values=values)


def test_a_move_costs_what_it_said(ready):
    plan = planned(ready)
    task = plan.result["days"][next(i for i, d in enumerate(plan.result["days"]) if d["stops"])]["stops"][0]["task"]
    inputs, options = price_move(plan_id=plan.pk, by=ready.owner, at=NOON, task=task)
    before = plan.result["totals"]["driving"]
    option = next(o for o in options if o.possible and not inputs.days[o.day].off and not o.dropped)
    moved = move_visit(plan_id=plan.pk, by=ready.owner, at=NOON, task=task, day=option.day)
    assert moved.result["totals"]["driving"] == before + option.extra_seconds
    assert task in [s["task"] for s in moved.result["days"][option.day]["stops"]]


def test_a_locked_visit_keeps_its_time_when_the_rest_is_planned_again(ready):
    plan = planned(ready)
    day = next(d for d in plan.result["days"] if d["stops"])
    stop = day["stops"][0]
    lock_visit(plan_id=plan.pk, by=ready.owner, at=NOON, task=stop["task"], locked=True)
    with pytest.raises(DomainError, match="locked"):
        move_visit(plan_id=plan.pk, by=ready.owner, at=NOON, task=stop["task"], day=0)
    again, job = replan(plan_id=plan.pk, by=ready.owner, at=NOON)
    run_plan(job_id=job.pk, clock=lambda: NOON)
    again.refresh_from_db()
    assert (stop["start"], stop["leave"]) in [
        (s["start"], s["leave"]) for s in again.result["days"][day["day"]]["stops"] if s["task"] == stop["task"]
    ]


def test_a_removed_visit_stays_out_and_says_why(ready):
    plan = planned(ready)
    task = next(d for d in plan.result["days"] if d["stops"])["stops"][0]["task"]
    removed = remove_visit_from_plan(plan_id=plan.pk, by=ready.owner, at=NOON, task=task)
    assert [i["reason"] for i in removed.result["left_out"] if i["task"] == task] == ["removed"]
    again, job = replan(plan_id=plan.pk, by=ready.owner, at=NOON)
    run_plan(job_id=job.pk, clock=lambda: NOON)
    again.refresh_from_db()
    assert task not in [s["task"] for d in again.result["days"] for s in d["stops"]]
    assert plan_for_screen(again)["left_out"]


def test_accepting_fills_the_calendar_and_can_be_taken_back(ready):
    first = planned(ready)
    assert accept_plan(plan_id=first.pk, by=ready.owner, at=NOON) == 8
    start, end = week_bounds(WEEK)
    assert len(list_appointments(by=ready.owner, person=ready.owner, start=start, end=end)) == 8
    second = planned(ready)
    accept_plan(plan_id=second.pk, by=ready.owner, at=NOON)
    assert Appointment.objects.visible_to(ready.owner).count() == 8
    operations = Operation.objects.unscoped("a test looks").filter(kind="agenda.accept").order_by("-pk")
    undo_operation(operation_id=operations[0].pk, by=ready.owner, at=NOON)
    assert {a.plan_id for a in Appointment.objects.visible_to(ready.owner)} == {first.pk}
    with pytest.raises(DomainError, match="not_a_draft"):
        accept_plan(plan_id=first.pk, by=ready.owner, at=NOON)


def test_who_may_touch_the_owners_plan(ready):
    plan = planned(ready)
    for person in (ready.mate, ready.stranger):
        for act in (accept_plan, drop_plan):
            with pytest.raises(NotFound):
                act(plan_id=plan.pk, by=person, at=NOON)
        with pytest.raises(NotFound):
            request_plan(by=person, at=NOON, person_id=ready.owner.pk, week=WEEK)
        with pytest.raises(NotFound):
            set_pattern(person_id=ready.owner.pk, by=person, at=NOON, values={})
    drop_plan(plan_id=plan.pk, by=ready.manager, at=NOON)


def test_a_stopped_plan_is_dropped(ready):
    plan, job = request_plan(by=ready.owner, at=NOON, person_id=ready.owner.pk, week=WEEK)
    request_cancel(job_id=job.pk, by=ready.owner)
    run_plan(job_id=job.pk, clock=lambda: NOON)
    plan.refresh_from_db()
    assert plan.state == "dropped"


@pytest.mark.parametrize(
    ("hour", "minute", "minutes", "sentence"),
    [
        (12, 0, 90, "Déjeuner pris avec le rendez-vous : Client Grenoble."),
        (8, 30, 60, "Départ à "),
        (16, 30, 60, "Retour à "),
        (4, 0, 60, "Départ à "),
        (22, 0, 90, "Retour le lendemain à "),
    ],
)
def test_an_appointment_at_any_hour_is_planned_around_and_reported(ready, hour, minute, minutes, sentence):
    book(ready, "Client Grenoble", local(2, hour, minute), minutes)
    shown = plan_as_json(planned(ready))
    assert [s["name"] for s in shown["days"][2]["stops"] if s["fixed"]] == ["Client Grenoble"]
    assert any(note.startswith(sentence) for note in shown["days"][2]["notes"]), shown["days"][2]["notes"]
    assert shown["totals"]["visits"] == 8


def test_an_evening_appointment_today_is_planned_late_in_the_evening(ready):
    late = local(2, 23, 50)
    book(ready, "Client Grenoble", local(3, 9), 60)
    _plan, job = request_plan(by=ready.owner, at=late, person_id=ready.owner.pk, week=WEEK)
    assert run_plan(job_id=job.pk, clock=lambda: late).state == "draft"


def test_nobody_is_visited_on_a_public_holiday_of_the_customers_place(cast):
    week = Week(2027, 12)  # Good Friday is its 26 March
    set_pattern(
        person_id=cast.owner.pk,
        by=cast.owner,
        at=NOON,
        values={"start_label": "54000 Nancy", "days": [[480, 1080]] * 5 + [[], []]},
    )
    for postcode, city in (("57000", "Metz"), ("54000", "Nancy")):
        make_company(
            cast.owner, f"Client {city}", call_interval=30, potential=9000, site_postcode=postcode, site_city=city
        )
    inputs = gather_week(by=cast.owner, person=cast.owner, week=week, now=NOON)
    assert {t.name for t in inputs.tasks} == {"Client Metz", "Client Nancy"}
    open_on = {t.city: [bool(w) for w in t.windows] for t in inputs.tasks}
    assert inputs.days[4].off == "" and open_on["Nancy"][3:5] == [True, True] and open_on["Metz"][3:5] == [True, False]


def test_the_end_of_a_run_does_not_write_the_week_again(ready):
    _plan, job = request_plan(by=ready.owner, at=NOON, person_id=ready.owner.pk, week=WEEK)
    with CaptureQueriesContext(connection) as queries:
        run_plan(job_id=job.pk, clock=lambda: NOON)
    (written,) = [q["sql"] for q in queries.captured_queries if q["sql"].startswith('UPDATE "agenda_plan"')]
    assert '"result" =' in written and '"inputs" =' not in written
