"""The customer's decision through the private link: signature with selected options, or refusal with a reason."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from arpent.database.lengths import fitted, length_refusals
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, ValidationErrors
from arpent.people.public import User
from arpent.pricing.public import PricedOffer, check_selection
from arpent.web.uploads import removing_files_on_error

from ...actions.totals import update_deal_amount
from ...approval.actions.approvals import record_on_customer_timeline
from ...approval.queries.assessment import assess_version
from ...models import LOST, OfferEvent, OfferLine, OfferLink, OfferVersion, Outcome, Signature
from ...printing.actions.files import StoredFile, record_file, store_content
from ...printing.documents.rendering import render_signed_document
from ...queries.pricing import price_version
from ...rules.fingerprint import canonical, fingerprint
from ...rules.lifecycle import ORDER, Level, State
from ..queries.access import acting_owner, link_file, link_lines, resolve_link
from ..rules.signature import check_signature, read_drawing
from .activity import notify_owner
from .closing import win_deal


def sign_offer(
    *,
    token: str,
    at: dt.datetime,
    name: str,
    function: str,
    method: str,
    selected_options: Sequence[str],
    agreed: bool,
    terms: bool,
    drawing: Any = None,
    order_number: str = "",
    ip: str | None = None,
    user_agent: str = "",
) -> Signature:
    """Sign an offer with some of its options.

    The signed document is rendered and stored first; one transaction then records the signature and its certificate,
    wins the deal and turns the prospect into a customer. ``method``: "typed" or "drawn"; ``drawing``: strokes of [x,
    y] from 0 to 1000; ``selected_options``: keys of lines.

    Raise ValidationErrors with one refusal per missing or too long value, DomainError as ``check_signable`` and
    ``check_selection``, "offers.selection_not_approved" when the selection needs a higher approval than the offer was
    sent with, "offers.changed_meanwhile"; also as ``resolve_link``.
    """
    link = resolve_link(token=token, day=localdate(at))
    refusals = check_signature(
        name=name, function=function, method=method, agreed=agreed, terms=terms or link.version.terms_id is None
    )
    typed = {"name": name.strip(), "function": function.strip(), "order_number": " ".join(order_number.split())}
    refusals |= length_refusals(Signature, typed)
    drawn = []
    if method == "drawn":
        try:
            drawn = read_drawing(drawing)
        except DomainError as refusal:
            refusals["method"] = refusal
    if refusals:
        raise ValidationErrors(refusals)
    prepared = _prepare(
        link=link,
        at=at,
        selected_options=selected_options,
        method=method,
        drawing=drawn,
        ip=ip,
        user_agent=fitted(Signature, "user_agent", user_agent),
        **typed,
    )
    paper = render_signed_document(version=link.version, by=prepared.by, signature=prepared.signature)
    with removing_files_on_error():
        return _record_signature(prepared, store_content(paper), token=token, at=at)


@dataclass(frozen=True)
class _Prepared:
    """A signature before it is recorded. ``fingerprint``: of the version as sent."""

    by: User
    signature: Signature
    priced: PricedOffer
    fingerprint: str


def _prepare(*, link: OfferLink, at: dt.datetime, selected_options: Sequence[str], **signatory: Any) -> _Prepared:
    """Return the signature of a version open for signature. Raise DomainError otherwise."""
    version = link.version
    check_signable(version, localdate(at))
    lines = link_lines(link)
    selected = check_selection(lines, selected_options)
    _check_selection_approved(version, lines, selected)
    priced = price_version(version, lines, selected)
    content = {"sent": version.fingerprint, "selected_options": selected, "net": priced.net, "gross": priced.gross}
    signature = Signature(
        version=version,
        link=link,
        selected_options=selected,
        signed_at=at,
        fingerprint=fingerprint(canonical(content)),
        file_sha256=link_file(link, "offer").sha256,
        net=priced.net,
        gross=priced.gross,
        **signatory,
    )
    return _Prepared(acting_owner(version), signature, priced, version.fingerprint)


def _check_selection_approved(version: OfferVersion, lines: list[OfferLine], selected_options: Sequence[str]) -> None:
    """Raise DomainError when a selection needs a higher approval than the offer was sent with, by the policy of the
    sending day.
    """
    if not version.approval_level or version.sent_at is None:
        return
    assessment = assess_version(version=version, lines=lines, by=acting_owner(version), day=localdate(version.sent_at))
    if ORDER.index(assessment.required_approval_when(selected_options).level) > ORDER.index(
        Level(version.approval_level)
    ):
        raise DomainError("offers.selection_not_approved")


def _record_signature(prepared: _Prepared, paper: StoredFile, *, token: str, at: dt.datetime) -> Signature:
    """Record a signature with its stored document, if the version is still open for signature and unchanged."""
    by, signature, priced = prepared.by, prepared.signature, prepared.priced
    with operation(by=by, at=at, kind="offers.signed", label=signature.version.label):
        link = resolve_link(token=token, day=localdate(at), lock=True)
        version = link.version
        check_signable(version, localdate(at))
        if version.fingerprint != prepared.fingerprint:
            raise DomainError("offers.changed_meanwhile")
        signature.version, signature.link = version, link
        signature.save(force_insert=True)
        record_file(version=version, kind="signed", file=paper, at=at)
        _close(version, State.SIGNED, priced, at)
        OfferEvent.objects.create(
            version=version, link=link, kind="signed", at=at, name=signature.name, text=signature.function
        )
        _end_outcome(version, by, Outcome.Result.WON, localdate(at))
        signed_by = f"{signature.name}, {signature.function}"
        title = _("%(offer)s signée par %(who)s") % {"offer": version.label, "who": signed_by}
        win_deal(version=version, net=priced.waterfall.net, title=title, body=signature.order_number, by=by, at=at)
        notify_owner(version, "offers.signed", at=at, who=signed_by)
    return signature


def check_signable(version: OfferVersion, day: dt.date) -> None:
    """Raise DomainError unless a version can be signed on a day: "offers.already_signed", "offers.already_refused", or
    "offers.expired" after its last day of validity.
    """
    if version.state == State.SIGNED:
        raise DomainError("offers.already_signed")
    if version.state == State.REFUSED:
        raise DomainError("offers.already_refused")
    if version.valid_until and version.valid_until < day:
        raise DomainError("offers.expired", day=version.valid_until)


def _close(version: OfferVersion, state: State, priced: PricedOffer | None, at: dt.datetime) -> None:
    version.state = state.value
    version.save(update_fields=["state"])
    offer = version.offer
    offer.last_external_activity_at = at
    offer.save(update_fields=["last_external_activity_at"])
    if priced:
        offer.net, offer.pocket, offer.cost = priced.waterfall.net, priced.waterfall.pocket, priced.waterfall.cost
    if version.number != offer.last_version:  # a next version is in preparation
        if state == State.REFUSED:
            return
        following = OfferVersion.objects.unscoped("the answer closes what comes after it, whoever writes it")
        for later in following.filter(offer=offer, number__gt=version.number):
            later.state = State.REPLACED.value
            later.save(update_fields=["state"])
        offer.last_version = version.number
    offer.state, offer.closed_at, offer.remind_on = state.value, at, None
    offer.valid_until = version.valid_until
    offer.save(
        update_fields=["net", "pocket", "cost", "last_version", "state", "closed_at", "remind_on", "valid_until"]
    )


def _end_outcome(version: OfferVersion, by: User, result: str, day: dt.date, **values: Any) -> None:
    Outcome.objects.visible_to(by).filter(offer=version.offer).update(result=result, closed_on=day, **values)


def refuse_offer(*, token: str, at: dt.datetime, name: str, reason: str, text: str) -> OfferVersion:
    """Record the customer's refusal with a reason (code of ``LOST``); the deal stays open for its owner to decide.

    An expired offer can be refused. Raise ValidationErrors "offers.signer_needed", "offers.reason_of_refusal" or
    "database.text_too_long" by field, DomainError "offers.already_signed" or "offers.already_refused"; also as
    ``resolve_link``.
    """
    name, text = name.strip(), text.strip()
    words = f"{dict(LOST).get(reason, '')}. {text}"
    refusals = length_refusals(OfferEvent, {"name": name, "text": words})
    if not name:
        refusals["name"] = DomainError("offers.signer_needed")
    if reason not in dict(LOST):
        refusals["reason"] = DomainError("offers.reason_of_refusal")
    if refusals:
        raise ValidationErrors(refusals)
    link = resolve_link(token=token, day=localdate(at))
    by = acting_owner(link.version)
    with operation(by=by, at=at, kind="offers.refused_by_customer", label=link.version.label):
        link = resolve_link(token=token, day=localdate(at), lock=True)
        version = link.version
        check_signable(
            version, min(localdate(at), version.valid_until or localdate(at))
        )  # an expired offer can be refused
        _close(version, State.REFUSED, None, at)
        OfferEvent.objects.create(version=version, link=link, kind="refused", at=at, name=name, text=words)
        _end_outcome(version, by, Outcome.Result.LOST, localdate(at), reason=reason, note=fitted(Outcome, "note", text))
        update_deal_amount(offer=version.offer, by=by, keep_last=True)
        record_on_customer_timeline(version, by=by, at=at, title=_("refusée par %(name)s") % {"name": name}, body=words)
        notify_owner(version, "offers.refused", at=at, who=name, text=words)
    return version
