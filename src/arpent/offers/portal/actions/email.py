"""E-mail of an offer's link with its document, in the sender's name, sent by the background worker."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.core.mail import EmailMessage

from arpent.database.lengths import fitted
from arpent.deals.permissions import DealPermission
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.mail.public import MailKind, MailMessage, get_mail, request_mail, retry_mail
from arpent.people.public import User, require_permission
from arpent.web.uploads import stored_path

from ...models import OfferEvent, OfferLink
from ...printing.queries.files import get_sent_file
from ...rules.lifecycle import State
from ..queries.tracking import link_url

KIND = "offers.link"
LINK_PLACEHOLDER = "{lien}"  # where the text has the link


@dataclass(frozen=True)
class QuoteEmail:
    """Text of an e-mail to the recipient of a link. ``base``: base URL of the installation."""

    text: str
    base: str


def check_email(letter: QuoteEmail | None, email: str) -> None:
    """Raise ValidationErrors "offers.mail_address" for an e-mail without an address."""
    if letter and not email.strip():
        raise ValidationErrors({"email": DomainError("offers.mail_address")})


def request_quote_email(*, link: OfferLink, letter: QuoteEmail | None, by: User, at: dt.datetime) -> None:
    """Queue the e-mail to the recipient of a link, within the operation that creates the link; nothing without
    ``letter``.
    """
    if letter:
        parts = {"text": letter.text, "base": letter.base}
        request_mail(kind=KIND, recipient=link.email, by=by, at=at, subject_id=link.pk, parts=parts)


def retry_email(*, mail_id: UUID, by: User, at: dt.datetime) -> OfferLink:
    """Queue a failed e-mail again; return its link. Raise NotFound when the person does not see its offer."""
    require_permission(by, DealPermission.CHANGE_DEALS)
    mail = get_mail(mail_id=mail_id)
    link = _link_of(mail, by) if mail and mail.kind == KIND else None
    if link is None:
        raise NotFound("mail")
    with operation(by=by, at=at, kind="offers.mailed", label=link.version.label):
        retry_mail(mail_id=mail_id, by=by, at=at)
    return link


def _link_of(mail: MailMessage, by: User) -> OfferLink | None:
    rows = OfferLink.objects.visible_to(by).select_related("version__offer")
    link: OfferLink | None = rows.filter(pk=mail.subject_id).first()
    return link


def _compose(mail: MailMessage) -> EmailMessage:
    """Return the message with its link. Raise DomainError when the link is no longer valid."""
    by = mail.person
    link = _link_of(mail, by)
    if link is None or link.revoked_at or link.version.state == State.REPLACED:
        raise DomainError("offers.mail_link_expired")
    version, name = link.version, " ".join(by.full_name.replace('"', "").split())
    text, address = mail.parts["text"], link_url(link, mail.parts["base"])
    message = EmailMessage(
        subject=" ".join(f"{version.label} : {version.offer.title}".split()),
        body=text.replace(LINK_PLACEHOLDER, address) if LINK_PLACEHOLDER in text else f"{text}\n\n{address}",
        to=[mail.recipient],
        reply_to=[f'"{name}" <{by.email}>'] if by.email else [],
    )
    paper = get_sent_file(version=version, by=by)
    if paper:
        message.attach(paper.name, stored_path("offers", paper.stored_as).read_bytes(), "application/pdf")
    return message


def _note_sent(mail: MailMessage, at: dt.datetime) -> None:
    link = _link_of(mail, mail.person)
    if link is not None:
        OfferEvent.objects.create(
            version=link.version,
            link=link,
            kind="mailed",
            at=at,
            person=mail.person,
            name=fitted(OfferEvent, "name", mail.recipient),
        )


QUOTE_EMAIL = MailKind(compose=_compose, note_sent=_note_sent)
