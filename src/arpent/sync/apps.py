from django.apps import AppConfig


class SyncConfig(AppConfig):
    name = "arpent.sync"
    label = "sync"
    verbose_name = "Sync"
