from typing import Any

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "arpent.history"
    label = "history"
    verbose_name = "Historique"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate, pre_migrate

        from .models.triggers import drop_triggers, install_triggers

        def before(**told: Any) -> None:
            if told.get("plan"):
                drop_triggers(told["using"])

        pre_migrate.connect(before, weak=False, dispatch_uid="arpent.audit.before")
        post_migrate.connect(lambda **kw: install_triggers(kw["using"]), weak=False, dispatch_uid="arpent.audit")
