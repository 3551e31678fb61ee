"""Creates the Order-X file of an accepted offer once, validated against its schema."""

import datetime as dt
from uuid import UUID

from arpent.deals.permissions import DealPermission
from arpent.history.public import operation
from arpent.kernel.subprocesses import run_in_subprocess
from arpent.offers.public import OfferFile, OfferVersion, record_file, store_content
from arpent.people.public import User, require_permission
from arpent.web.uploads import removing_files_on_error, stored_path

from ..documents.order import build_order
from ..queries.accepted_version import accepted_version
from ..rules.embedding import embed_order
from ..rules.order import inconsistencies
from ..rules.order_x import order_xml


def create_order_file(*, by: User, at: dt.datetime, offer_id: UUID) -> OfferFile:
    """Return the Order-X file of an accepted offer, created at the first call and stored with the version.

    Raise DomainError "orders.not_signed" while the offer is not accepted, "orders.order_incomplete" naming missing
    data of a party, "people.not_allowed" without SEE_DEALS; AssertionError when the totals do not add up (a bug).
    """
    require_permission(by, DealPermission.SEE_DEALS)
    version, signature = accepted_version(offer_id=offer_id, by=by)
    files = _files_of(version, by)
    if "order" in files:
        return files["order"]
    order = build_order(version=version, signature=signature, by=by)
    wrong = inconsistencies(order)
    if wrong:
        raise AssertionError(f"an order that does not add up: {wrong}")
    paper = files.get("signed") or files["offer"]
    content = order_pdf(
        stored_path("offers", paper.stored_as).read_bytes(),
        order_xml(order),
        title=order.number,
        seller=order.seller.name,
        language="fr-FR" if version.language == "fr" else "en-GB",
    )
    try:
        with removing_files_on_error():
            stored = store_content(content)
            with operation(by=by, at=at, kind="offers.order", label=version.label):
                version, _signature = accepted_version(offer_id=offer_id, by=by, lock=True)
                existing = _files_of(version, by).get("order")
                if existing is not None:
                    raise _AlreadyCreated(existing)
                return record_file(version=version, kind="order", file=stored, at=at)
    except _AlreadyCreated as meanwhile:
        return meanwhile.file


class _AlreadyCreated(Exception):
    """The order was created concurrently; that file is used."""

    def __init__(self, file: OfferFile) -> None:
        super().__init__()
        self.file = file


def _files_of(version: OfferVersion, by: User) -> dict[str, OfferFile]:
    return {f.kind: f for f in OfferFile.objects.visible_to(by).filter(version=version)}


def order_pdf(paper: bytes, xml: bytes, *, title: str, seller: str, language: str = "fr-FR") -> bytes:
    """Return a PDF with the embedded XML of the order, created in a separate process (see ``embed_order``)."""
    return run_in_subprocess(embed_order, paper=paper, xml=xml, title=title, seller=seller, language=language)
