from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "arpent.catalogue"
    label = "catalogue"
    verbose_name = "Catalogue"
