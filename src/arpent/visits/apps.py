"""Application configuration of visits."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """Django application of visits."""

    name = "arpent.visits"
    label = "visits"
    verbose_name = "Visits"
