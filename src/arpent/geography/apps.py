from django.apps import AppConfig


class GeographyConfig(AppConfig):
    name = "arpent.geography"
    label = "geography"
    verbose_name = "Géographie"
