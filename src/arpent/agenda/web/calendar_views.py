"""Views of the calendar: the week, appointments, working pattern, exports."""

from typing import Any

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from arpent.history.public import open_edit_form, seen_values
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import parse_id
from arpent.kernel.periods import Week
from arpent.people.public import User, get_person, require_permission
from arpent.territory.public import list_campaigns
from arpent.web.form_fields import select_field
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ..actions.calendar import (
    PATTERN_VALUES,
    pattern_fields,
    set_pattern,
)
from ..documents.icalendar import appointments_ics
from ..documents.roadbook import roadbook_days, roadbook_pdf
from ..permissions import AgendaPermission
from ..queries.calendar import get_pattern, latest_plan, list_appointments, week_bounds
from ..queries.late_day import replan_late
from ..queries.planning import is_movable
from .forms import PatternForm, people_choices


def read_week(request: HttpRequest) -> Week:
    """Return the requested week, by default the current one. Raise DomainError agenda.wrong_week for an unreadable
    text.
    """
    text = request.GET.get("week") or request.POST.get("week") or ""
    if not text:
        return Week.of(timezone.localdate())
    try:
        return Week.parse(text)
    except ValueError as error:
        raise DomainError("agenda.wrong_week", text=text[:20]) from error


def read_person(request: HttpRequest) -> User:
    """Return the person whose agenda is requested, by default the signed-in one.
    Raise NotFound for a person out of reach, DomainError people.not_allowed.
    """
    by = current_user(request)
    require_permission(by, AgendaPermission.PLAN_WEEK)
    text = request.GET.get("person") or request.POST.get("person") or ""
    if not text:
        return by
    found = (
        get_person(person_id=wanted, by=by, permission=AgendaPermission.PLAN_WEEK)
        if (wanted := parse_id(text))
        else None
    )
    if found is None:
        raise NotFound("person")
    return found


@require_GET
def week(request: HttpRequest) -> HttpResponse:
    """Show the appointments of a week, and its plan."""
    by, person, shown = current_user(request), read_person(request), read_week(request)
    start, end = week_bounds(shown)
    appointments = list_appointments(by=by, person=person, start=start, end=end)
    zone = timezone.get_default_timezone()
    days = []
    for weekday in range(7):
        date = shown.day(weekday)
        days.append({"date": date, "rows": [a for a in appointments if a.starts_at.astimezone(zone).date() == date]})
    plan = latest_plan(by=by, person=person, week=shown)
    context = {
        "week": shown,
        "person": person,
        "days": days if any(d["rows"] for d in days[5:]) else days[:5],
        "today": timezone.localdate(),
        "person_select": person_select(people_choices(by), person),
        "before": shown.shift(-1),
        "after": shown.shift(1),
        "plan": plan,
        "campaign_select": _campaign_select(by, request.GET.get("campaign", "")),
        "pattern": get_pattern(person=person, by=by),
        "has_any": bool(appointments),
        "accepted": sum(1 for a in appointments if is_movable(a) and a.starts_at >= timezone.now()),
    }
    return render(request, "agenda/week.html", context)


def person_select(people: list[tuple[str, str]], person: User) -> BoundField | None:
    """Return the select of whose agenda is shown, None for a person who sees their own only."""
    attrs = {"class": "w-auto", "id": "w-person", "data-submit": True}
    return select_field("person", people, str(person.pk), attrs=attrs) if len(people) > 1 else None


def _campaign_select(by: User, chosen: str) -> BoundField | None:
    choices = [(str(c.pk), c.name) for c in list_campaigns(by=by)]
    if not choices:
        return None
    return select_field("campaign", [("", _("aucune campagne")), *choices], chosen, attrs={"id": "p-campaign"})


@require_GET
def late(request: HttpRequest) -> JsonResponse:
    """Return as JSON the proposal for today when one is late by ``minutes``; the phone shows and submits it."""
    by, text = current_user(request), request.GET.get("minutes", "")
    require_permission(by, AgendaPermission.PLAN_WEEK)
    minutes = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    return JsonResponse(replan_late(by=by, now=timezone.now(), minutes=minutes))


@require_http_methods(["GET", "POST"])
def pattern(request: HttpRequest) -> HttpResponse:
    """Show and change the working pattern of a person."""
    by, person = current_user(request), read_person(request)
    existing = get_pattern(person=person, by=by)
    form = PatternForm(request.POST or None, initial=PatternForm.initial_of(existing))
    shown = pattern_fields({n: getattr(existing, n) for n in PATTERN_VALUES})
    opened = open_edit_form(request, form, person, shown=shown, names={"max_driving_minutes": "max_driving"})

    def act(values: dict[str, Any]) -> None:
        set_pattern(
            person_id=person.pk, by=by, at=timezone.now(), values=form.pattern_values(), seen=seen_values(opened)
        )

    return form_page(
        request,
        form,
        act,
        done=reverse("agenda:week") + f"?person={person.pk}",
        heading=_("Horaires de travail de %(name)s") % {"name": person.full_name},
        back=reverse("agenda:week"),
    )


@require_GET
def week_ics(request: HttpRequest) -> HttpResponse:
    """Return a week as an iCalendar file."""
    by, person, shown = current_user(request), read_person(request), read_week(request)
    start, end = week_bounds(shown)
    rows = list_appointments(by=by, person=person, start=start, end=end)
    name = _("Agenda de %(name)s") % {"name": person.full_name}
    response = HttpResponse(
        appointments_ics(rows, name=name, at=timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="arpent-{shown}.ics"'
    return response


@require_GET
def roadbook(request: HttpRequest) -> HttpResponse:
    """Return a week's roadbook as a PDF."""
    by, person, shown = current_user(request), read_person(request), read_week(request)
    start, end = week_bounds(shown)
    rows = list_appointments(by=by, person=person, start=start, end=end)
    base = get_pattern(person=person, by=by).start_point
    at = timezone.now()
    days, estimated = roadbook_days(rows, shown, base, at=at)
    title = _("Feuille de route, semaine %(number)s") % {"number": shown.number}
    note = _("Distances et temps estimés, sans réseau routier.") if estimated else ""
    pdf = roadbook_pdf(title=title, person=person.full_name, days=days, base=base, note=note, at=at)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="arpent-{shown}.pdf"'
    return response
