"""What people are notified of about their weeks."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.notification_types import NotificationType

from ..queries.record_names import plan_names

NOTIFICATION_TYPES = (
    NotificationType(
        "agenda.plan_replaced",
        _("Ma semaine planifiée par un autre"),
        _("%(who)s a préparé un autre plan de votre semaine"),
        "calendar-week",
        "agenda:plan",
        plan_names,
    ),
)
