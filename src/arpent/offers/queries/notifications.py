"""Notifications of a person's offers: decided approvals, questions, signatures, refusals."""

import datetime as dt
from dataclasses import dataclass

from arpent.people.public import User

from ..models import Approval, Offer, OfferEvent
from ..rules.lifecycle import State

# Age limit of notifications; questions are listed until they are answered.
NOTIFICATION_PERIOD = dt.timedelta(days=7)
MAX_NOTIFICATIONS = 8


@dataclass(frozen=True)
class Notification:
    """One notification. ``kind``: "question", "approved", "declined", "signed", "refused", "opened"; ``who``: name of
    its author.
    """

    kind: str
    offer: Offer
    who: str
    text: str
    at: dt.datetime


def list_notifications(*, by: User, now: dt.datetime) -> list[Notification]:
    """Return the notifications of a person's own offers: unanswered questions first, then latest first, at most
    ``MAX_NOTIFICATIONS``.

    Questions of the last 28 days, other events of the last 7.
    """
    # Select the recently active offers first: among 50,000 offers, events alone would need a scan.
    recent_offers = Offer.objects.visible_to(by).filter(
        owner=by, last_external_activity_at__gt=now - 4 * NOTIFICATION_PERIOD
    )
    offers = list(recent_offers.order_by("-last_external_activity_at").values_list("pk", flat=True)[:200])
    if not offers:
        return []
    rows = OfferEvent.objects.visible_to(by).filter(version__offer__in=offers, at__gt=now - 4 * NOTIFICATION_PERIOD)
    rows = rows.filter(kind__in=("question", "answer", "opened", "signed", "refused")).select_related("version__offer")
    latest: dict[tuple[str, object], Notification] = {}
    for event in rows.order_by("at", "id"):
        offer = event.version.offer
        if event.kind == "answer":
            latest.pop(("question", offer.pk), None)
        elif event.kind == "question":
            if event.version.state in (State.SENT, State.SIGNED):
                latest["question", offer.pk] = Notification("question", offer, event.name, event.text, event.at)
        elif event.at > now - NOTIFICATION_PERIOD:
            latest["customer", offer.pk] = Notification(event.kind, offer, event.name, event.text, event.at)
    answered = Approval.objects.visible_to(by).filter(
        version__offer__in=offers,
        requested_by=by,
        state__in=("given", "declined"),
        decided_at__gt=now - NOTIFICATION_PERIOD,
        version__state__in=("approved", "declined"),
    )
    for approval in answered.select_related("version__offer", "decided_by"):
        kind, offer = "approved" if approval.state == "given" else "declined", approval.version.offer
        if approval.decided_at and approval.decided_by_id != by.pk:
            author = str(approval.decided_by or "")
            latest["approval", offer.pk] = Notification(kind, offer, author, approval.reason, approval.decided_at)
    ordered = sorted(latest.values(), key=lambda n: n.at, reverse=True)
    return sorted(ordered, key=lambda n: n.kind != "question")[:MAX_NOTIFICATIONS]
