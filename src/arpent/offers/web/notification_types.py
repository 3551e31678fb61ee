"""What people are notified of about offers."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.notification_types import NotificationType
from arpent.people.public import visible_names

from ..models import Offer
from ..queries.record_names import approval_names

_offers = visible_names(Offer)


def _offer_type(code: str, label: object, sentence: object, icon: str) -> NotificationType:
    return NotificationType(code, label, sentence, icon, "offers:offer", _offers)


NOTIFICATION_TYPES = (
    NotificationType(
        "offers.approval_asked",
        _("Accord demandé"),
        _("%(who)s demande votre accord"),
        "shield-check",
        "offers:approval",
        approval_names,
        channel="mail",
    ),
    _offer_type("offers.approved", _("Accord donné"), _("%(who)s a donné son accord"), "shield-check"),
    _offer_type("offers.declined", _("Accord refusé"), _("%(who)s a refusé son accord"), "x"),
    _offer_type("offers.opened", _("Offre lue par le client"), _("ouverte par %(who)s"), "eye"),
    _offer_type("offers.question", _("Question d’un client"), _("%(who)s demande"), "note"),
    _offer_type("offers.signed", _("Offre signée"), _("signée par %(who)s"), "check"),
    _offer_type("offers.refused", _("Offre refusée"), _("refusée par %(who)s"), "x"),
)
