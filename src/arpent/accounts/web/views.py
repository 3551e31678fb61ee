"""Views of members, teams and the organisation."""

from typing import Any
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.history.public import open_edit_form, seen_values
from arpent.kernel.errors import Conflict, NotFound
from arpent.kernel.ids import parse_id
from arpent.people.permissions import PeoplePermission
from arpent.people.public import (
    ROLES,
    SCOPE_LABELS,
    get_any_person,
    get_organisation,
    list_all_people,
    list_permissions,
    list_teams,
    require_permission,
    scope_of,
)
from arpent.web.error_messages import add_form_errors
from arpent.web.form_page import form_page
from arpent.web.security_log import SecurityEvent, log_security_event
from arpent.web.session import current_user

from ..actions.identity import FIELDS, save_identity
from ..actions.members import change_person, create_person, create_team, set_preferences
from ..queries.security import has_second_factor
from .forms import AccessForm, IdentityForm, PersonForm, PreferencesForm, TeamForm
from .security_views import ask_fresh_sign_in


@require_http_methods(["GET", "POST"])
def settings_page(request: HttpRequest) -> HttpResponse:
    """Show the settings and change the person's language and theme."""
    person = current_user(request)
    form = PreferencesForm(request.POST or None, initial={"language": person.language, "theme": person.theme})
    if request.method == "POST" and form.is_valid():
        set_preferences(by=person, at=timezone.now(), **form.cleaned_data)
        return redirect("accounts:settings")
    return render(request, "accounts/settings.html", {"form": form})


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """List the people, teams and roles of the firm, for those who manage them."""
    require_permission(current_user(request), PeoplePermission.MANAGE_PEOPLE)
    context = {"people": list_all_people(), "teams": list_teams(), "roles": ROLES}
    return render(request, "accounts/people.html", context)


@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Create a person."""
    require_permission(current_user(request), PeoplePermission.MANAGE_PEOPLE)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_fresh_sign_in(request)
        values = dict(form.cleaned_data)
        team = parse_id(values.pop("team"))
        person = create_person(by=current_user(request), at=timezone.now(), team_id=team, **values)
        return redirect("accounts:person", person_id=person.pk)
    return render(
        request, "form.html", {"form": form, "heading": _("Nouvelle personne"), "back": reverse("accounts:people")}
    )


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show a person's permissions and change their role, team and access. Raise NotFound for an unknown person."""
    require_permission(current_user(request), PeoplePermission.MANAGE_PEOPLE)
    person = get_any_person(person_id=person_id)
    if person is None:
        raise NotFound("person")
    initial = {"role": person.role, "team": str(person.team_id or ""), "is_active": person.is_active}
    form = AccessForm(request.POST or None, initial=initial)
    shown = {"role": person.role, "team_id": person.team_id, "is_active": person.is_active}
    opened = open_edit_form(request, form, person, shown=shown, names={"team_id": "team"})
    if request.method == "POST" and form.is_valid():
        ask_fresh_sign_in(request)
        values = form.cleaned_data
        try:
            change_person(
                person_id=person_id,
                by=current_user(request),
                at=timezone.now(),
                role=values["role"],
                team_id=parse_id(values["team"]),
                is_active=values["is_active"],
                seen=seen_values(opened),
            )
        except Conflict as conflict:
            add_form_errors(conflict, form)
        else:
            return redirect("accounts:person", person_id=person_id)
    permissions = [(p.label, scope_of(person.role, p.code)) for p in list_permissions() if p.label]
    rights = [(label, SCOPE_LABELS[scope] if scope else None) for label, scope in permissions]
    return render(
        request,
        "accounts/person.html",
        {"person": person, "form": form, "rights": rights, "factor": has_second_factor(person)},
        status=422 if form.errors else 200,
    )


@require_POST
def invite(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show a single-use link with which the person chooses a password. Raise NotFound for an unknown person."""
    require_permission(current_user(request), PeoplePermission.MANAGE_PEOPLE)
    ask_fresh_sign_in(request)
    person = get_any_person(person_id=person_id)
    if person is None:
        raise NotFound("person")
    log_security_event(SecurityEvent.INVITED, by=current_user(request).pk, person=person.pk)
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    uid, _sep, token = key.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    return render(request, "accounts/invite.html", {"person": person, "link": request.build_absolute_uri(path)})


@require_http_methods(["GET", "POST"])
def team_new(request: HttpRequest) -> HttpResponse:
    """Create a team."""
    require_permission(current_user(request), PeoplePermission.MANAGE_PEOPLE)
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        create_team(name=form.cleaned_data["name"], by=current_user(request), at=timezone.now())
        return redirect("accounts:people")
    context: dict[str, Any] = {"form": form, "heading": _("Nouvelle équipe"), "back": reverse("accounts:people")}
    return render(request, "form.html", context)


@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest) -> HttpResponse:
    """Show and change the legal identity shown on the firm's documents. Raise NotFound when there is no organisation
    yet.
    """
    require_permission(current_user(request), PeoplePermission.MANAGE_PEOPLE)
    firm = get_organisation()
    if firm is None:
        raise NotFound("organisation")
    form = IdentityForm(request.POST or None, initial={n: getattr(firm, n) for n in FIELDS})
    opened = open_edit_form(request, form, firm)
    return form_page(
        request,
        form,
        lambda values: save_identity(
            by=current_user(request), at=timezone.now(), values=values, seen=seen_values(opened)
        ),
        done=reverse("accounts:settings"),
        heading=_("Identité de l’entreprise"),
        back=reverse("accounts:settings"),
        intro=_("Ces mentions figurent sur chaque offre : la loi les demande (C. com. R123-237)."),
    )
