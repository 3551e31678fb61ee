"""What people are notified of about companies."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.notification_types import NotificationType
from arpent.people.public import visible_names

from ..models import Company
from ..queries.readers import company_readers

NOTIFICATION_TYPES = (
    NotificationType(
        "clients.given",
        _("Client confié"),
        _("%(who)s vous confie un client"),
        "building-factory-2",
        "clients:company",
        visible_names(Company),
    ),
    NotificationType(
        "clients.mention",
        _("Mention dans une note"),
        _("%(who)s vous a mentionné"),
        "note",
        "clients:company",
        visible_names(Company),
        readers=company_readers,
    ),
)
