"""Application configuration of history."""

from typing import Any

from django.apps import AppConfig, apps


class HistoryConfig(AppConfig):
    """Django application of history."""

    name = "arpent.history"
    label = "history"
    verbose_name = "Historique"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate, pre_migrate

        from .models.triggers import drop_triggers, install_triggers

        def before(**context: Any) -> None:
            if context.get("plan"):
                drop_triggers(context["using"])

        def after(sender: AppConfig, using: str, **_kwargs: Any) -> None:
            # The signal is sent once for each app: once, after the last, is enough for the triggers of all tables.
            if sender is [config for config in apps.get_app_configs() if config.models_module is not None][-1]:
                install_triggers(using)

        pre_migrate.connect(before, weak=False, dispatch_uid="arpent.audit.before")
        post_migrate.connect(after, weak=False, dispatch_uid="arpent.audit")
