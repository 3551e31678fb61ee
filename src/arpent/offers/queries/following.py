"""What became of a version since it left: its links, what happened, its papers, its signature."""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.urls import reverse

from arpent.people.public import User

from ..models import OfferEvent, OfferFile, OfferLink, OfferVersion, Outcome, Signature
from .links import token_of


@dataclass(frozen=True)
class ShownLink:
    """A link with its address, "" once it was withdrawn."""

    link: OfferLink
    address: str
    opened: OfferEvent | None


@dataclass(frozen=True)
class Follow:
    """All that follows a version."""

    links: list[ShownLink]
    events: list[OfferEvent]
    files: list[OfferFile]
    signature: Signature | None
    outcome: Outcome | None
    unanswered: bool


def follow_of(*, version: OfferVersion, by: User, base: str) -> Follow:
    """Return what became of a version; ``base``: where the product answers, for the links' addresses."""
    events = list(OfferEvent.objects.visible_to(by).filter(version=version).select_related("person"))
    opened = {e.link_id: e for e in events if e.kind == "opened"}
    links = [
        ShownLink(
            k, "" if k.revoked_at else urljoin(base, reverse("offers:read", args=[token_of(k)])), opened.get(k.pk)
        )
        for k in OfferLink.objects.visible_to(by).filter(version=version)
    ]
    talk = [e.kind for e in events if e.kind in ("question", "answer")]
    return Follow(
        links, events, list(OfferFile.objects.visible_to(by).filter(version=version)),
        Signature.objects.visible_to(by).filter(version=version).first(), Outcome.objects.visible_to(by).filter(offer=version.offer_id).first(),
        bool(talk) and talk[-1] == "question",
    )  # fmt: skip
