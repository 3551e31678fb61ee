"""An offer leaves and is followed: sent, other links, answers, reminders, how it ended."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from arpent.kernel.refusals import Refused
from arpent.people.public import Act, check_may, me, show_on_form

from ..actions.following import answer_question, remind
from ..actions.outcomes import record_outcome
from ..actions.sending import add_link, revoke_link, send_offer
from ..queries.versions import get_version
from ..rules.lifecycle import OPEN
from .forms import AnswerForm, OutcomeForm, RemindForm, SendForm
from .offer_views import page_of


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Send the open version, or make another link to what was sent."""
    by = me(request)
    check_may(by, Act.CHANGE_DEALS)
    version = get_version(offer_id=offer_id, by=by)
    contact = version.contact
    form = SendForm(
        request.POST or None,
        initial={"name": contact.full_name if contact else "", "email": contact.email if contact else ""},
    )
    act = send_offer if version.state in OPEN else add_link
    if request.method == "POST" and form.is_valid():
        try:
            act(by=by, at=timezone.now(), offer_id=offer_id, **form.cleaned_data)
        except Refused as refusal:
            show_on_form(refusal, form)
        else:
            return redirect(page_of(offer_id) + "#follow")
    intro = _(
        "L’offre se fige : ce qui part ne change plus. Le lien privé se donne au client, par courriel ou autrement ; il montre cette offre et rien d’autre."
    )
    context = {
        "form": form, "heading": _("Envoyer %(offer)s") % {"offer": version.label}, "back": page_of(offer_id), "intro": intro, "submit": _("Figer et faire le lien"),
    }  # fmt: skip
    return render(request, "form.html", context, status=422 if form.errors else 200)


@require_POST
def link_revoke(request: HttpRequest, link_id: UUID) -> HttpResponse:
    link = revoke_link(by=me(request), at=timezone.now(), link_id=link_id)
    return redirect(page_of(link.version.offer_id) + "#follow")


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    by = me(request)
    version = get_version(offer_id=offer_id, by=by)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_question(by=by, at=timezone.now(), offer_id=offer_id, text=form.cleaned_data["text"])
        except Refused as refusal:
            show_on_form(refusal, form, "text")
        else:
            return redirect(page_of(offer_id) + "#follow")
    context = {
        "form": form,
        "heading": _("Répondre au client : %(offer)s") % {"offer": version.label},
        "back": page_of(offer_id),
        "submit": _("Répondre"),
    }
    return render(request, "form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def reminder(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    by = me(request)
    version = get_version(offer_id=offer_id, by=by)
    form = RemindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            remind(by=by, at=timezone.now(), offer_id=offer_id, **form.cleaned_data)
        except Refused as refusal:
            show_on_form(refusal, form, "text")
        else:
            return redirect(page_of(offer_id) + "#follow")
    context = {
        "form": form,
        "heading": _("Relance de %(offer)s") % {"offer": version.label},
        "back": page_of(offer_id),
        "submit": _("Noter la relance"),
    }
    return render(request, "form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    by = me(request)
    version = get_version(offer_id=offer_id, by=by)
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_outcome(by=by, at=timezone.now(), offer_id=offer_id, **form.cleaned_data)
        except Refused as refusal:
            show_on_form(refusal, form)
        else:
            return redirect(page_of(offer_id))
    context = {
        "form": form,
        "heading": _("Comment %(offer)s a fini") % {"offer": version.offer.number},
        "back": page_of(offer_id),
    }
    return render(request, "form.html", context, status=422 if form.errors else 200)
