"""Views of a proposed week: show, move, lock, remove, plan again, accept."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from arpent.history.public import Job, latest_job
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import parse_id
from arpent.kernel.periods import Week
from arpent.kernel.text import parse_whole_number
from arpent.people.public import User
from arpent.web.error_messages import error_message
from arpent.web.session import current_user

from ..actions.plan_acceptance import accept_plan
from ..actions.plan_edits import drop_plan, lock_visit, move_visit, price_move, remove_visit_from_plan
from ..actions.planning import replan, request_plan
from ..models import Plan
from ..queries.calendar import get_plan
from ..queries.week_change import get_week_change, plan_token
from ..rules.plan_moves import MoveOption
from ..rules.week import WeekInput
from .calendar_views import read_person, read_week
from .plan_difference import show_difference
from .plan_page import plan_for_screen


def _start(made: tuple[Plan, Job]) -> HttpResponse:
    found, job = made
    page = reverse("agenda:plan", args=[found.pk])
    return redirect(f"{reverse('history:job', args=[job.pk])}?next={page}")


@require_POST
def request_week(request: HttpRequest) -> HttpResponse:
    """Start the planning of a week (POST) and redirect to its job."""
    campaigns = [i for i in map(parse_id, request.POST.getlist("campaign")) if i]
    return _start(
        request_plan(
            by=current_user(request),
            at=timezone.now(),
            person_id=read_person(request).pk,
            week=read_week(request),
            campaign_ids=campaigns,
            replan_accepted=request.POST.get("accepted") == "replan",
        )
    )


@require_POST
def again(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Plan the week of a draft again (POST)."""
    accepted = request.POST.get("accepted") == "replan"
    return _start(replan(plan_id=plan_id, by=current_user(request), at=timezone.now(), replan_accepted=accepted))


@require_GET
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show a plan with its days, notes and visits left out, or its job while it runs. Raise NotFound for one out of
    reach.
    """
    by = current_user(request)
    found = get_plan(plan_id=plan_id, by=by)
    if found is None:
        raise NotFound("plan")
    if found.state == Plan.State.RUNNING:
        job = latest_job(kind="agenda.plan", subject_id=found.pk, by=by)
        if job and not job.is_over:
            return redirect(f"{reverse('history:job', args=[job.pk])}?next={request.path}")
    return render(request, "agenda/plan.html", _context(found, by))


def _context(found: Plan, by: User) -> dict[str, Any]:
    context: dict[str, Any] = {"plan": found, "draft": found.state == Plan.State.DRAFT, "week": Week.parse(found.week)}
    if found.problem:
        context["sentence"] = error_message(DomainError(found.problem, **found.problem_facts))
    if found.result:
        context |= {"shown": plan_for_screen(found)}
    if context["draft"]:
        change = get_week_change(plan=found, by=by, at=timezone.now())
        context |= {"change": show_difference(change.difference), "seen": plan_token(found, change)}
        if change.changed:
            context["sentence"] = error_message(DomainError("agenda.changed_since", name=change.changed.title))
    return context


def option_text(inputs: WeekInput, option: MoveOption) -> str:
    """Return the cost of a move as text: "+14 min, +11 km et Durand sort du plan", or why it is not possible."""
    if not option.possible:
        words = {"closed": _("fermé ce jour-là"), "driving": _("trop de conduite ce jour-là")}
        return words.get(option.reason, _("pas de place ce jour-là"))
    minutes, km = round(option.extra_seconds / 60), round(option.extra_metres / 1000)
    text = _("%(minutes)+d min, %(km)+d km") % {"minutes": minutes, "km": km}
    if option.dropped:
        names = ", ".join(inputs.tasks[t].name for t in option.dropped)
        text += " " + _("et %(names)s sort du plan") % {"names": names}
    return text


@require_GET
def moves(request: HttpRequest, plan_id: UUID, task: int) -> HttpResponse:
    """Return what moving a visit to each day costs: JSON for dragging, a list of buttons for htmx."""
    inputs, options = price_move(plan_id=plan_id, by=current_user(request), at=timezone.now(), task=task)
    rows = [
        {
            "day": o.day,
            "possible": o.possible,
            "text": option_text(inputs, o),
            "date": dt.date.fromisoformat(inputs.days[o.day].date),
        }
        for o in options
        if not inputs.days[o.day].off
    ]
    if getattr(request, "htmx", False):
        context = {"options": rows, "task": task, "plan_id": plan_id, "name": inputs.tasks[task].name}
        return render(request, "agenda/placement_options.html", context)
    return JsonResponse({"options": rows})


def _changed(request: HttpRequest, change: Callable[..., Plan], plan_id: UUID, **values: Any) -> HttpResponse:
    by = current_user(request)
    found = change(plan_id=plan_id, by=by, at=timezone.now(), seen=request.POST.get("seen"), **values)
    if getattr(request, "htmx", False):
        return render(request, "agenda/plan.html#plan", _context(found, by) | {"moved": values.get("task")})
    return redirect("agenda:plan", plan_id=plan_id)


def _number(request: HttpRequest, name: str) -> int:
    number = parse_whole_number(request.POST.get(name, ""), 999_999)
    if number is None:
        raise NotFound("visit")
    return number


@require_POST
def move(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Move a visit of a draft plan to another day (POST)."""
    return _changed(request, move_visit, plan_id, task=_number(request, "task"), day=_number(request, "day"))


@require_POST
def lock(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Lock a visit of a draft plan at its time, or unlock it (POST)."""
    locked = request.POST.get("locked") == "1"
    return _changed(request, lock_visit, plan_id, task=_number(request, "task"), locked=locked)


@require_POST
def remove(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Remove a visit from a draft plan (POST)."""
    return _changed(request, remove_visit_from_plan, plan_id, task=_number(request, "task"))


@require_POST
def accept(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Accept a draft plan (POST): its visits become appointments."""
    by = current_user(request)
    try:
        count = accept_plan(plan_id=plan_id, by=by, at=timezone.now(), seen=request.POST.get("seen"))
    except DomainError as refusal:
        found = get_plan(plan_id=plan_id, by=by)
        if found is None or refusal.code not in ("agenda.page_stale", "agenda.changed_since"):
            raise
        context = _context(found, by)
        return render(request, "agenda/plan.html", context | {"sentence": error_message(refusal)}, status=409)
    found = get_plan(plan_id=plan_id, by=by)
    messages.info(
        request,
        ngettext(
            "%(count)s visite est dans l’agenda. L’historique permet d’annuler.",
            "%(count)s visites sont dans l’agenda. L’historique permet d’annuler.",
            count,
        )
        % {"count": count},
    )
    assert found is not None
    return redirect(f"{reverse('agenda:week')}?week={found.week}&person={found.person_id}")


@require_POST
def drop(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Drop a draft plan (POST)."""
    found = drop_plan(plan_id=plan_id, by=current_user(request), at=timezone.now())
    return redirect(f"{reverse('agenda:week')}?week={found.week}&person={found.person_id}")
