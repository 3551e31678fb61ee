"""Django application of the commercial file."""

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Registers the triggers of SQLite's search index."""

    name = "arpent.clients"
    label = "clients"
    verbose_name = "Clients"

    def ready(self) -> None:
        from arpent.history.public import Trigger, register_triggers

        from .models.search import SEARCH_TRIGGERS

        register_triggers("sqlite", *(Trigger(n, "clients_searchentry", sql) for n, sql in SEARCH_TRIGGERS.items()))
