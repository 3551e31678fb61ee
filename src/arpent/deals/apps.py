"""Application configuration of deals."""

from django.apps import AppConfig


class DealsConfig(AppConfig):
    """Django application of deals."""

    name = "arpent.deals"
    label = "deals"
    verbose_name = "Affaires"
