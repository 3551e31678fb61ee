"""Application configuration of territory."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """Django application of territory."""

    name = "arpent.territory"
    label = "territory"
    verbose_name = "Secteur"
