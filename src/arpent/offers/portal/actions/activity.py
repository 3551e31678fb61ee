"""Activity on a sent offer: openings, questions, answers, reminders."""

import datetime as dt
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from arpent.database.lengths import checked_text, length_refusals
from arpent.deals.permissions import DealPermission
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, ValidationErrors
from arpent.notifications.public import notify
from arpent.people.public import User, require_permission

from ...approval.actions.approvals import record_on_customer_timeline
from ...models import OfferEvent, OfferVersion
from ...queries.versions import get_version
from ...rules.lifecycle import State
from ..queries.access import acting_owner, resolve_link

OPENING_INTERVAL = dt.timedelta(hours=1)
MAX_QUESTIONS = 20  # by link


def record_opening(*, token: str, at: dt.datetime) -> bool:
    """Record that a link's page was displayed, at most once an hour; return whether it was recorded.

    Called by the displayed page's script: a mail scanner that fetches the address records nothing. Raise as
    ``resolve_link``.
    """
    link = resolve_link(token=token, day=localdate(at))
    version = link.version
    by = acting_owner(version)
    recent = OfferEvent.objects.visible_to(by).filter(link=link, kind="opened", at__gt=at - OPENING_INTERVAL)
    if recent.exists():
        return False
    with operation(by=by, at=at, kind="offers.opened", label=version.label):
        OfferEvent.objects.create(version=version, link=link, kind="opened", at=at, name=link.name)
        version.offer.last_external_activity_at = at
        version.offer.save(update_fields=["last_external_activity_at"])
        if version.offer.opened_at is None:
            version.offer.opened_at = at
            version.offer.save(update_fields=["opened_at"])
            record_on_customer_timeline(version, by=by, at=at, title=_("ouverte par %(name)s") % {"name": link.name})
            notify_owner(version, "offers.opened", at=at, who=link.name)
    return True


def notify_owner(version: OfferVersion, type_code: str, *, at: dt.datetime, who: str, text: str = "") -> None:
    """Notify the owner of an offer of an act of the customer (``who``)."""
    notify(
        type_code=type_code,
        recipients=[version.offer.owner_id],
        record_id=version.offer_id,
        at=at,
        author_name=who,
        text=text,
    )


def ask_question(*, token: str, at: dt.datetime, name: str, text: str) -> OfferEvent:
    """Record a question of the customer; the offer is due for a reminder today.

    Raise ValidationErrors "offers.question_needed", "offers.signer_needed" or "database.text_too_long" by field,
    DomainError "offers.no_more_questions" once the version is closed, "offers.too_many_questions" from
    ``MAX_QUESTIONS`` per link on; also as ``resolve_link``.
    """
    text, name = text.strip(), name.strip()
    refusals = length_refusals(OfferEvent, {"text": text, "name": name})
    if not text:
        refusals["text"] = DomainError("offers.question_needed")
    if not name:
        refusals["name"] = DomainError("offers.signer_needed")
    if refusals:
        raise ValidationErrors(refusals)
    link = resolve_link(token=token, day=localdate(at))
    version = link.version
    by = acting_owner(version)
    if version.state != State.SENT:
        raise DomainError("offers.no_more_questions", name=version.sent_by.full_name if version.sent_by else "")
    if OfferEvent.objects.visible_to(by).filter(link=link, kind="question").count() >= MAX_QUESTIONS:
        raise DomainError("offers.too_many_questions")
    with operation(by=by, at=at, kind="offers.question", label=version.label):
        event: OfferEvent = OfferEvent.objects.create(
            version=version, link=link, kind="question", at=at, name=name, text=text
        )
        version.offer.remind_on, version.offer.last_external_activity_at = localdate(at), at
        version.offer.save(update_fields=["remind_on", "last_external_activity_at"])
        record_on_customer_timeline(version, by=by, at=at, title=_("question de %(name)s") % {"name": name}, body=text)
        notify_owner(version, "offers.question", at=at, who=name, text=text)
    return event


def answer_question(*, by: User, at: dt.datetime, offer_id: UUID, text: str) -> OfferEvent:
    """Record an answer, shown on the page of the link that asked last.

    Raise ValidationErrors "offers.answer_needed" or "database.text_too_long", DomainError "offers.not_sent" for a
    version that was not sent.
    """
    return _note(
        by=by, at=at, offer_id=offer_id, kind="answer", text=text, missing="offers.answer_needed", remind_on=None
    )


def record_reminder(*, by: User, at: dt.datetime, offer_id: UUID, text: str, again_on: dt.date | None) -> OfferEvent:
    """Record a reminder of the customer. ``text``: how and what was said; ``again_on``: day of the next one, None for
    none.

    Raise ValidationErrors "offers.reminder_in_past" unless it is after today, "offers.reminder_needed" without a text
    or "database.text_too_long", DomainError "offers.not_sent" for a version that is not open for signature.
    """
    if again_on is not None and again_on <= localdate(at):
        raise ValidationErrors({"again_on": DomainError("offers.reminder_in_past")})
    return _note(
        by=by,
        at=at,
        offer_id=offer_id,
        kind="reminded",
        text=text,
        missing="offers.reminder_needed",
        remind_on=again_on,
    )


def _note(
    *, by: User, at: dt.datetime, offer_id: UUID, kind: str, text: str, missing: str, remind_on: dt.date | None
) -> OfferEvent:
    require_permission(by, DealPermission.CHANGE_DEALS)
    text = checked_text(OfferEvent, "text", text)
    if not text:
        raise ValidationErrors({"text": DomainError(missing)})
    with operation(by=by, at=at, kind=f"offers.{kind}") as op:
        version: OfferVersion = get_version(offer_id=offer_id, by=by, lock=True)
        op.describe(version.label)
        if version.state != State.SENT and not (kind == "answer" and version.state in (State.SIGNED, State.REFUSED)):
            raise DomainError("offers.not_sent")
        # The answer is visible to the last questioner only.
        question = (
            OfferEvent.objects.visible_to(by).filter(version=version, kind="question").order_by("-at", "-id").first()
        )
        link = question.link if question and kind == "answer" else None
        event: OfferEvent = OfferEvent.objects.create(
            version=version, link=link, kind=kind, at=at, person=by, text=text
        )
        if version.state == State.SENT:
            version.offer.remind_on = remind_on
            version.offer.save(update_fields=["remind_on"])
        record_on_customer_timeline(version, by=by, at=at, title=str(event.get_kind_display()), body=text)
    return event
