"""Application configuration of privacy."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Django application of privacy."""

    name = "arpent.privacy"
    label = "privacy"
    verbose_name = "Données personnelles"
