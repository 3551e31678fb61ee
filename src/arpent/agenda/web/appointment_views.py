"""Views of an appointment: create, change, cancel, mark as done."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from arpent.clients.public import get_company_name
from arpent.history.public import open_edit_form, posted_seen_values, seen_values
from arpent.kernel.datetimes import next_weekday, parse_datetime
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import parse_id
from arpent.kernel.merging import Seen
from arpent.kernel.periods import Week
from arpent.web.error_messages import add_form_errors
from arpent.web.session import current_user

from ..actions.calendar import appointment_fields, cancel_appointment, mark_done, save_appointment
from ..models import Appointment
from ..queries.calendar import get_appointment
from .forms import AppointmentForm, NewAppointmentForm, moment


@require_http_methods(["GET", "POST"])
def appointment_new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new appointment, and create it. The address may give ``company``, ``at`` (a local date and
    time) and ``person``. Raise NotFound for a company out of reach.
    """
    by = current_user(request)
    company = parse_id(request.GET.get("company", ""))
    name = get_company_name(company_id=company, by=by) if company else None
    if request.GET.get("company") and name is None:
        raise NotFound("company")
    start = parse_datetime(request.GET.get("at", "")) or moment(next_weekday(timezone.localdate()), dt.time(9))
    here = timezone.localtime(start)
    initial = {
        "company": company,
        "person": request.GET.get("person", str(by.pk)),
        "day": here.date(),
        "time": here.time(),
        "minutes": 45,
        "kind": "visit",
        "title": "",
        "fixed": True,
    }
    form = NewAppointmentForm(request.POST or None, by=by, initial=initial)
    heading = _("Rendez-vous chez %(name)s") % {"name": name} if name else _("Nouveau rendez-vous")
    chosen = form.cleaned_data.get("company") if form.is_bound and form.is_valid() else None
    return _appointment_form(request, form, heading, chosen, None)


@require_http_methods(["GET", "POST"])
def appointment(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Show and change an appointment. Raise NotFound for one out of reach."""
    by = current_user(request)
    found = get_appointment(appointment_id=appointment_id, by=by)
    if found is None:
        raise NotFound("appointment")
    here = timezone.localtime(found.starts_at)
    initial = {
        "person": str(found.person_id),
        "kind": found.kind,
        "title": found.title,
        "day": here.date(),
        "time": here.time(),
        "minutes": int((found.ends_at - found.starts_at).total_seconds() // 60),
        "fixed": found.fixed,
        "note": found.note,
    }
    form = AppointmentForm(request.POST or None, by=by, initial=initial)
    create_url = reverse("agenda:appointment_new") + (f"?company={found.company_id}" if found.company_id else "")
    opened = open_edit_form(
        request, form, found, shown=appointment_fields(found), names={"person_id": "person"}, create_url=create_url
    )
    return _appointment_form(request, form, found.title, found.company_id, found, seen_values(opened))


def _appointment_form(
    request: HttpRequest,
    form: AppointmentForm,
    heading: str,
    company: UUID | None,
    found: Appointment | None,
    seen: Seen = None,
) -> HttpResponse:
    by = current_user(request)
    if request.method == "POST" and form.is_valid():
        v = form.cleaned_data
        starts_at = moment(v["day"], v["time"])
        try:
            saved = save_appointment(
                by=by,
                at=timezone.now(),
                person_id=parse_id(v["person"]) or by.pk,
                starts_at=starts_at,
                minutes=v["minutes"],
                title=v["title"],
                company_id=company,
                kind=v["kind"],
                fixed=v["fixed"],
                note=v["note"],
                appointment_id=found.pk if found else None,
                seen=seen,
            )
        except DomainError as refusal:
            if isinstance(refusal, NotFound):
                raise
            add_form_errors(refusal, form)
        else:
            return redirect(f"{reverse('agenda:week')}?week={Week.of(v['day'])}&person={saved.person_id}")
    context: dict[str, Any] = {"form": form, "heading": heading, "appointment": found, "now": timezone.now()}
    return render(request, "agenda/appointment.html", context, status=422 if form.errors else 200)


@require_POST
def appointment_cancel(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Cancel an appointment (POST)."""
    found = cancel_appointment(
        appointment_id=appointment_id,
        by=current_user(request),
        at=timezone.now(),
        seen=posted_seen_values(request, appointment_id),
    )
    messages.info(request, _("Rendez-vous annulé. L’historique permet de le rétablir."))
    day = timezone.localtime(found.starts_at).date()
    return redirect(f"{reverse('agenda:week')}?week={Week.of(day)}&person={found.person_id}")


@require_POST
def appointment_done(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Mark an appointment as done (POST)."""
    found = mark_done(
        appointment_id=appointment_id,
        by=current_user(request),
        at=timezone.now(),
        note=request.POST.get("note", ""),
        seen=posted_seen_values(request, appointment_id),
    )
    return redirect("clients:company", company_id=found.company_id) if found.company_id else redirect("agenda:week")
