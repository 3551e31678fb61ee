"""Application configuration of agenda."""

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    """Django application of agenda."""

    name = "arpent.agenda"
    label = "agenda"
    verbose_name = "Agenda"
