from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "arpent.site"
    label = "arpent_site"
    verbose_name = "Arpent"

    def ready(self) -> None:
        from .sentences import gather_all
        from .watching import watch
        from .wiring import wire

        gather_all()
        wire()
        watch()
