"""Sends an offer: fixes the version with its hash, stores its document, creates the recipient's private link."""

import datetime as dt
import io
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from arpent.database.lengths import length_refusals
from arpent.deals.permissions import DealPermission
from arpent.deals.public import follow_offer
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.ids import new_id
from arpent.kernel.text import excerpt
from arpent.people.public import User, check_not_erased, require_permission
from arpent.web.uploads import removing_files_on_error, store_file

from ...approval.actions.approvals import check_approved, check_can_be_sent, record_on_customer_timeline, stored_percent
from ...models import OfferEvent, OfferLink, OfferVersion, Outcome
from ...printing.actions.files import StoredFile, record_file, store_content
from ...printing.documents.pictures import Picture
from ...printing.documents.rendering import collect_document, render_document
from ...printing.queries.parties import get_parties
from ...queries.calculation import QuoteCalculation, approval_content, calculate_quote
from ...queries.versions import get_version
from ...rules.fingerprint import canonical, fingerprint
from ...rules.lifecycle import State, check_open
from .email import QuoteEmail, check_email, request_quote_email

# How long a link still shows an offer after its last day of validity.
AFTER_DAYS = 30
REMIND_DAYS = 7
# Maximum number of renderings when the offer changes meanwhile.
MAX_TRIES = 3
PLACES = Decimal("0.0001")
MAX_INDEX = Decimal(99)


class _ChangedMeanwhile(Exception):
    """The content changed between rendering and recording."""


@dataclass(frozen=True)
class _Prepared:
    """A stored document and the digest of its content."""

    digest: str
    document_data: dict[str, Any]
    file: StoredFile


