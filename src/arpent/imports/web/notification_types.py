"""What people are notified of about imports."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.notification_types import NotificationType

from ..queries.record_names import file_names

NOTIFICATION_TYPES = (
    NotificationType("imports.ended", _("Import terminé"), _("Import terminé"), "upload", "imports:report", file_names),
)
