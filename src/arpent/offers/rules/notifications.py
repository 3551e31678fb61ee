"""Select the events of an offer that become notifications of its owner, one per subject."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from .lifecycle import State

# A question is a notification until it is answered, at most for the longer period; anything else for the shorter one.
NOTIFICATION_PERIOD = dt.timedelta(days=7)
QUESTION_PERIOD = 4 * NOTIFICATION_PERIOD


class NotificationKind(StrEnum):
    """Action of the customer or the approver."""

    QUESTION = "question"
    OPENED = "opened"
    SIGNED = "signed"
    REFUSED = "refused"
    APPROVED = "approved"
    DECLINED = "declined"


APPROVER_KINDS = (NotificationKind.APPROVED, NotificationKind.DECLINED)
# Kinds of events that `select_notifications` reads; an answer ends a question.
ANSWER = "answer"
CUSTOMER_KINDS = (
    NotificationKind.QUESTION,
    NotificationKind.OPENED,
    NotificationKind.SIGNED,
    NotificationKind.REFUSED,
)


@dataclass(frozen=True, slots=True)
class OfferActivity:
    """An activity on an offer. ``kind``: a `NotificationKind` or "answer"; ``version_state``: present state of the
    version.
    """

    kind: str
    offer_id: UUID
    who: str
    text: str
    at: dt.datetime
    version_state: str


def select_notifications(activities: Iterable[OfferActivity], *, now: dt.datetime) -> list[OfferActivity]:
    """Return the activities that notify the owner: per offer at most one question, one customer act, one decision.

    The latest of each counts. A question is left out once it is answered, or when its version can no longer be
    accepted. Acts and decisions older than seven days are left out.
    """
    latest: dict[tuple[UUID, str], OfferActivity] = {}
    for activity in sorted(activities, key=lambda a: a.at):
        question = (activity.offer_id, "question")
        if activity.kind == ANSWER:
            latest.pop(question, None)
        elif activity.kind == NotificationKind.QUESTION:
            if activity.version_state in (State.SENT, State.SIGNED):
                latest[question] = activity
        elif activity.at > now - NOTIFICATION_PERIOD:
            subject = "approval" if activity.kind in APPROVER_KINDS else "customer"
            latest[activity.offer_id, subject] = activity
    return list(latest.values())
