"""Reports as they are written: what follows from them, who may write them, and the way back."""

import datetime as dt

import pytest

from arpent.agenda.public import get_appointment, save_appointment
from arpent.clients.testing import make_company
from arpent.history.actions.undo import undo_operation
from arpent.kernel.errors import NotFound
from arpent.kernel.ids import new_id
from arpent.people.testing import NOON
from arpent.visits.actions.attachments import attach_file, remove_file
from arpent.visits.actions.forms import remove_section, save_form, save_section, shift_section
from arpent.visits.actions.surveys import save_reply
from arpent.visits.actions.visits import remove_visit, save_visit
from arpent.visits.models import LeftItem, Section, Visit
from arpent.visits.queries.field import snapshot_forms, snapshot_visits
from arpent.visits.queries.forms import get_form
from arpent.visits.queries.visits import list_company_visits, list_files, list_left_with, list_replies
from arpent.visits.testing import make_visit, report_body
from tests.shared_rows import shared_rows

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@shared_rows
def company(cast):
    return make_company(cast.owner)


def operation(by, kind):
    from arpent.history.public import Operation

    return Operation.objects.visible_to(by).filter(kind=kind).first()


def test_a_report_moves_the_last_visit_the_next_step_and_the_timeline(cast, company):
    visit = make_visit(
        cast.owner, company.pk, next_step="Envoyer le devis", next_step_on="2026-12-01", said="La pompe fuit"
    )
    company.refresh_from_db()
    assert (company.last_visit_on, company.next_step, company.next_step_on) == (
        dt.date(2026, 11, 24),
        "Envoyer le devis",
        dt.date(2026, 12, 1),
    )
    save_visit(visit_id=visit.pk, by=cast.owner, at=NOON, body=report_body(company.pk, said="La pompe ne fuit plus"))
    entries = company.timeline.all()._chain().visible_to(cast.owner)
    assert [e.body for e in entries] == ["La pompe ne fuit plus"], "one entry for the life of a report"


def test_a_visit_in_the_evening_counts_on_its_local_day(cast, company):
    make_visit(cast.owner, company.pk, started_at="2026-11-24T23:30:00+00:00", ended_at="2026-11-24T23:50:00+00:00")
    company.refresh_from_db()
    assert company.last_visit_on == dt.date(2026, 11, 25)


def test_the_appointment_is_done_and_one_of_another_company_is_left_alone(cast, company):
    other = make_company(cast.owner, "Autre")
    starts = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
    mine, theirs = (
        save_appointment(by=cast.owner, at=NOON, person_id=cast.owner.pk, starts_at=starts, minutes=30, company_id=c.pk)
        for c in (company, other)
    )
    make_visit(cast.owner, company.pk, appointment=str(mine.pk))
    make_visit(cast.owner, company.pk, appointment=str(theirs.pk))
    assert [get_appointment(appointment_id=a.pk, by=cast.owner).state for a in (mine, theirs)] == ["done", "planned"]


def test_what_was_left_is_dated_and_written_once(cast, company):
    left = [{"kind": "sample", "label": "Garniture", "quantity": 2, "on": "2026-11-20"}]
    visit = make_visit(cast.owner, company.pk, left=left)
    save_visit(visit_id=visit.pk, by=cast.owner, at=NOON, body=report_body(company.pk, left=left))
    assert [(x.label, x.quantity, x.on) for x in list_left_with(company_id=company.pk, by=cast.owner)] == [
        ("Garniture", 2, dt.date(2026, 11, 20))
    ]


def test_everyone_who_sees_the_company_reads_the_report_and_only_its_people_write_it(cast, company):
    visit = make_visit(cast.owner, company.pk)
    assert Visit.objects.visible_to(cast.manager).filter(pk=visit.pk).exists()
    assert not Visit.objects.visible_to(cast.mate).filter(pk=visit.pk).exists()
    save_visit(visit_id=visit.pk, by=cast.manager, at=NOON, body=report_body(company.pk, said="relu"))
    visit.refresh_from_db()
    assert (visit.said, visit.person) == ("relu", cast.owner)
    with pytest.raises(NotFound):
        save_visit(visit_id=visit.pk, by=cast.mate, at=NOON, body=report_body(company.pk))
    with pytest.raises(NotFound):
        remove_visit(visit_id=visit.pk, by=cast.stranger, at=NOON)


def test_a_removed_report_is_restored_completely(cast, company):
    visit = make_visit(
        cast.owner, company.pk, left=[{"kind": "stock", "label": "Filtre", "quantity": 1, "on": "2026-11-24"}]
    )
    remove_visit(visit_id=visit.pk, by=cast.owner, at=NOON)
    assert list_company_visits(company_id=company.pk, by=cast.owner) == []
    undo_operation(operation_id=operation(cast.owner, "visits.removed").pk, by=cast.owner, at=NOON)
    assert list_company_visits(company_id=company.pk, by=cast.owner) == [visit]
    assert LeftItem.objects.visible_to(cast.owner).filter(visit=visit).count() == 1


