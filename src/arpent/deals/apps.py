from django.apps import AppConfig


class DealsConfig(AppConfig):
    name = "arpent.deals"
    label = "deals"
    verbose_name = "Affaires"
