"""Views of sessions and second factors."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.people.permissions import PeoplePermission
from arpent.people.public import ROLES, get_organisation, require_permission
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ..actions.security import (
    end_all_sign_ins,
    end_other_sign_ins,
    end_sign_in,
    require_second_factor,
    reset_second_factor,
)
from ..queries.security import has_second_factor, list_sign_ins


@reauthentication_required  # type: ignore[untyped-decorator]
def _fresh(request: HttpRequest) -> None:
    """Require a recent sign-in; others must reauthenticate and are redirected back."""


def ask_fresh_sign_in(request: HttpRequest) -> None:
    """Require a recent sign-in before access is granted to a person, except in the demonstration.
    Raise allauth's ReauthenticationRequired otherwise, which its middleware turns into a redirect to the
    reauthentication page.
    """
    firm = get_organisation()
    if firm is None or not firm.is_demonstration:
        _fresh(request)


class SecondFactorForm(forms.Form):
    """Roles that must sign in with a second factor."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Ces rôles se connectent avec un second facteur"),
        choices=ROLES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Une application d’authentification ou une clé d’accès, en plus du mot de passe."),
    )


@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest) -> HttpResponse:
    """Set the roles that require a second factor."""
    by, firm = current_user(request), get_organisation()
    require_permission(by, PeoplePermission.MANAGE_PEOPLE)
    if request.method == "POST":
        ask_fresh_sign_in(request)
    form = SecondFactorForm(request.POST or None, initial={"roles": firm.second_factor_roles if firm else []})
    return form_page(
        request,
        form,
        lambda values: require_second_factor(by=by, at=timezone.now(), roles=values["roles"]),
        done=reverse("accounts:settings"),
        heading=_("Double authentification exigée"),
        back=reverse("accounts:settings"),
        intro=_(
            "Qui a l’un de ces rôles et n’a pas de second facteur est conduit à l’installer à sa prochaine page, "
            "et ne fait rien d’autre d’ici là. Son téléphone continue d’envoyer ce qui y est déjà écrit."
        ),
    )


@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Guide a person whose role requires a second factor through its setup."""
    if has_second_factor(current_user(request)):
        return redirect("today")
    return render(request, "accounts/second_factor.html", {})


@require_GET
def sign_ins(request: HttpRequest) -> HttpResponse:
    """List the person's own sessions."""
    rows = list_sign_ins(person=current_user(request), current=request.session.session_key or "")
    return render(request, "accounts/sign_ins.html", {"rows": rows, "others": any(not r.is_this for r in rows)})


@require_POST
def sign_in_end(request: HttpRequest, sign_in_id: int) -> HttpResponse:
    """End one of the person's own sessions."""
    end_sign_in(by=current_user(request), sign_in_id=sign_in_id)
    return redirect("accounts:sign_ins")


@require_POST
def sign_ins_end_others(request: HttpRequest) -> HttpResponse:
    """End the person's own sessions except the current one."""
    _tell(request, end_other_sign_ins(by=current_user(request), current=request.session.session_key or ""))
    return redirect("accounts:sign_ins")


@require_POST
def person_sign_ins_end(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """End all sessions of another person."""
    _tell(request, end_all_sign_ins(by=current_user(request), person_id=person_id))
    return redirect("accounts:person", person_id=person_id)


@require_POST
def person_factor_reset(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Remove the second factors of another person after a fresh sign-in."""
    by = current_user(request)
    require_permission(by, PeoplePermission.MANAGE_PEOPLE)
    ask_fresh_sign_in(request)
    person = reset_second_factor(person_id=person_id, by=by, at=timezone.now())
    messages.info(request, _("%(name)s installera un nouveau second facteur.") % {"name": person.full_name})
    return redirect("accounts:person", person_id=person_id)


def _tell(request: HttpRequest, count: int) -> None:
    text = ngettext("%(count)s connexion fermée.", "%(count)s connexions fermées.", count) % {"count": count}
    messages.info(request, text)
