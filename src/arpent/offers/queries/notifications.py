"""Notifications of a person's offers: decided approvals, questions, signatures, refusals."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from arpent.people.public import User

from ..models import Approval, Offer, OfferEvent
from ..rules.notifications import (
    ANSWER,
    CUSTOMER_KINDS,
    NOTIFICATION_PERIOD,
    QUESTION_PERIOD,
    NotificationKind,
    OfferActivity,
    select_notifications,
)

MAX_OFFERS = 200


@dataclass(frozen=True)
class Notification:
    """One notification. ``who``: name of its author."""

    kind: NotificationKind
    offer: Offer
    who: str
    text: str
    at: dt.datetime

    @property
    def needs_answer(self) -> bool:
        """Return whether the customer waits for an answer."""
        return self.kind is NotificationKind.QUESTION


def list_notifications(*, by: User, now: dt.datetime) -> list[Notification]:
    """Return the notifications of a person's own offers (see ``select_notifications``), in no order."""
    # Select the recently active offers first: among 50,000 offers, events alone would need a scan.
    recent_offers = Offer.objects.visible_to(by).filter(owner=by, last_external_activity_at__gt=now - QUESTION_PERIOD)
    ids = recent_offers.order_by("-last_external_activity_at").values_list("pk", flat=True)[:MAX_OFFERS]
    offers: dict[UUID, Offer] = {}
    activities = list(_read_activities(list(ids), offers, by=by, now=now))
    return [
        Notification(NotificationKind(a.kind), offers[a.offer_id], a.who, a.text, a.at)
        for a in select_notifications(activities, now=now)
    ]


def _read_activities(
    ids: Collection[UUID], offers: dict[UUID, Offer], *, by: User, now: dt.datetime
) -> Iterator[OfferActivity]:
    """Yield what happened to some offers; add the offers read to ``offers``."""
    if not ids:
        return
    events = OfferEvent.objects.visible_to(by).filter(version__offer__in=ids, at__gt=now - QUESTION_PERIOD)
    events = events.filter(kind__in=(ANSWER, *CUSTOMER_KINDS)).select_related("version__offer")
    for event in events.order_by("at", "id"):
        version = event.version
        offers[version.offer_id] = version.offer
        yield OfferActivity(event.kind, version.offer_id, event.name, event.text, event.at, version.state)
    decided = Approval.objects.visible_to(by).filter(
        version__offer__in=ids,
        requested_by=by,
        state__in=("given", "declined"),
        decided_at__gt=now - NOTIFICATION_PERIOD,
        version__state__in=("approved", "declined"),
    )
    for approval in decided.exclude(decided_by=by).select_related("version__offer", "decided_by"):
        version = approval.version
        offers[version.offer_id] = version.offer
        kind = NotificationKind.APPROVED if approval.state == "given" else NotificationKind.DECLINED
        who, at = str(approval.decided_by or ""), approval.decided_at or now
        yield OfferActivity(kind, version.offer_id, who, approval.reason, at, version.state)
