from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "arpent.offers"
    label = "offers"
    verbose_name = "Offres"
