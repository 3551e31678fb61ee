from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "arpent.clients"
    label = "clients"
    verbose_name = "Clients"
