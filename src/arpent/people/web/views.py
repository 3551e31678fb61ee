"""Pages about people, and the history with its undo."""

from typing import Any
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.kernel.ids import read_id
from arpent.kernel.refusals import Conflict, NotFound, Refused

from ..actions.identity import FIELDS, save_identity
from ..actions.jobs import ask_stop
from ..actions.members import change_person, create_person, create_team, set_preferences
from ..actions.operating import check_may
from ..actions.undo import undo_operation
from ..messages import ACTS, REACHES, REASONS
from ..opened import open_form, seen_by
from ..queries.changes import list_changes
from ..queries.history import count_changes, get_job, get_operation, list_operations
from ..queries.people import get_any_person, get_organisation, list_all_people, list_teams
from ..queries.security import has_second_factor
from ..rules.roles import RIGHTS, Act, Role
from ..security import SecurityEvent, note_security
from ..sentences import KINDS, TABLES, show_on_form
from ..session import me
from .forms import ROLES, AccessForm, IdentityForm, PersonForm, PreferencesForm, TeamForm
from .security_views import ask_fresh_sign_in


@require_GET
def history(request: HttpRequest) -> HttpResponse:
    before = read_id(request.GET.get("before", ""))
    last = get_operation(operation_id=before, by=me(request)) if before else None
    rows = list_operations(by=me(request), before=last, limit=41)
    context = {"operations": rows[:40], "more": rows[39].pk if len(rows) > 40 else None, "kinds": KINDS}
    return render(request, "people/history.html", context)


@require_GET
def operation_detail(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    found = get_operation(operation_id=operation_id, by=me(request))
    if found is None:
        raise NotFound("operation")
    context = {
        "operation": found,
        "counts": count_changes(found),
        "changes": list_changes(found),
        "kinds": KINDS,
        "tables": TABLES,
        "reasons": REASONS,
    }
    return render(request, "people/operation.html", context)


@require_POST
def undo(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    report = undo_operation(operation_id=operation_id, by=me(request), at=timezone.now())
    text = ngettext(
        "Annulé : %(count)s fiche remise en état.", "Annulé : %(count)s fiches remises en état.", report.restored
    ) % {"count": report.restored}
    if report.kept:
        text += " " + ngettext(
            "%(count)s gardée telle quelle : la raison est dite ci-dessous.",
            "%(count)s gardées telles quelles : les raisons sont dites ci-dessous.",
            len(report.kept),
        ) % {"count": len(report.kept)}
    messages.info(request, text)
    return redirect("people:operation", operation_id=report.operation.pk)


@require_GET
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    found = get_job(job_id=job_id, by=me(request))
    if found is None:
        raise NotFound("job")
    next_url = _safe(request, request.GET.get("next", "/"))
    if found.is_over and getattr(request, "htmx", False):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = next_url
        return response
    left = None
    if found.started_at and found.done and found.total > found.done:
        seconds = (timezone.now() - found.started_at).total_seconds() / found.done * (found.total - found.done)
        left = (
            _("%(seconds)s s") % {"seconds": round(seconds)}
            if seconds < 90
            else _("%(minutes)s min") % {"minutes": round(seconds / 60)}
        )
    context = {"job": found, "next": next_url, "left": left, "heading": KINDS.get(found.kind, found.kind)}
    template = "progress.html#bar" if getattr(request, "htmx", False) else "progress.html"
    return render(request, template, context)


@require_POST
def job_stop(request: HttpRequest, job_id: UUID) -> HttpResponse:
    ask_stop(job_id=job_id, by=me(request))
    url = reverse("people:job", args=[job_id])
    return redirect(f"{url}?next={_safe(request, request.GET.get('next', '/'))}")


def _safe(request: HttpRequest, url: str) -> str:
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}) else "/"


