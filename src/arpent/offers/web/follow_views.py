"""An offer leaves and is followed: sent, other links, answers, reminders, how it ended."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from arpent.people.public import Act, check_may, me

from ..actions.following import answer_question, remind
from ..actions.outcomes import record_outcome
from ..actions.sending import add_link, revoke_link, send_offer
from ..queries.versions import get_version
from ..rules.lifecycle import OPEN
from .form_page import form_page
from .offer_forms import AnswerForm, OutcomeForm, RemindForm, SendForm
from .offer_views import page_of


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Send the open version, or make another link to what was sent."""
    by = me(request)
    check_may(by, Act.CHANGE_DEALS)
    version = get_version(offer_id=offer_id, by=by)
    contact = version.contact
    initial = {"name": contact.full_name if contact else "", "email": contact.email if contact else ""}
    act = send_offer if version.state in OPEN else add_link
    return form_page(
        request, SendForm(request.POST or None, initial=initial),
        lambda values: act(by=by, at=timezone.now(), offer_id=offer_id, **values), done=page_of(offer_id) + "#follow", back=page_of(offer_id),
        heading=_("Envoyer %(offer)s") % {"offer": version.label}, submit=_("Figer et faire le lien"),
        intro=_(
            "L’offre se fige : ce qui part ne change plus. Le lien privé se donne au client, par courriel ou autrement ; "
            "il montre cette offre et rien d’autre."
        ),
    )  # fmt: skip


@require_POST
def link_revoke(request: HttpRequest, link_id: UUID) -> HttpResponse:
    link = revoke_link(by=me(request), at=timezone.now(), link_id=link_id)
    return redirect(page_of(link.version.offer_id) + "#follow")


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    by = me(request)
    version = get_version(offer_id=offer_id, by=by)
    return form_page(
        request, AnswerForm(request.POST or None),
        lambda values: answer_question(by=by, at=timezone.now(), offer_id=offer_id, **values), done=page_of(offer_id) + "#follow",
        back=page_of(offer_id), field="text", heading=_("Répondre au client : %(offer)s") % {"offer": version.label}, submit=_("Répondre"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def reminder(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    by = me(request)
    version = get_version(offer_id=offer_id, by=by)
    return form_page(
        request, RemindForm(request.POST or None),
        lambda values: remind(by=by, at=timezone.now(), offer_id=offer_id, **values), done=page_of(offer_id) + "#follow", back=page_of(offer_id),
        field="text", heading=_("Relance de %(offer)s") % {"offer": version.label}, submit=_("Noter la relance"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    by = me(request)
    version = get_version(offer_id=offer_id, by=by)
    return form_page(
        request, OutcomeForm(request.POST or None),
        lambda values: record_outcome(by=by, at=timezone.now(), offer_id=offer_id, **values), done=page_of(offer_id), back=page_of(offer_id),
        heading=_("Comment %(offer)s a fini") % {"offer": version.offer.number},
    )  # fmt: skip
