"""Django application of the database extensions."""

from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    """Registers the SQL function of text folding on each new SQLite connection."""

    name = "arpent.database"
    label = "database"
    verbose_name = "Base de données"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from .folding import add_fold_function

        connection_created.connect(add_fold_function, dispatch_uid="arpent.fold")
