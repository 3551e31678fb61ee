"""Application configuration of web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Django application of web."""

    name = "arpent.web"
    label = "web"
    verbose_name = "Pages"
