from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "arpent.people"
    label = "people"
    verbose_name = "Personnes"
