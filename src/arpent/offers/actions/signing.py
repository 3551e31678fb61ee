"""The customer's answer through the private link: signed with the options taken, or refused with a reason."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from arpent.clients.public import change_company, get_site_brief, record_on_timeline
from arpent.deals.public import change_deal, list_stages, move_deal
from arpent.kernel.refusals import Refused, RefusedValues
from arpent.people.public import User, operation

from ..models import LOST, OfferEvent, OfferVersion, Outcome, Signature
from ..queries.links import actor_of, link_file, link_lines, open_link
from ..queries.paper import draw_signed
from ..queries.pricing import price_version
from ..rules.choosing import check_taken
from ..rules.freezing import canonical, fingerprint
from ..rules.lifecycle import State
from ..rules.margin import PricedOffer
from ..rules.signing import check_signature, read_strokes
from .approving import note_on_timeline
from .sending import keep_file


def sign_offer(
    *, token: str, at: dt.datetime, name: str, function: str, way: str, taken: Sequence[str], agreed: bool, terms: bool,
    strokes: Any = None, order_number: str = "", ip: str | None = None, agent: str = "",
) -> Signature:  # fmt: skip
    """Accept an offer with some of its options. Raise RefusedValues for what is missing, Refused when it cannot be signed now.

    All of it or nothing: the signature, its certificate, the deal won, the prospect a customer.
    """
    link = open_link(token=token, day=at.date())
    refusals = check_signature(
        name=name, function=function, way=way, agreed=agreed, terms=terms or link.version.terms_id is None
    )
    drawn = []
    if way == "drawn":
        try:
            drawn = read_strokes(strokes)
        except Refused as refusal:
            refusals["way"] = refusal
    if refusals:
        raise RefusedValues(refusals)
    by = actor_of(link.version)
    with operation(by=by, at=at, kind="offers.signed", label=link.version.label):
        link = open_link(token=token, day=at.date(), lock=True)
        version = link.version
        check_signable(version, at.date())
        lines = link_lines(link)
        kept = check_taken(lines, taken)
        priced = price_version(version, lines, kept)
        content = {"sent": version.fingerprint, "taken": kept, "net": priced.net, "gross": priced.gross}
        signature: Signature = Signature.objects.create(
            version=version, link=link, name=name.strip()[:120], function=function.strip()[:120], way=way, strokes=drawn, taken=kept,
            order_number=order_number.strip()[:60], signed_at=at, ip=ip, agent=agent[:200], fingerprint=fingerprint(canonical(content)),
            file_sha256=link_file(link, "offer").sha256, net=priced.net, gross=priced.gross,
        )  # fmt: skip
        keep_file(
            version=version, kind="signed", at=at, content=draw_signed(version=version, by=by, signature=signature)
        )
        _close(version, State.SIGNED, priced, at)
        OfferEvent.objects.create(
            version=version, link=link, kind="signed", at=at, name=signature.name, text=signature.function
        )
        _end_outcome(version, by, Outcome.Result.WON, at.date())
        _win(version, priced, signature, by, at)
    return signature


def check_signable(version: OfferVersion, day: dt.date) -> None:
    """Raise Refused unless a version waits for its customer and still holds."""
    if version.state == State.SIGNED:
        raise Refused("offers.signed_already")
    if version.state == State.REFUSED:
        raise Refused("offers.refused_already")
    if version.valid_until and version.valid_until < day:
        raise Refused("offers.expired", day=f"{version.valid_until:%d/%m/%Y}")


def _close(version: OfferVersion, state: State, priced: PricedOffer | None, at: dt.datetime) -> None:
    version.state = state.value
    version.save(update_fields=["state"])
    offer = version.offer
    offer.state, offer.closed_at, offer.remind_on = state.value, at, None
    if priced:
        offer.net, offer.pocket, offer.cost = priced.waterfall.net, priced.waterfall.pocket, priced.waterfall.cost
    offer.save()


def _win(version: OfferVersion, priced: PricedOffer, signature: Signature, by: User, at: dt.datetime) -> None:
    """Win the deal, make a customer of a prospect, write the order on the timeline."""
    deal = version.offer.deal
    site = get_site_brief(company_id=deal.company_id, by=by)
    if site and site.company.relationship != "customer":
        change_company(company_id=deal.company_id, by=by, at=at, values={"relationship": "customer"})
    if deal.stage.is_open:
        change_deal(deal_id=deal.pk, by=by, at=at, values={"amount": priced.waterfall.net})
        won = next((s for s in list_stages() if s.kind == "won"), None)
        try:
            with transaction.atomic():
                if won:
                    move_deal(deal_id=deal.pk, stage_id=won.pk, by=by, at=at)
        except Refused:
            # The firm's own won stage asks for more: the deal stays open, its next step says so.
            step = {
                "next_step": _("Offre %(offer)s signée : passer l’affaire à gagnée") % {"offer": version.label},
                "next_step_on": at.date(),
            }
            change_deal(deal_id=deal.pk, by=by, at=at, values=step)
    who = f"{signature.name}, {signature.function}"
    record_on_timeline(
        company_id=deal.company_id, by=by, at=at, kind="order", title=_("%(offer)s signée par %(who)s")[:200] % {"offer": version.label, "who": who}, body=signature.order_number,
        amount=priced.waterfall.net,
    )  # fmt: skip


def _end_outcome(version: OfferVersion, by: User, result: str, day: dt.date, **values: Any) -> None:
    Outcome.objects.visible_to(by).filter(offer=version.offer).update(result=result, closed_on=day, **values)


def refuse_offer(*, token: str, at: dt.datetime, name: str, reason: str, text: str) -> OfferVersion:
    """Refuse an offer with a reason. The deal stays open: its owner decides what comes next."""
    refusals = {}
    if not name.strip():
        refusals["name"] = Refused("offers.signer_needed")
    if reason not in dict(LOST):
        refusals["reason"] = Refused("offers.reason_of_refusal")
    if refusals:
        raise RefusedValues(refusals)
    link = open_link(token=token, day=at.date())
    by = actor_of(link.version)
    with operation(by=by, at=at, kind="offers.refused_by_customer", label=link.version.label):
        link = open_link(token=token, day=at.date(), lock=True)
        version = link.version
        check_signable(version, min(at.date(), version.valid_until or at.date()))  # one may refuse an old offer
        _close(version, State.REFUSED, None, at)
        words = f"{dict(LOST)[reason]}. {text.strip()}"[:4000]
        OfferEvent.objects.create(
            version=version, link=link, kind="refused", at=at, name=name.strip()[:120], text=words
        )
        _end_outcome(version, by, Outcome.Result.LOST, at.date(), reason=reason, note=text.strip()[:400])
        note_on_timeline(version, by=by, at=at, title=_("refusée par %(name)s") % {"name": name.strip()}, body=words)
    return version
