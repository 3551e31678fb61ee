"""Access by private links: one offer each, while the link is valid."""

import datetime as dt

from django.db import models

from arpent.clients.public import get_company_name
from arpent.deals.permissions import DealPermission
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import User, list_administrators
from arpent.web.signed_links import link_token, read_token

from ...models import OfferFile, OfferLine, OfferLink, OfferVersion
from ...models.line import VersionRowQuerySet
from ...rules.lifecycle import State

PURPOSE = "offers.link"


def get_link_token(link: OfferLink) -> str:
    """Return the signed token of a link."""
    return link_token(PURPOSE, link.pk)


def resolve_link(*, token: str, day: dt.date, lock: bool = False) -> OfferLink:
    """Return the link of a token with its version.

    Raise NotFound for a forged, revoked or expired token, DomainError "offers.link_replaced" when a later version was
    sent.
    """
    pk = read_token(PURPOSE, token)
    rows = OfferLink.objects.unscoped("whoever holds the signed link reads this one offer")
    rows = rows.filter(pk=pk) if pk else rows.none()
    if lock and pk:
        # Lock the offer first, as all other actions do, to avoid deadlocks.
        rows.select_related("version__offer").select_for_update(of=("version__offer",)).first()
        rows = rows.select_for_update(of=("self", "version"))
    rows = rows.select_related(
        "version__offer__deal__company",
        "version__sent_by",
        "version__terms__document",
        "version__created_by",
        "created_by",
    )
    link = rows.first()
    if link is None or link.revoked_at or link.expires_on < day:
        raise NotFound("offer")
    if link.version.state not in (State.SENT, State.SIGNED, State.REFUSED):
        raise DomainError("offers.link_replaced", version=link.version.number, whom=contact_name(link.version))
    return link


def contact_name(version: OfferVersion) -> str:
    """Return the name of the person in charge of a version, with phone and e-mail when known, separated by
    commas.
    """
    person = version.sent_by or version.created_by
    return ", ".join(x for x in (person.full_name, person.phone, person.email) if x)


def of_link[M: models.Model](rows: VersionRowQuerySet[M], link: OfferLink) -> VersionRowQuerySet[M]:
    """Return the rows of the version of a link."""
    return rows.unscoped("whoever holds the signed link reads this one offer").filter(version=link.version)


def link_lines(link: OfferLink) -> list[OfferLine]:
    """Return the lines of the version of a link."""
    rows = of_link(OfferLine.objects.all(), link)
    return list(rows.select_related("product").order_by("position", "id"))


def link_file(link: OfferLink, kind: str) -> OfferFile:
    """Return the document of a kind ("offer", "signed", "order") of the version of a link. Raise NotFound
    without one.
    """
    file: OfferFile | None = of_link(OfferFile.objects.all(), link).filter(kind=kind).first()
    if file is None:
        raise NotFound("file")
    return file


def acting_owner(version: OfferVersion) -> User:
    """Return the user on whose behalf the customer's actions are recorded: the sender, else the deal's owner, else an
    administrator, with the right to change the deal and see its customer.

    Raise NotFound when there is none.
    """
    for person in (version.sent_by, version.offer.deal.owner, *list_administrators()):
        if person and person.has_permission(DealPermission.CHANGE_DEALS) and _sees(person, version):
            return person
    raise NotFound("person")


def _sees(person: User, version: OfferVersion) -> bool:
    """Return whether a person sees both the offer and its customer, which the decision changes."""
    if get_company_name(company_id=version.offer.deal.company_id, by=person) is None:
        return False
    return OfferVersion.objects.visible_to(person).filter(pk=version.pk).exists()
