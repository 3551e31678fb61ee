"""Application configuration of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Django application of people."""

    name = "arpent.people"
    label = "people"
    verbose_name = "Personnes"
