"""Django application of notifications."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Configuration of the application."""

    name = "arpent.notifications"
    label = "notifications"
    verbose_name = "Notifications"
