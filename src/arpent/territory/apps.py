from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "arpent.territory"
    label = "territory"
    verbose_name = "Secteur"
