"""Tracking of a sent version: links, events, documents, signature."""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.urls import reverse

from arpent.mail.public import MailMessage, mails_about
from arpent.people.public import User

from ...models import OfferEvent, OfferFile, OfferLink, OfferVersion, Outcome, Signature
from .access import get_link_token


@dataclass(frozen=True)
class TrackedLink:
    """A link with its address ("" once revoked), its last opening and its e-mail."""

    link: OfferLink
    address: str
    opened: OfferEvent | None
    sending: MailMessage | None  # its e-mail, with its delivery state


@dataclass(frozen=True)
class Tracking:
    """Links, events, files, signature and outcome of a sent version. ``unanswered``: the last message is a
    question.
    """

    links: list[TrackedLink]
    events: list[OfferEvent]
    files: list[OfferFile]
    signature: Signature | None
    outcome: Outcome | None
    unanswered: bool


def link_url(link: OfferLink, base: str) -> str:
    """Return the address of a link's page; ``base``: base URL of the installation."""
    return urljoin(base, reverse("offers:portal", args=[get_link_token(link)]))


def get_tracking(*, version: OfferVersion, by: User, base: str) -> Tracking:
    """Return the tracking of a version; ``base``: base URL for the addresses of links."""
    events = list(OfferEvent.objects.visible_to(by).filter(version=version).select_related("person"))
    opened = {e.link_id: e for e in events if e.kind == "opened"}
    rows = list(OfferLink.objects.visible_to(by).filter(version=version))
    mails = mails_about([k.pk for k in rows])
    links = [TrackedLink(k, "" if k.revoked_at else link_url(k, base), opened.get(k.pk), mails.get(k.pk)) for k in rows]
    messages = [e.kind for e in events if e.kind in ("question", "answer")]
    return Tracking(
        links,
        events,
        list(OfferFile.objects.visible_to(by).filter(version=version)),
        Signature.objects.visible_to(by).filter(version=version).first(),
        Outcome.objects.visible_to(by).filter(offer=version.offer_id).first(),
        bool(messages) and messages[-1] == "question",
    )
