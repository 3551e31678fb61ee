"""Django application of outgoing mail."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Application "mail"."""

    name = "arpent.mail"
    label = "mail"
    verbose_name = "E-mail"
