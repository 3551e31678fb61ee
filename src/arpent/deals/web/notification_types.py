"""What people are notified of about deals."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.notification_types import NotificationType
from arpent.people.public import visible_names

from ..models import Deal

_deals = visible_names(Deal)

NOTIFICATION_TYPES = (
    NotificationType(
        "deals.given", _("Affaire confiée"), _("%(who)s vous confie une affaire"), "briefcase", "deals:deal", _deals
    ),
    NotificationType(
        "deals.request_answered", _("Réponse à une demande"), _("%(who)s a répondu"), "note", "deals:deal", _deals
    ),
)
