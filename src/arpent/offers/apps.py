"""Application configuration of offers."""

from django.apps import AppConfig


class OffersConfig(AppConfig):
    """Django application of offers."""

    name = "arpent.offers"
    label = "offers"
    verbose_name = "Offres"
