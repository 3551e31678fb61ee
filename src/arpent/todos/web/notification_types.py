"""What people are notified of about tasks."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.notification_types import NotificationType
from arpent.people.public import visible_names

from ..models import Todo

NOTIFICATION_TYPES = (
    NotificationType(
        "todos.assigned",
        _("Tâche confiée"),
        _("%(who)s vous confie une tâche"),
        "list",
        "todos:todo",
        visible_names(Todo),
    ),
)
