"""Django application of geography."""

from django.apps import AppConfig


class GeographyConfig(AppConfig):
    """Configuration of the application."""

    name = "arpent.geography"
    label = "geography"
    verbose_name = "Géographie"
