from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "arpent.people"
    label = "people"
    verbose_name = "Personnes"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from .models.audit import install_triggers

        post_migrate.connect(lambda **kw: install_triggers(kw["using"]), weak=False, dispatch_uid="arpent.audit")
