"""Django application of todos."""

from django.apps import AppConfig


class TodosConfig(AppConfig):
    """Configuration of the application."""

    name = "arpent.todos"
    label = "todos"
    verbose_name = "Tâches"
