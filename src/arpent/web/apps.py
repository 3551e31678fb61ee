from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "arpent.web"
    label = "web"
    verbose_name = "Pages"