def test_a_new_report_undone_takes_its_traces_along(cast, company):
    visit = make_visit(cast.owner, company.pk)
    undo_operation(operation_id=operation(cast.owner, "visits.report").pk, by=cast.owner, at=NOON)
    company.refresh_from_db()
    assert not Visit.objects.visible_to(cast.owner).filter(pk=visit.pk).exists()
    assert company.last_visit_on is None


def test_a_form_begins_with_the_usual_sections_in_a_stable_order(cast):
    form = save_form(by=cast.direction, at=NOON, name="Découverte", checklist="Plaquette\n\nCarte")
    section = save_section(
        by=cast.direction, at=NOON, form_id=form.pk, kind="choice", title="État", choices=["bon", "mauvais"]
    )
    before = [s.kind for s in get_form(form_id=form.pk, by=cast.owner).sections.all()]
    assert before[0] == "aim"
    assert before[-1] == "choice"
    shift_section(by=cast.direction, at=NOON, section_id=section.pk, up=True)
    assert [s.kind for s in get_form(form_id=form.pk, by=cast.owner).sections.all()][-2] == "choice"
    [form_data] = snapshot_forms(by=cast.owner)
    assert form_data["checklist"] == ["Plaquette", "Carte"]
    remove_section(by=cast.direction, at=NOON, section_id=section.pk)
    assert not Section.objects.visible_to(cast.owner).filter(pk=section.pk).exists()


@pytest.mark.parametrize("role", ["owner", "manager", "assistant"])
def test_forms_are_written_with_the_permission_only(cast, role):
    from arpent.people.testing import refused

    assert refused(lambda: save_form(by=getattr(cast, role), at=NOON, name="x")) == "people.not_allowed"


def test_a_form_refuses_what_makes_no_sense(cast):
    from arpent.people.testing import refused

    direction = cast.direction
    survey = save_form(by=direction, at=NOON, name="Enquête", purpose="survey")
    form = save_form(by=direction, at=NOON, name="Suivi")

    def section(form_id=form.pk, **form_data):
        return save_section(by=direction, at=NOON, form_id=form_id, **form_data)

    assert refused(lambda: save_form(by=direction, at=NOON, name=" "), "name") == "visits.form_name_needed"
    assert refused(lambda: section(kind="aim"), "kind") == "visits.section_twice"
    assert refused(lambda: section(kind="text"), "title") == "visits.section_title_needed"
    assert refused(lambda: section(form_id=survey.pk, kind="photos"), "kind") == "visits.survey_asks"
    assert refused(lambda: section(kind="hologram"), "kind") == "visits.wrong_section"


def test_a_reply_to_a_survey_is_no_visit(cast, company):
    survey = save_form(by=cast.direction, at=NOON, name="Service", purpose="survey")
    section = save_section(by=cast.direction, at=NOON, form_id=survey.pk, kind="yes_no", title="Content ?")
    body = {
        "company": str(company.pk),
        "form": str(survey.pk),
        "answered_at": NOON.isoformat(),
        "answers": {str(section.pk): "yes"},
    }
    save_reply(reply_id=new_id(), by=cast.owner, at=NOON, body=body)
    company.refresh_from_db()
    assert [r.answers for r in list_replies(company_id=company.pk, by=cast.owner)] == [{str(section.pk): "yes"}]
    assert company.last_visit_on is None


def test_a_file_belongs_to_its_visit_and_is_what_it_says(cast, company, tmp_path):
    from arpent.people.testing import picture_bytes, refused

    visit = make_visit(cast.owner, company.pk)
    path = tmp_path / "x"
    path.write_bytes(picture_bytes())
    body = {
        "visit": str(visit.pk),
        "kind": "photo",
        "type": "image/jpeg",
        "taken_at": NOON.isoformat(),
        "caption": "Pompe",
    }
    file = attach_file(file_id=new_id(), by=cast.owner, at=NOON, body=body, path=path, sha256="a" * 64)
    assert (file.company_id, file.size) == (company.pk, len(picture_bytes()))
    assert [f.pk for f in list_files(by=cast.manager, visit_id=visit.pk)] == [file.pk]
    wrong = {**body, "type": "text/html"}
    assert (
        refused(lambda: attach_file(file_id=new_id(), by=cast.owner, at=NOON, body=wrong, path=path, sha256="a" * 64))
        == "visits.wrong_media"
    )
    with pytest.raises(NotFound):
        attach_file(file_id=new_id(), by=cast.stranger, at=NOON, body=body, path=path, sha256="a" * 64)
    with pytest.raises(NotFound):
        remove_file(file_id=file.pk, by=cast.mate, at=NOON)
    remove_file(file_id=file.pk, by=cast.owner, at=NOON)
    assert list_files(by=cast.owner, visit_id=visit.pk) == []


def test_the_board_takes_the_last_three_visits_of_each_company(cast, company, django_assert_max_num_queries):
    for hour in range(5):
        make_visit(cast.owner, company.pk, started_at=f"2026-11-2{hour}T10:00:00+00:00", ended_at="")
    with django_assert_max_num_queries(3):
        found = snapshot_visits(by=cast.owner, company_ids=[company.pk])
    assert [v["body"]["started_at"][:10] for v in found[company.pk]] == ["2026-11-24", "2026-11-23", "2026-11-22"]
