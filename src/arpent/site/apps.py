from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "arpent.site"
    label = "arpent_site"
    verbose_name = "Arpent"

    def ready(self) -> None:
        from .wiring import wire

        wire()
