"""Sending and tracking pages: links, answers, reminders, outcome."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from arpent.deals.permissions import DealPermission
from arpent.people.public import require_permission
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ...queries.versions import get_version
from ...rules.lifecycle import OPEN
from ...web.offer_forms import AnswerForm, MailForm, OutcomeForm, RemindForm, SendForm
from ...web.offer_views import offer_url
from ..actions.activity import answer_question, record_reminder
from ..actions.email import LINK_PLACEHOLDER, QuoteEmail, retry_email
from ..actions.outcomes import record_outcome
from ..actions.sending import add_link, revoke_link, send_offer
from .tracking_texts import mail_text


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Send the open version, or create another link to the sent version."""
    by = current_user(request)
    require_permission(by, DealPermission.CHANGE_DEALS)
    version = get_version(offer_id=offer_id, by=by)
    contact = version.contact
    initial = {"name": contact.full_name if contact else "", "email": contact.email if contact else ""}
    initial["text"] = mail_text(version, initial["name"], LINK_PLACEHOLDER)
    form = (MailForm if settings.ARPENT_SENDS_MAIL else SendForm)(request.POST or None, initial=initial)
    act = send_offer if version.state in OPEN else add_link

    def carry_out(values: dict[str, Any]) -> None:
        letter = QuoteEmail(values["text"], request.build_absolute_uri("/")) if values.get("mail") else None
        link = act(
            by=by, at=timezone.now(), offer_id=offer_id, name=values["name"], email=values["email"], letter=letter
        )
        if letter:
            messages.info(
                request, _("L’e-mail part à %(email)s : la suite dit quand il est envoyé.") % {"email": link.email}
            )

    return form_page(
        request,
        form,
        carry_out,
        done=offer_url(offer_id) + "#follow",
        back=offer_url(offer_id),
        heading=_("Envoyer %(offer)s") % {"offer": version.label},
        submit=_("Figer et envoyer") if settings.ARPENT_SENDS_MAIL else _("Figer et créer le lien"),
        intro=(
            _("L’offre se fige : ce qui part ne change plus. Le lien privé montre cette offre et rien d’autre.")
            if settings.ARPENT_SENDS_MAIL
            else _(
                "L’offre se fige : ce qui part ne change plus. Arpent n’a pas de serveur d’e-mail et n’envoie rien"
                " lui-même : vous donnez le lien privé au client, par votre messagerie ou autrement ; il montre cette"
                " offre et rien d’autre."
            )
        ),
    )


@require_POST
def link_revoke(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """Revoke a link."""
    link = revoke_link(by=current_user(request), at=timezone.now(), link_id=link_id)
    return redirect(offer_url(link.version.offer_id) + "#follow")


@require_POST
def mail_retry(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """Retry an e-mail that failed."""
    link = retry_email(mail_id=mail_id, by=current_user(request), at=timezone.now())
    return redirect(offer_url(link.version.offer_id) + "#follow")


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Answer the customer's last question."""
    by = current_user(request)
    version = get_version(offer_id=offer_id, by=by)
    return form_page(
        request,
        AnswerForm(request.POST or None),
        lambda values: answer_question(by=by, at=timezone.now(), offer_id=offer_id, **values),
        done=offer_url(offer_id) + "#follow",
        back=offer_url(offer_id),
        field="text",
        heading=_("Répondre au client : %(offer)s") % {"offer": version.label},
        submit=_("Répondre"),
    )


@require_http_methods(["GET", "POST"])
def reminder(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Record a reminder of the customer."""
    by = current_user(request)
    version = get_version(offer_id=offer_id, by=by)
    return form_page(
        request,
        RemindForm(request.POST or None),
        lambda values: record_reminder(by=by, at=timezone.now(), offer_id=offer_id, **values),
        done=offer_url(offer_id) + "#follow",
        back=offer_url(offer_id),
        field="text",
        heading=_("Relance de %(offer)s") % {"offer": version.label},
        submit=_("Noter la relance"),
    )


@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Record how an offer ended without its link."""
    by = current_user(request)
    version = get_version(offer_id=offer_id, by=by)
    return form_page(
        request,
        OutcomeForm(request.POST or None),
        lambda values: record_outcome(by=by, at=timezone.now(), offer_id=offer_id, **values),
        done=offer_url(offer_id),
        back=offer_url(offer_id),
        heading=_("Clore l’offre %(offer)s") % {"offer": version.offer.number},
    )
