from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "arpent.visits"
    label = "visits"
    verbose_name = "Visits"
