"""Queries of visits, their files and items, and survey replies."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from arpent.database.lists import prevent_lazy_loading
from arpent.people.public import User
from arpent.web.uploads import stored_path

from ..models import Attachment, LeftItem, SurveyReply, Visit

FOLDER = "field"


def get_visit(*, visit_id: UUID, by: User) -> Visit | None:
    """Return a visit, or None when the person cannot see it."""
    return Visit.objects.visible_to(by).select_related("person", "company", "form").filter(pk=visit_id).first()


def visit_of(*, appointment_id: UUID, by: User) -> Visit | None:
    """Return the report of an appointment, or None."""
    return Visit.objects.visible_to(by).filter(appointment=appointment_id).first()


def list_company_visits(*, company_id: UUID, by: User, limit: int = 5) -> list[Visit]:
    """Return the last visits of a company, latest first."""
    rows = prevent_lazy_loading(Visit.objects.visible_to(by).filter(company_id=company_id).select_related("person"))
    return list(rows.order_by("-started_at", "-pk")[:limit])


def list_visits(*, by: User, person: User | None = None, limit: int = 50) -> list[Visit]:
    """Return the last visits that the person can see, of one author when given, latest first."""
    rows = prevent_lazy_loading(Visit.objects.visible_to(by).select_related("person", "company"))
    rows = rows.filter(person=person) if person else rows
    return list(rows.order_by("-started_at", "-pk")[:limit])


def list_left(*, visit_id: UUID, by: User) -> list[LeftItem]:
    """Return the items left at a visit."""
    return list(LeftItem.objects.visible_to(by).filter(visit=visit_id))


def list_left_with(*, company_id: UUID, by: User) -> list[LeftItem]:
    """Return all items left with a company or taken back, latest first."""
    rows = LeftItem.objects.visible_to(by).filter(visit__company=company_id).select_related("visit__person")
    return list(rows.order_by("-on", "-pk"))


def list_files(*, by: User, visit_id: UUID | None = None, company_id: UUID | None = None) -> list[Attachment]:
    """Return the files of a visit, or all files of a company."""
    rows = Attachment.objects.visible_to(by)
    return list(rows.filter(visit=visit_id) if visit_id else rows.filter(company=company_id))


def get_file(*, file_id: UUID, by: User) -> Attachment | None:
    """Return a file, or None when the person cannot see it."""
    return Attachment.objects.visible_to(by).filter(pk=file_id).first()


def path_of(file: Attachment) -> Path:
    """Return the path of a stored file. Raise NotFound when its bytes were erased."""
    return stored_path(FOLDER, file.stored_as)


def list_replies(*, company_id: UUID, by: User) -> list[SurveyReply]:
    """Return the survey replies of a company that the person can see, latest first."""
    rows = SurveyReply.objects.visible_to(by).filter(company=company_id).select_related("form", "person")
    return list(rows.order_by("-answered_at"))


def visit_as_body(visit: Visit, left: Iterable[LeftItem]) -> dict[str, Any]:
    """Return a visit in the shape a phone submits it, the input of ``read_report``."""
    return {
        "company": str(visit.company_id),
        "appointment": str(visit.appointment_id or ""),
        "form": str(visit.form_id or ""),
        "started_at": visit.started_at.isoformat(),
        "ended_at": visit.ended_at.isoformat() if visit.ended_at else "",
        "aim": visit.aim,
        "aim_reached": visit.aim_reached,
        "met": visit.met,
        "said": visit.said,
        "need": visit.need,
        "competitor": visit.competitor,
        "next_step": visit.next_step,
        "next_step_on": visit.next_step_on.isoformat() if visit.next_step_on else "",
        "satisfaction": visit.satisfaction,
        "left": [{"kind": x.kind, "label": x.label, "quantity": x.quantity, "on": x.on.isoformat()} for x in left],
        "answers": visit.answers,
    }
