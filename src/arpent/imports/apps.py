"""Django application of imports."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Configuration of the application."""

    name = "arpent.imports"
    label = "imports"
    verbose_name = "Imports"
