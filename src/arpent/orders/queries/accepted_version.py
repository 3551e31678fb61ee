"""The accepted version of an offer."""

from uuid import UUID

from arpent.kernel.errors import DomainError
from arpent.offers.public import OfferVersion, Signature, State, get_version
from arpent.people.public import User


def accepted_version(*, offer_id: UUID, by: User, lock: bool = False) -> tuple[OfferVersion, Signature | None]:
    """Return the accepted version of an offer with its signature; None when it was accepted without one (on paper).

    Raise DomainError "orders.not_signed" while it is not accepted, NotFound when the person does not see the offer.
    """
    version = get_version(offer_id=offer_id, by=by, lock=lock)
    if version.state != State.SIGNED:
        raise DomainError("orders.not_signed")
    return version, Signature.objects.visible_to(by).filter(version=version).first()