@require_http_methods(["GET", "POST"])
def settings_page(request: HttpRequest) -> HttpResponse:
    person = me(request)
    form = PreferencesForm(request.POST or None, initial={"language": person.language, "theme": person.theme})
    if request.method == "POST" and form.is_valid():
        set_preferences(by=person, at=timezone.now(), **form.cleaned_data)
        return redirect("people:settings")
    return render(
        request,
        "people/settings.html",
        {"form": form, "may_manage": person.may(Act.MANAGE_PEOPLE), "may_erase": person.may(Act.ERASE_PERSONS)},
    )


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    check_may(me(request), Act.MANAGE_PEOPLE)
    context = {"people": list_all_people(), "teams": list_teams(), "roles": dict(ROLES)}
    return render(request, "people/people.html", context)


@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    check_may(me(request), Act.MANAGE_PEOPLE)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_fresh_sign_in(request)
        values = dict(form.cleaned_data)
        team = read_id(values.pop("team"))
        made = create_person(by=me(request), at=timezone.now(), team_id=team, **values)
        return redirect("people:person", person_id=made.pk)
    return render(
        request, "form.html", {"form": form, "heading": _("Nouvelle personne"), "back": reverse("people:people")}
    )


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    check_may(me(request), Act.MANAGE_PEOPLE)
    found = get_any_person(person_id=person_id)
    if found is None:
        raise NotFound("person")
    initial = {"role": found.role, "team": str(found.team_id or ""), "is_active": found.is_active}
    form = AccessForm(request.POST or None, initial=initial)
    shown = {"role": found.role, "team_id": found.team_id, "is_active": found.is_active}
    opened = open_form(request, form, found, shown=shown, names={"team_id": "team"})
    if request.method == "POST" and form.is_valid():
        ask_fresh_sign_in(request)
        values = form.cleaned_data
        try:
            change_person(
                person_id=person_id,
                by=me(request),
                at=timezone.now(),
                role=values["role"],
                team_id=read_id(values["team"]),
                is_active=values["is_active"],
                seen=seen_by(opened),
            )
        except Conflict as conflict:
            show_on_form(conflict, form)
        else:
            return redirect("people:person", person_id=person_id)
    held = RIGHTS[Role(found.role)]
    rights = [(ACTS[act], REACHES[held[act]] if act in held else None) for act in Act]
    return render(
        request,
        "people/person.html",
        {"person": found, "form": form, "rights": rights, "factor": has_second_factor(found)},
        status=422 if form.errors else 200,
    )


@require_POST
def invite(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show a link, good once, with which the person chooses a password."""
    check_may(me(request), Act.MANAGE_PEOPLE)
    ask_fresh_sign_in(request)
    found = get_any_person(person_id=person_id)
    if found is None:
        raise NotFound("person")
    note_security(SecurityEvent.INVITED, by=me(request).pk, person=found.pk)
    key = f"{user_pk_to_url_str(found)}-{default_token_generator.make_token(found)}"
    uid, _sep, token = key.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    return render(request, "people/invite.html", {"person": found, "link": request.build_absolute_uri(path)})


@require_http_methods(["GET", "POST"])
def team_new(request: HttpRequest) -> HttpResponse:
    check_may(me(request), Act.MANAGE_PEOPLE)
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        create_team(name=form.cleaned_data["name"], by=me(request), at=timezone.now())
        return redirect("people:people")
    context: dict[str, Any] = {"form": form, "heading": _("Nouvelle équipe"), "back": reverse("people:people")}
    return render(request, "form.html", context)


@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest) -> HttpResponse:
    """Show and change what stands on the firm's papers."""
    check_may(me(request), Act.MANAGE_PEOPLE)
    firm = get_organisation()
    if firm is None:
        raise NotFound("organisation")
    form = IdentityForm(request.POST or None, initial={n: getattr(firm, n) for n in FIELDS})
    opened = open_form(request, form, firm)
    if request.method == "POST" and form.is_valid():
        try:
            save_identity(by=me(request), at=timezone.now(), values=form.cleaned_data, seen=seen_by(opened))
        except Refused as refusal:
            show_on_form(refusal, form)
        else:
            return redirect("people:settings")
    context = {
        "form": form,
        "heading": _("Identité de l’entreprise"),
        "back": reverse("people:settings"),
        "intro": _("Ces mentions figurent sur chaque offre : la loi les demande (C. com. R123-237)."),
    }
    return render(request, "form.html", context, status=422 if form.errors else 200)
