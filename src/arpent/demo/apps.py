"""Application configuration of demo."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Django application of demo."""

    name = "arpent.demo"
    label = "demo"
    verbose_name = "Démonstration"
