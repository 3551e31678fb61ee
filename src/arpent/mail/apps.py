"""Application configuration of mail."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Django application of mail."""

    name = "arpent.mail"
    label = "mail"
    verbose_name = "E-mail"
