"""Builders of notifications for tests."""

from uuid import UUID

from arpent.people.public import User
from arpent.people.testing import NOON

from .actions.notifications import notify
from .models import Notification


def make_notification(person: User, company_id: UUID, text: str = "") -> Notification:
    """Notify a person of a company that was assigned to them."""
    notify(
        type_code="clients.given",
        recipients=[person.pk],
        record_id=company_id,
        at=NOON,
        author_name="Un collègue",
        text=text,
    )
    return Notification.objects.visible_to(person).filter(person=person, record_id=company_id)[0]
