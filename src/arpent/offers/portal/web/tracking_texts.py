"""The texts beside the links of a sent version: the e-mail to copy, and why an e-mail was not sent."""

from django.utils import translation
from django.utils.translation import gettext as _

from arpent.kernel.errors import DomainError
from arpent.mail.public import MailMessage
from arpent.web.error_messages import error_message

from ...models import OfferVersion
from ..queries.tracking import TrackedLink


def link_texts(version: OfferVersion, links: list[TrackedLink]) -> list[tuple[TrackedLink, str, str]]:
    """Return each link with the text to copy into a mail program ("" once revoked) and the error of its e-mail."""
    return [(t, mail_text(version, t.link.name, t.address) if t.address else "", _problem_of(t.sending)) for t in links]


def mail_text(version: OfferVersion, name: str, address: str) -> str:
    """Return the e-mail text of an offer in the offer's language."""
    with translation.override(version.language):
        return _(
            "Bonjour %(name)s,\n\nVoici notre offre %(offer)s, « %(title)s ». Vous pouvez la lire, choisir ses options,"
            " poser une question et la signer ici :\n\n%(address)s\n\nCe lien est personnel ; son ouverture m’est"
            " signalée.\n\nBien à vous,"
        ) % {"name": name, "offer": version.label, "title": version.offer.title, "address": address}


def _problem_of(mail: MailMessage | None) -> str:
    return error_message(DomainError(mail.problem, email=mail.recipient)) if mail and mail.problem else ""
