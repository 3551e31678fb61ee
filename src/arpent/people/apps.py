from typing import Any

from django.apps import AppConfig, apps


class PeopleConfig(AppConfig):
    name = "arpent.people"
    label = "people"
    verbose_name = "Personnes"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_migrate, pre_migrate

        from .models.folding import add_fold_function
        from .models.triggers import drop_triggers, install_triggers

        def before(**told: Any) -> None:
            if told.get("plan"):
                drop_triggers(told["using"])

        def after(sender: AppConfig, using: str, **_told: Any) -> None:
            # The signal is sent once for each app: once, after the last, is enough for the triggers of all tables.
            if sender is [config for config in apps.get_app_configs() if config.models_module is not None][-1]:
                install_triggers(using)

        connection_created.connect(add_fold_function, dispatch_uid="arpent.fold")
        pre_migrate.connect(before, weak=False, dispatch_uid="arpent.audit.before")
        post_migrate.connect(after, weak=False, dispatch_uid="arpent.audit")
