"""Actions on visit reports: save, remove."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from arpent.agenda.public import report_appointment
from arpent.clients.public import (
    change_company,
    delete_timeline_entry,
    get_company_name,
    record_on_timeline,
    record_visit,
)
from arpent.history.public import operation
from arpent.kernel.errors import NotFound
from arpent.kernel.ids import parse_id
from arpent.people.public import User, get_person, require_permission

from ..models import LeftItem, ReportForm, Visit
from ..permissions import VisitPermission
from ..queries.forms import get_form, questions_of
from ..rules.report import Report, read_report


def save_visit(
    *, visit_id: UUID, by: User, at: dt.datetime, body: Mapping[str, Any], author_id: UUID | None = None
) -> Visit:
    """Save a visit's report under the id that the device generated. ``body``: see ``rules/report.py``.
    Marks the appointment as done and updates the company's last visit, next step and timeline. Raise NotFound for a
    company, visit or author out of reach, DomainError people.not_allowed or those of ``read_report``.
    """
    require_permission(by, VisitPermission.REPORT_VISITS)
    form_id = parse_id(str(body.get("form") or ""))
    form = get_form(form_id=form_id, by=by) if form_id else None
    report = read_report(body, questions_of(form))
    name = get_company_name(company_id=report.company_id, by=by)
    if name is None:
        raise NotFound("company")
    with operation(by=by, at=at, kind="visits.report", label=name):
        visit = Visit.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=visit_id).first()
        if visit is None:
            author = get_person(person_id=author_id or by.pk, by=by, permission=VisitPermission.REPORT_VISITS)
            if author is None:
                raise NotFound("person")
            visit = Visit(id=visit_id, person=author, created_at=at)
        elif (
            get_person(person_id=visit.person_id, by=by, permission=VisitPermission.REPORT_VISITS, closed_too=True)
            is None
        ):
            raise NotFound("visit")
        _fill(visit, report, form, by)
        visit.revision += 1
        visit.save(force_insert=visit.revision == 1)
        _write_left(visit, report, by)
        _tell_company(visit, name, by, at)
    return visit


def remove_visit(*, visit_id: UUID, by: User, at: dt.datetime) -> UUID:
    """Remove a report and its timeline entry (undoable); return the company's id.
    Raise NotFound, DomainError people.not_allowed.
    """
    require_permission(by, VisitPermission.REPORT_VISITS)
    with operation(by=by, at=at, kind="visits.removed") as op:
        visit = Visit.objects.visible_to(by).select_related("company").filter(pk=visit_id).first()
        if (
            visit is None
            or get_person(person_id=visit.person_id, by=by, permission=VisitPermission.REPORT_VISITS, closed_too=True)
            is None
        ):
            raise NotFound("visit")
        op.describe(visit.company.name)
        company_id = visit.company_id
        delete_timeline_entry(entry_id=visit.pk, by=by)
        visit.delete()
    return company_id


def _fill(visit: Visit, report: Report, form: ReportForm | None, by: User) -> None:
    visit.company_id, visit.form = report.company_id, form
    visit.started_at, visit.ended_at = report.started_at, report.ended_at
    for name, text in report.texts.items():
        setattr(visit, name, text)
    visit.aim_reached, visit.satisfaction, visit.next_step_on = (
        report.aim_reached,
        report.satisfaction,
        report.next_step_on,
    )
    visit.met, visit.answers = report.met, report.answers
    if report.appointment_id and report.appointment_id != visit.appointment_id:
        found = report_appointment(appointment_id=report.appointment_id, company_id=report.company_id, by=by)
        visit.appointment_id = found.pk if found else None


def _write_left(visit: Visit, report: Report, by: User) -> None:
    existing = list(LeftItem.objects.visible_to(by).filter(visit=visit))
    reported = [(x.kind, x.label, x.quantity, x.on) for x in report.left]
    if [(x.kind, x.label, x.quantity, x.on) for x in existing] == reported:
        return
    for item in existing:
        item.delete()
    for i, (kind, label, quantity, on) in enumerate(reported):
        LeftItem(visit=visit, kind=kind, label=label, quantity=quantity, on=on, position=i).save(force_insert=True)


def _tell_company(visit: Visit, name: str, by: User, at: dt.datetime) -> None:
    """Have the company know: last visit, next step, one entry of its timeline for the life of the report."""
    if visit.ended_at is not None:
        record_visit(company_id=visit.company_id, by=by, at=at, on=timezone.localdate(visit.started_at))
    if visit.next_step and visit.next_step_on:
        change_company(
            company_id=visit.company_id,
            by=by,
            at=at,
            values={"next_step": visit.next_step, "next_step_on": visit.next_step_on},
        )
    body = "\n".join(x for x in (visit.said, visit.need, visit.competitor) if x)
    record_on_timeline(
        company_id=visit.company_id,
        by=by,
        at=at,
        kind="visit",
        title=visit.aim or name,
        body=body,
        happened_at=visit.started_at,
        entry_id=visit.pk,
    )
