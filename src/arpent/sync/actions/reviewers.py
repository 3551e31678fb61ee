"""Tells those who look after a team that a submission of a phone waits for them."""

import datetime as dt

from arpent.notifications.public import notify
from arpent.people.public import Scope, User, list_people_with_access
from arpent.visits.permissions import VisitPermission

from ..models import SubmissionVersion


def notify_reviewers(version: SubmissionVersion, author: User, *, at: dt.datetime) -> None:
    """Notify the author's manager and assistant that a version is in conflict or refused.

    Those who see the whole firm are left out, and the author, whose phone says it.
    """
    reach = VisitPermission.REPORT_VISITS
    people = list_people_with_access(permission=reach, owners=[author.pk])
    recipients = [p.pk for p in people if p.scope(reach) == Scope.TEAM]
    notify(
        type_code="sync.to_resolve",
        recipients=recipients,
        record_id=version.pk,
        at=at,
        by=author,
    )
