"""Tracking of a sent version: links, events, documents, signature."""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from arpent.kernel.errors import DomainError
from arpent.mail.public import MailMessage, mails_about
from arpent.people.public import User
from arpent.web.error_messages import error_message

from ...models import OfferEvent, OfferFile, OfferLink, OfferVersion, Outcome, Signature
from .access import get_link_token


@dataclass(frozen=True)
class TrackedLink:
    """A link with its address; "" once revoked."""

    link: OfferLink
    address: str
    mail: str  # text to copy into a mail program
    opened: OfferEvent | None
    sending: MailMessage | None  # delivery state of its e-mail
    problem: str  # error of its e-mail


@dataclass(frozen=True)
class Tracking:
    """Everything that happened to a version after it was sent."""

    links: list[TrackedLink]
    events: list[OfferEvent]
    files: list[OfferFile]
    signature: Signature | None
    outcome: Outcome | None
    unanswered: bool


def link_url(link: OfferLink, base: str) -> str:
    """Return the address of a link's page; ``base``: base URL of the installation."""
    return urljoin(base, reverse("offers:portal", args=[get_link_token(link)]))


def mail_text(version: OfferVersion, name: str, address: str) -> str:
    """Return the e-mail text of an offer in the offer's language."""
    with translation.override(version.language):
        return _(
            "Bonjour %(name)s,\n\nVoici notre offre %(offer)s, « %(title)s ». Vous pouvez la lire, choisir ses options,"
            " poser une question et la signer ici :\n\n%(address)s\n\nCe lien est personnel ; son ouverture m’est"
            " signalée.\n\nBien à vous,"
        ) % {"name": name, "offer": version.label, "title": version.offer.title, "address": address}


def get_tracking(*, version: OfferVersion, by: User, base: str) -> Tracking:
    """Return the tracking of a version; ``base``: base URL for the addresses of links."""
    events = list(OfferEvent.objects.visible_to(by).filter(version=version).select_related("person"))
    opened = {e.link_id: e for e in events if e.kind == "opened"}
    rows = list(OfferLink.objects.visible_to(by).filter(version=version))
    mails = mails_about([k.pk for k in rows])
    links = [
        TrackedLink(
            k,
            address,
            mail_text(version, k.name, address) if address else "",
            opened.get(k.pk),
            mails.get(k.pk),
            _problem_of(mails.get(k.pk)),
        )
        for k in rows
        for address in ["" if k.revoked_at else link_url(k, base)]
    ]
    talk = [e.kind for e in events if e.kind in ("question", "answer")]
    return Tracking(
        links,
        events,
        list(OfferFile.objects.visible_to(by).filter(version=version)),
        Signature.objects.visible_to(by).filter(version=version).first(),
        Outcome.objects.visible_to(by).filter(offer=version.offer_id).first(),
        bool(talk) and talk[-1] == "question",
    )


def _problem_of(mail: MailMessage | None) -> str:
    return error_message(DomainError(mail.problem, email=mail.recipient)) if mail and mail.problem else ""
