from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "arpent.privacy"
    label = "privacy"
    verbose_name = "Données personnelles"
