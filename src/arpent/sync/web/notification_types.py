"""What people are notified of about submissions of phones."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.notification_types import NotificationType

from ..queries.record_names import version_names

NOTIFICATION_TYPES = (
    NotificationType(
        "sync.to_resolve",
        _("Saisie du mobile à traiter"),
        _("Une saisie de %(who)s est à traiter"),
        "device-mobile",
        "sync:version",
        version_names,
    ),
)
