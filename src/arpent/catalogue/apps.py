"""Django application of the catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Registers the triggers that renew the catalogue's revision."""

    name = "arpent.catalogue"
    label = "catalogue"
    verbose_name = "Catalogue"

    def ready(self) -> None:
        from arpent.history.public import register_trigger_builder

        from .models.revision import FUNCTIONS, revision_triggers

        register_trigger_builder(revision_triggers, FUNCTIONS)
