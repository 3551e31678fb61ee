"""Views of visit reports, panels of companies and appointments, and files."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from arpent.agenda.public import get_appointment
from arpent.clients.public import get_company_name
from arpent.kernel.errors import NotFound
from arpent.web.session import current_user, is_access_checked

from ..actions.attachments import remove_file
from ..actions.visits import remove_visit
from ..permissions import VisitPermission
from ..queries.visits import (
    get_file,
    get_visit,
    list_company_visits,
    list_files,
    list_left,
    list_left_with,
    list_replies,
    list_visits,
    path_of,
    visit_as_body,
    visit_of,
)
from .submission_text import show_answers, show_report


@require_GET
def visits(request: HttpRequest) -> HttpResponse:
    """List the visit reports that the person can see."""
    by = current_user(request)
    return render(
        request,
        "visits/list.html",
        {"visits": list_visits(by=by), "may_set": by.has_permission(VisitPermission.SET_FIELD)},
    )


@require_GET
def visit(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Show a visit report with its files. Raise NotFound for one out of reach."""
    by = current_user(request)
    found = get_visit(visit_id=visit_id, by=by)
    if found is None:
        raise NotFound("visit")
    rows = show_report(body=visit_as_body(found, list_left(visit_id=found.pk, by=by)), by=by)
    context = {
        "visit": found,
        "rows": [(words, text) for key, words, text in rows if text and key != "company"],
        "files": list_files(by=by, visit_id=found.pk),
        "own": found.person_id == by.pk,
    }
    return render(request, "visits/visit.html", context)


@require_GET
def company_panel(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Show the visits, survey replies and files of a company on its page. Raise NotFound for a company out of reach."""
    by = current_user(request)
    if not is_access_checked(request, company_id) and get_company_name(company_id=company_id, by=by) is None:
        raise NotFound("company")
    replies = [
        (
            r,
            [
                (words, text)
                for _key, words, text in show_answers(body={"form": str(r.form_id), "answers": r.answers}, by=by)
            ],
        )
        for r in list_replies(company_id=company_id, by=by)
    ]
    context = {
        "visits": list_company_visits(company_id=company_id, by=by),
        "left": list_left_with(company_id=company_id, by=by),
        "company_id": company_id,
        "replies": replies,
        "files": [f for f in list_files(by=by, company_id=company_id) if f.visit_id is None],
    }
    return render(request, "visits/company_panel.html", context)


@require_GET
def appointment_panel(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Link an appointment's page to its report. Raise NotFound for an appointment out of reach."""
    by = current_user(request)
    found = get_appointment(appointment_id=appointment_id, by=by)
    if found is None:
        raise NotFound("appointment")
    context = {"appointment": found, "visit": visit_of(appointment_id=appointment_id, by=by)}
    return render(request, "visits/appointment_panel.html", context)


@require_GET
def file(request: HttpRequest, attachment_id: UUID) -> FileResponse:
    """Serve a file with its checked media type, sandboxed. Raise NotFound for one out of reach or without bytes."""
    found = get_file(file_id=attachment_id, by=current_user(request))
    if found is None or not path_of(found).exists():
        raise NotFound("file")
    response = FileResponse(path_of(found).open("rb"), content_type=found.media_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
def file_remove(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """Remove a file of a visit (POST)."""
    attachment = remove_file(file_id=attachment_id, by=current_user(request), at=timezone.now())
    return (
        redirect("visits:visit", attachment.visit_id)
        if attachment.visit_id
        else redirect("clients:company", attachment.company_id)
    )


@require_POST
def visit_remove(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Remove a visit report (POST)."""
    return redirect("clients:company", remove_visit(visit_id=visit_id, by=current_user(request), at=timezone.now()))
