"""The calendar by day, week and month, of one person or of a team, and its events as JSON."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from arpent.kernel.datetimes import parse_date
from arpent.kernel.periods import format_minutes
from arpent.kernel.public_holidays import holiday_names
from arpent.people.public import User, list_negotiators
from arpent.web.session import current_user

from ..models import Appointment, WorkPattern
from ..permissions import AgendaPermission
from ..queries.calendar import get_pattern, list_calendars
from .calendar_views import person_select, read_person
from .forms import people_choices

PERSON_VIEWS = ("timeGridWeek", "timeGridDay", "dayGridMonth", "listWeek")
TEAM_VIEWS = ("resourceTimeGridDay", "resourceTimeGridWeek")
EARLIEST, LATEST = 7 * 60, 20 * 60  # minutes after midnight that are always shown
MAX_DAYS, MAX_PEOPLE = 62, 40


def _team(by: User) -> list[User]:
    return list(list_negotiators(by=by, permission=AgendaPermission.PLAN_WEEK))[:MAX_PEOPLE]


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the calendar of a person, or with ``team=1`` of the people whom one plans for, side by side."""
    by, person = current_user(request), read_person(request)
    people = _team(by) if request.GET.get("team") == "1" else []
    views = TEAM_VIEWS if people else PERSON_VIEWS
    wanted = request.GET.get("view", "")
    settings = {
        "events": reverse("agenda:events") + ("?team=1" if people else f"?person={person.pk}"),
        "create": reverse("agenda:appointment_new"),
        "view": wanted if wanted in views else views[0],
        "date": str(parse_date(request.GET.get("date", "")) or timezone.localdate()),
        "locale": get_language() or "fr",
        "words": _words(),
        "people": [{"id": str(p.pk), "title": p.full_name} for p in people],
        "hours": _hours(get_pattern(person=person, by=by)),
    }
    choices = people_choices(by)
    context: dict[str, Any] = {
        "settings": settings,
        "person": person,
        "people": people,
        "may_see_team": len(choices) > 1,
        "person_select": None if people else person_select(choices, person),
    }
    return render(request, "agenda/calendar.html", context)


def _words() -> dict[str, str]:
    return {
        "today": _("Aujourd’hui"),
        "timeGridDay": _("Jour"),
        "timeGridWeek": _("Semaine"),
        "dayGridMonth": _("Mois"),
        "listWeek": _("Liste"),
        "resourceTimeGridDay": _("Jour"),
        "resourceTimeGridWeek": _("Semaine"),
        "next": _("Suivant"),
        "prev": _("Précédent"),
        "none": _("Aucun rendez-vous"),
    }


def _hours(pattern: WorkPattern) -> list[str]:
    """Return the first and the last hour shown: those of the working days, at least 7 to 20."""
    spans = [span for span in pattern.days if span]
    first = min([EARLIEST, *(span[0] for span in spans)])
    last = max([LATEST, *(span[1] for span in spans)])
    return [format_minutes(first // 60 * 60), format_minutes(min(-(-last // 60) * 60, 24 * 60))]


@require_GET
def events(request: HttpRequest) -> JsonResponse:
    """Return the appointments and public holidays from the day ``start`` to before ``end``, at most two months."""
    by, person = current_user(request), read_person(request)
    people = _team(by) if request.GET.get("team") == "1" else [person]
    first = parse_date(request.GET.get("start", "")) or timezone.localdate()
    last = parse_date(request.GET.get("end", "")) or first + dt.timedelta(days=7)
    last = min(last, first + dt.timedelta(days=MAX_DAYS))
    zone = timezone.get_default_timezone()
    start, end = (dt.datetime.combine(day, dt.time(), tzinfo=zone) for day in (first, last))
    found = [_event(a) for a in list_calendars(by=by, people=people, start=start, end=end)]
    return JsonResponse([*found, *_holidays(first, last, people)], safe=False)


def _event(a: Appointment) -> dict[str, Any]:
    place = f"{a.site.postcode} {a.site.city}" if a.site else ""
    return {
        "id": str(a.pk),
        "resourceIds": [str(a.person_id)],
        "start": timezone.localtime(a.starts_at).strftime("%Y-%m-%d %H:%M"),
        "end": timezone.localtime(a.ends_at).strftime("%Y-%m-%d %H:%M"),
        "title": " · ".join(x for x in (a.title, place) if x),
        "classNames": [f"kind-{a.kind}", *(["is-done"] if a.state == "done" else [])],
        "extendedProps": {"url": reverse("agenda:appointment", args=[a.pk])},
    }


def _holidays(first: dt.date, last: dt.date, people: list[User]) -> list[dict[str, Any]]:
    """Return the public holidays of France as background of whole days."""
    days = [first + dt.timedelta(days=n) for n in range((last - first).days)]
    names = {day: name for year in {d.year for d in days} for day, name in holiday_names(year, "").items()}
    return [
        {
            "start": f"{day} 00:00",
            "end": f"{day} 23:59",
            "title": names[day],
            "display": "background",
            "resourceIds": [str(p.pk) for p in people],
        }
        for day in days
        if names.get(day)
    ]
