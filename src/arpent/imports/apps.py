from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "arpent.imports"
    label = "imports"
    verbose_name = "Imports"
