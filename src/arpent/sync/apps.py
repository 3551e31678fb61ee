"""Application configuration of sync."""

from django.apps import AppConfig


class SyncConfig(AppConfig):
    """Django application of sync."""

    name = "arpent.sync"
    label = "sync"
    verbose_name = "Sync"
