from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "arpent.agenda"
    label = "agenda"
    verbose_name = "Agenda"
