"""Views of the firm's report forms and their sections."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.history.public import open_edit_form, seen_values
from arpent.kernel.errors import NotFound
from arpent.people.public import require_permission
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ..actions.forms import remove_section, save_form, save_section, shift_section
from ..models import ReportForm, Section
from ..permissions import VisitPermission
from ..queries.forms import get_form, get_section, list_forms
from .forms import ReportFormForm, SectionForm


@require_GET
def forms(request: HttpRequest) -> HttpResponse:
    """List the report forms."""
    by = current_user(request)
    require_permission(by, VisitPermission.SET_FIELD)
    return render(request, "visits/forms.html", {"forms": list_forms(by=by)})


@require_http_methods(["GET", "POST"])
def form_new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new report form, and create it."""
    return _form_page(request, None)


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """Show a report form with its sections, and change it. Raise NotFound for an unknown form."""
    by = current_user(request)
    require_permission(by, VisitPermission.SET_FIELD)
    found = get_form(form_id=form_id, by=by)
    if found is None:
        raise NotFound("form")
    return _form_page(request, found)


def _form_page(request: HttpRequest, found: ReportForm | None) -> HttpResponse:
    by = current_user(request)
    require_permission(by, VisitPermission.SET_FIELD)
    initial = {n: getattr(found, n) for n in ReportFormForm.base_fields} if found else None
    form = ReportFormForm(request.POST or None, initial=initial)
    opened = open_edit_form(request, form, found)
    return form_page(
        request,
        form,
        lambda values: save_form(
            by=by, at=timezone.now(), form_id=found.pk if found else None, seen=seen_values(opened), **values
        ),
        done=lambda saved: reverse("visits:form", args=[saved.pk]),
        template="visits/form.html",
        back=reverse("visits:forms"),
        found=found,
        heading=found.name if found else _("Nouveau modèle"),
        sections=list(found.sections.all()) if found else [],
    )


@require_http_methods(["GET", "POST"])
def section_new(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """Show the form of a new section, and create it. Raise NotFound for an unknown report form."""
    by = current_user(request)
    require_permission(by, VisitPermission.SET_FIELD)
    found = get_form(form_id=form_id, by=by)
    if found is None:
        raise NotFound("form")
    return _section_page(request, found.pk, None)


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, section_id: UUID) -> HttpResponse:
    """Show and change a section. Raise NotFound for an unknown section."""
    by = current_user(request)
    require_permission(by, VisitPermission.SET_FIELD)
    found = get_section(section_id=section_id, by=by)
    if found is None:
        raise NotFound("section")
    return _section_page(request, found.form_id, found)


def _section_page(request: HttpRequest, form_id: UUID, found: Section | None) -> HttpResponse:
    by, back = current_user(request), reverse("visits:form", args=[form_id])
    initial = (
        {"kind": found.kind, "title": found.title, "choices": "\n".join(found.choices), "required": found.required}
        if found
        else {"kind": "text"}
    )
    form = SectionForm(request.POST or None, initial=initial)
    shown = {n: getattr(found, n) for n in form.fields} if found else None
    opened = open_edit_form(request, form, found, shown=shown, create_url=reverse("visits:section_new", args=[form_id]))
    return form_page(
        request,
        form,
        lambda values: save_section(
            by=by,
            at=timezone.now(),
            form_id=form_id,
            section_id=found.pk if found else None,
            seen=seen_values(opened),
            **(values | {"choices": values["choices"].splitlines()}),
        ),
        done=back,
        back=back,
        heading=str(found) if found else _("Nouvelle section"),
        danger=reverse("visits:section_remove", args=[found.pk]) if found else "",
    )


@require_POST
def section_shift(request: HttpRequest, section_id: UUID) -> HttpResponse:
    """Move a section up or down (POST)."""
    up = request.POST.get("up") == "1"
    return redirect(
        "visits:form", shift_section(by=current_user(request), at=timezone.now(), section_id=section_id, up=up)
    )


@require_POST
def section_remove(request: HttpRequest, section_id: UUID) -> HttpResponse:
    """Remove a section (POST)."""
    return redirect("visits:form", remove_section(by=current_user(request), at=timezone.now(), section_id=section_id))
