"""Accepting a plan shows what it changes, keeps what was accepted, and names what it moves."""

import datetime as dt

import pytest

from arpent.agenda.actions.calendar import cancel_appointment, save_appointment
from arpent.agenda.actions.plan_acceptance import accept_plan
from arpent.agenda.actions.plan_edits import lock_visit, move_visit, price_move, remove_visit_from_plan
from arpent.agenda.actions.planning import replan, run_plan
from arpent.agenda.models import Appointment
from arpent.agenda.queries.week_change import get_week_change, plan_token
from arpent.agenda.rules.week_difference import Booking, compare_weeks
from arpent.agenda.tests.weeks import book, local, planned
from arpent.agenda.web.plan_difference import show_difference
from arpent.clients.testing import make_company
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.kernel.errors import DomainError
from arpent.people.testing import NOON

pytestmark = pytest.mark.postgresql


def calendar(cast):
    rows = Appointment.objects.visible_to(cast.owner).exclude(state="cancelled")
    return {a.pk: (a.title, a.starts_at, a.ends_at, a.note, a.fixed) for a in rows}


def change_of(cast, plan, at=NOON):
    return get_week_change(plan=plan, by=cast.owner, at=at)


def accepted(cast):
    """Accept a first plan of the week; return its calendar."""
    accept_plan(plan_id=planned(cast).pk, by=cast.owner, at=NOON)
    return calendar(cast)


def test_every_visit_is_in_one_list():
    here = [Booking(str(i), f"C{i}", i, i + 1) for i in range(4)]
    there = [Booking("0", "C0", 0, 1), Booking("1", "C1", 5, 6), Booking("", "Neuf", 7, 8)]
    found = compare_weeks(here, there)
    assert [b.id for b in found.unchanged] == ["0"] and [b.id for b, _ in found.moved] == ["1"]
    assert [b.id for b in found.removed] == ["2", "3"] and [w.name for w in found.added] == ["Neuf"]


def test_planning_again_goes_around_what_was_accepted(ready):
    before = accepted(ready)
    make_company(
        ready.owner, "Client neuf", call_interval=30, potential=90_000, site_postcode="69003", site_city="Lyon"
    )
    plan = planned(ready)
    shown = show_difference(change_of(ready, plan).difference)
    assert shown["text"] == "8 visites prévues : 8 gardées, 0 déplacée, 0 retirée. 1 ajoutée."
    accept_plan(plan_id=plan.pk, by=ready.owner, at=NOON)
    after = calendar(ready)
    assert {k: after[k] for k in before} == before and len(after) == 9


def test_visits_accepted_earlier_are_planned_again_on_request_and_keep_their_notes(ready):
    before = accepted(ready)
    Appointment.objects.visible_to(ready.owner).update(note="Apporter le plan")
    save_appointment(
        by=ready.owner,
        at=NOON,
        person_id=ready.owner.pk,
        starts_at=local(0, 8),
        minutes=600,
        title="Salon",
        kind="visit",
    )
    plan = planned(ready, replan_accepted=True)
    change = change_of(ready, plan).difference
    assert change.moved or change.removed
    accept_plan(plan_id=plan.pk, by=ready.owner, at=NOON)
    after = calendar(ready)
    assert {b.id for b in change.removed} == {str(k) for k in before} - {str(k) for k in after}
    assert all(after[k][3] == "Apporter le plan" for k in before if k in after)
    operation = Operation.objects.unscoped("a test looks").filter(kind="agenda.accept").latest("pk")
    undo_operation(operation_id=operation.pk, by=ready.owner, at=NOON)
    undone = calendar(ready)
    assert {k: undone[k][:3] for k in before} == {k: v[:3] for k, v in before.items()}


def test_an_appointment_agreed_with_the_customer_never_moves(ready):
    agreed = book(ready, "Client Grenoble", local(2, 10), 60)
    accepted(ready)
    plan = planned(ready, replan_accepted=True)
    difference = change_of(ready, plan).difference
    assert str(agreed.pk) in {b.id for b in difference.unchanged}
    accept_plan(plan_id=plan.pk, by=ready.owner, at=NOON)
    assert calendar(ready)[agreed.pk][1:3] == (local(2, 10), local(2, 11))


