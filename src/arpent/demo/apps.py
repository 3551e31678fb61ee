from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "arpent.demo"
    label = "demo"
    verbose_name = "Démonstration"