def send_offer(
    *, by: User, at: dt.datetime, offer_id: UUID, name: str, email: str = "", letter: QuoteEmail | None = None
) -> OfferLink:
    """Send the open version: fix its content, store its document and create the recipient's link.

    The document is rendered and stored first; a short transaction then checks that nothing changed and records
    everything. ``letter``: e-mail sent by the background worker.

    Raise ValidationErrors "offers.recipient_needed", "people.wrong_email", "offers.mail_address" or
    "database.text_too_long" by field, DomainError "offers.frozen", the first problem that blocks sending,
    "offers.approval_needed", or "offers.changed_meanwhile" when the offer changes during ``MAX_TRIES`` renderings;
    ErasedPersonError for the address of an erased person.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    _check_recipient(name, email)
    check_email(letter, email)
    for _try in range(MAX_TRIES):
        with suppress(_ChangedMeanwhile), removing_files_on_error():
            prepared = _prepare(offer_id=offer_id, by=by, day=localdate(at))
            return _record_sending(prepared, by=by, at=at, offer_id=offer_id, name=name, email=email, letter=letter)
    raise DomainError("offers.changed_meanwhile")


def _prepare(*, offer_id: UUID, by: User, day: dt.date) -> _Prepared:
    """Render the document of the open version and store its files, outside any transaction."""
    version = get_version(offer_id=offer_id, by=by)
    source = collect_document(figures=_ready_figures(version, by, day), by=by, day=day)
    drawn = render_document(source, version=version, day=day)
    picture_files = [_keep_picture(x) for x in drawn.pictures]
    return _Prepared(source.digest, drawn.data | {"stored_pictures": picture_files}, store_content(drawn.content))


def _ready_figures(version: OfferVersion, by: User, day: dt.date) -> QuoteCalculation:
    """Return the calculation of a version that may be sent. Raise DomainError otherwise."""
    check_open(version.state)
    figures = calculate_quote(version=version, by=by, day=day)
    check_can_be_sent(figures)
    check_approved(version=version, figures=figures, by=by)
    version.sent_by = by
    return figures


def _record_sending(
    prepared: _Prepared, *, by: User, at: dt.datetime, offer_id: UUID, name: str, email: str, letter: QuoteEmail | None
) -> OfferLink:
    day = localdate(at)
    with operation(by=by, at=at, kind="offers.sent") as op:
        version = get_version(offer_id=offer_id, by=by, lock=True)
        op.describe(version.label)
        figures = _ready_figures(version, by, day)
        if collect_document(figures=figures, by=by, day=day).digest != prepared.digest:
            raise _ChangedMeanwhile
        version.document_data = prepared.document_data
        _freeze(version, figures, by=by, at=at)
        record_file(version=version, kind="offer", file=prepared.file, at=at)
        _replace_earlier(version, by=by)
        follow_offer(deal_id=version.offer.deal_id, by=by, at=at, amount=figures.offer.waterfall.net, is_sent=True)
        _record_outcome(version, figures, by=by, day=day)
        link = _make_link(version, name=name, email=email, by=by, at=at)
        OfferEvent.objects.create(version=version, link=link, kind="sent", at=at, person=by, name=link.name)
        record_on_customer_timeline(version, by=by, at=at, title=_("envoyée à %(name)s") % {"name": link.name})
        request_quote_email(link=link, letter=letter, by=by, at=at)
    return link


def _freeze(version: OfferVersion, figures: QuoteCalculation, *, by: User, at: dt.datetime) -> None:
    version.snapshot = canonical(approval_content(version, figures.lines))
    version.fingerprint = fingerprint(version.snapshot)
    version.state, version.sent_at, version.sent_by = State.SENT.value, at, by
    version.approval_level = figures.required_approval.level.value
    version.parties = get_parties(version, by=by)
    version.revision += 1
    version.save()
    offer = version.offer
    offer.state, offer.sent_at, offer.valid_until = version.state, at, version.valid_until
    offer.opened_at, offer.closed_at = None, None
    offer.remind_on = min(localdate(at) + dt.timedelta(days=REMIND_DAYS), version.valid_until or dt.date.max)
    offer.save(update_fields=["state", "sent_at", "valid_until", "opened_at", "closed_at", "remind_on"])


def _keep_picture(picture: Picture) -> dict[str, str]:
    """Store a picture of the document, so that the signed document uses the same."""
    path = store_file(folder="offers", pk=new_id(), content=io.BytesIO(picture.content))
    return {"reference": picture.reference, "name": picture.name, "stored_as": path.name}


def _replace_earlier(version: OfferVersion, *, by: User) -> None:
    """Mark previously sent versions as REPLACED. Their links then answer 410 with the contact person."""
    earlier = OfferVersion.objects.visible_to(by).filter(offer=version.offer, state=State.SENT.value)
    for previous in earlier.exclude(pk=version.pk):
        previous.state = State.REPLACED.value
        previous.save(update_fields=["state"])


def _record_outcome(version: OfferVersion, figures: QuoteCalculation, *, by: User, day: dt.date) -> None:
    """Record what is known when the offer is sent; replaces the record of the previous version."""
    waterfall, deal = figures.offer.waterfall, version.offer.deal
    values = {
        "owner_id": version.offer.owner_id,
        "segment": version.price_list.segment if version.price_list else "",
        "competitor": bool(deal.competitor) if deal.competitive_pressure is not None or deal.competitor else None,
        "pressure": deal.competitive_pressure,
        "price_index": _within(waterfall.net / waterfall.gross, MAX_INDEX).quantize(PLACES)
        if waterfall.gross
        else None,
        "pocket_percent": stored_percent(waterfall.pocket_margin),
        "net": waterfall.net,
        "sent_on": day,
        "result": Outcome.Result.OPEN,
        "reason": "",
        "note": "",
        "winner_price": None,
        "closed_on": None,
    }
    Outcome.objects.visible_to(by).update_or_create(offer=version.offer, defaults=values)


def _within(value: Decimal, most: Decimal) -> Decimal:
    return max(-most, min(most, value))


def _check_recipient(name: str, email: str) -> None:
    refusals = length_refusals(OfferLink, {"name": name.strip()})
    if not name.strip():
        refusals["name"] = DomainError("offers.recipient_needed")
    if email.strip():
        try:
            validate_email(email.strip())
        except ValidationError:
            refusals["email"] = DomainError("people.wrong_email", email=excerpt(email))
    if refusals:
        raise ValidationErrors(refusals)
    check_not_erased(emails=[email])


def _make_link(version: OfferVersion, *, name: str, email: str, by: User, at: dt.datetime) -> OfferLink:
    last = max(version.valid_until or localdate(at), localdate(at)) + dt.timedelta(days=AFTER_DAYS)
    return OfferLink.objects.create(
        version=version, name=name.strip(), email=email.strip(), created_at=at, created_by=by, expires_on=last
    )


def add_link(
    *, by: User, at: dt.datetime, offer_id: UUID, name: str, email: str = "", letter: QuoteEmail | None = None
) -> OfferLink:
    """Create another private link to the sent version. ``letter``: e-mail sent by the background worker.

    Raise DomainError "offers.not_sent" for a version that is neither sent nor signed; for the recipient, as
    ``send_offer``.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    _check_recipient(name, email)
    check_email(letter, email)
    with operation(by=by, at=at, kind="offers.link") as op:
        version = get_version(offer_id=offer_id, by=by, lock=True)
        op.describe(version.label)
        if version.state not in (State.SENT, State.SIGNED):
            raise DomainError("offers.not_sent")
        link = _make_link(version, name=name, email=email, by=by, at=at)
        request_quote_email(link=link, letter=letter, by=by, at=at)
        return link


def revoke_link(*, by: User, at: dt.datetime, link_id: UUID) -> OfferLink:
    """Revoke a link; nothing changes when it is revoked already. Raise NotFound when the person does not see its
    offer.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    with operation(by=by, at=at, kind="offers.link_revoked") as op:
        rows = OfferLink.objects.visible_to(by).select_for_update(of=("self",)).select_related("version__offer")
        link = rows.filter(pk=link_id).first()
        if link is None:
            raise NotFound("link")
        op.describe(f"{link.version.label} : {link.name}")
        if link.revoked_at is None:
            link.revoked_at = at
            link.save(update_fields=["revoked_at"])
            OfferEvent.objects.create(version=link.version, link=link, kind="revoked", at=at, person=by, name=link.name)
    return link