def test_appointments_that_no_plan_can_place_stay_where_they_are(ready):
    own = save_appointment(
        by=ready.owner,
        at=NOON,
        person_id=ready.owner.pk,
        starts_at=local(1, 9),
        minutes=30,
        title="Devis",
        kind="office",
        fixed=False,
    )
    first, second = (book(ready, "Client Givors", local(2, h), 45, fixed=False) for h in (9, 15))
    accept_plan(plan_id=planned(ready, replan_accepted=True).pk, by=ready.owner, at=NOON)
    assert {own.pk, second.pk} <= set(calendar(ready)) and first.pk in calendar(ready)


def test_a_plan_is_not_accepted_over_a_calendar_that_changed(ready):
    accepted(ready)
    plan = planned(ready)
    row = Appointment.objects.visible_to(ready.owner).first()
    save_appointment(
        by=ready.owner,
        at=NOON,
        person_id=ready.owner.pk,
        starts_at=row.starts_at + dt.timedelta(minutes=5),
        minutes=30,
        company_id=row.company_id,
        fixed=False,
        appointment_id=row.pk,
    )
    with pytest.raises(DomainError, match="changed_since"):
        accept_plan(plan_id=plan.pk, by=ready.owner, at=NOON)
    plan = planned(ready)
    save_appointment(
        by=ready.owner,
        at=NOON,
        person_id=ready.owner.pk,
        starts_at=local(3, 0),
        minutes=24 * 60,
        title="Congé",
        kind="away",
    )
    with pytest.raises(DomainError, match="changed_since"):
        accept_plan(plan_id=plan.pk, by=ready.owner, at=NOON)


def test_a_visit_cancelled_since_the_plan_is_not_planned_again(ready):
    accepted(ready)
    plan = planned(ready)
    row = Appointment.objects.visible_to(ready.owner).first()
    cancel_appointment(appointment_id=row.pk, by=ready.owner, at=NOON)
    accept_plan(plan_id=plan.pk, by=ready.owner, at=NOON)
    assert len(calendar(ready)) == 7 and row.company_id not in {
        a.company_id for a in Appointment.objects.visible_to(ready.owner).exclude(state="cancelled")
    }


def test_a_page_drawn_before_a_change_is_not_accepted_nor_changed(ready):
    plan = planned(ready)
    page = plan_token(plan, change_of(ready, plan))
    task = next(d for d in plan.result["days"] if d["stops"])["stops"][0]["task"]
    plan = remove_visit_from_plan(plan_id=plan.pk, by=ready.owner, at=NOON, task=task, seen=page)
    for act, values in (
        (accept_plan, {}),
        (move_visit, {"task": task, "day": 0}),
        (lock_visit, {"task": task, "locked": True}),
        (remove_visit_from_plan, {"task": task}),
    ):
        with pytest.raises(DomainError, match="page_stale"):
            act(plan_id=plan.pk, by=ready.owner, at=NOON, seen=page, **values)
    fresh = plan_token(plan, change_of(ready, plan))
    assert accept_plan(plan_id=plan.pk, by=ready.owner, at=NOON, seen=fresh) == 7


def test_stops_that_are_past_at_acceptance_stay_out_of_the_calendar(ready):
    plan = planned(ready)
    late = local(6, 23)
    assert accept_plan(plan_id=plan.pk, by=ready.owner, at=late) == 0


def test_accepted_visits_can_be_released_from_the_proposal(ready):
    accepted(ready)
    plan = planned(ready)
    task = next(d for d in plan.result["days"] if d["stops"])["stops"][0]["task"]
    with pytest.raises(DomainError, match="locked"):
        price_move(plan_id=plan.pk, by=ready.owner, at=NOON, task=task)
    again, job = replan(plan_id=plan.pk, by=ready.owner, at=NOON, replan_accepted=True)
    run_plan(job_id=job.pk, clock=lambda: NOON)
    again.refresh_from_db()
    assert again.inputs["locked"] == {} and price_move(plan_id=again.pk, by=ready.owner, at=NOON, task=task)
