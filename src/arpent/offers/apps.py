"""Django application of offers."""

from django.apps import AppConfig


class OffersConfig(AppConfig):
    """Application "offers"."""

    name = "arpent.offers"
    label = "offers"
    verbose_name = "Offres"
