"""The link of an offer goes out by mail, in the sender's name, with the paper attached."""

import datetime as dt
from smtplib import SMTPException

from django.core.mail import EmailMessage

from arpent.kernel.refusals import Refused, RefusedValues
from arpent.people.public import Act, User, check_may, operation, stored_path

from ..models import OfferEvent, OfferLink
from ..queries.papers import kept_paper


def mail_link(*, by: User, at: dt.datetime, link: OfferLink, text: str) -> OfferEvent:
    """Send the recipient of a link a text, the paper attached; answers go to the sender. Raise Refused when no server takes it."""
    check_may(by, Act.CHANGE_DEALS)
    if not link.email:
        raise RefusedValues({"email": Refused("offers.mail_address")})
    version, name = link.version, " ".join(by.full_name.replace('"', "").split())
    message = EmailMessage(
        subject=" ".join(f"{version.label} : {version.offer.title}".split()), body=text, to=[link.email],
        reply_to=[f'"{name}" <{by.email}>'] if by.email else [],
    )  # fmt: skip
    paper = kept_paper(version=version, by=by)
    if paper:
        message.attach(paper.name, stored_path("offers", paper.stored_as).read_bytes(), "application/pdf")
    try:
        message.send()
    except (SMTPException, OSError) as error:
        raise Refused("offers.mail_failed", email=link.email) from error
    with operation(by=by, at=at, kind="offers.mailed", label=version.label):
        made: OfferEvent = OfferEvent.objects.create(
            version=version, link=link, kind="mailed", at=at, person=by, name=link.email[:120]
        )
    return made
