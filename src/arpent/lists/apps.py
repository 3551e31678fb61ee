from django.apps import AppConfig


class ListsConfig(AppConfig):
    """Django application of the list component."""

    name = "arpent.lists"
    label = "lists"
    verbose_name = "Listes"
