"""Offers, versions and lines, visible to who sees the deal."""

from uuid import UUID

from arpent.kernel.errors import NotFound
from arpent.people.public import User

from ..models import Approval, Offer, OfferLine, OfferVersion


def get_offer(*, offer_id: UUID, by: User, lock: bool = False) -> Offer:
    """Return an offer with its deal, locked for update if asked. Raise NotFound when the person does not see
    its deal.
    """
    rows = Offer.objects.visible_to(by)
    rows = rows.select_for_update(of=("self",)) if lock else rows
    offer: Offer | None = rows.select_related("deal__company", "deal__owner").filter(pk=offer_id).first()
    if offer is None:
        raise NotFound("offer")
    return offer


def get_version(*, offer_id: UUID, by: User, number: int | None = None, lock: bool = False) -> OfferVersion:
    """Return a version of an offer, the last one without ``number``; ``lock`` locks the offer and the version.

    Raise NotFound when it does not exist or is not visible.
    """
    offer = get_offer(offer_id=offer_id, by=by, lock=lock)
    rows = OfferVersion.objects.visible_to(by).filter(offer=offer, number=number or offer.last_version)
    if lock:
        rows = rows.select_for_update(of=("self",))
    version: OfferVersion | None = rows.select_related("price_list", "terms__document", "contact", "created_by").first()
    if version is None:
        raise NotFound("offer")
    version.offer = offer
    return version


def list_versions(*, offer_id: UUID, by: User) -> list[OfferVersion]:
    """Return the versions of an offer, latest first."""
    rows = OfferVersion.objects.visible_to(by).filter(offer=offer_id).select_related("created_by", "sent_by")
    return list(rows.order_by("-number"))


def list_lines(*, version: OfferVersion, by: User) -> list[OfferLine]:
    """Return the lines of a version in order, with their products."""
    rows = OfferLine.objects.visible_to(by).filter(version=version).select_related("product")
    return list(rows.order_by("position", "id"))


def get_offer_lines(*, offer_id: UUID, by: User) -> list[str]:
    """Return the keys of the lines of an offer's last version, without sections. Raise NotFound when it is not
    visible.
    """
    version = get_version(offer_id=offer_id, by=by)
    return [x.key for x in list_lines(version=version, by=by) if x.kind != "section"]


def list_approvals(*, version: OfferVersion, by: User) -> list[Approval]:
    """Return the approval requests of a version, latest first."""
    rows = Approval.objects.visible_to(by).filter(version=version).select_related("requested_by", "decided_by")
    return list(rows)
