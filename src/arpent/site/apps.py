"""Application configuration of site."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Django application of site."""

    name = "arpent.site"
    label = "arpent_site"
    verbose_name = "Arpent"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from .watching import watch
        from .wiring import wire
        from .write_lock import watch_connection

        connection_created.connect(watch_connection, dispatch_uid="arpent.write_lock")
        wire()
        watch()
