"""Django application of solutions."""

from django.apps import AppConfig


class SolutionsConfig(AppConfig):
    """Application "solutions"."""

    name = "arpent.solutions"
    label = "solutions"
    verbose_name = "Solutions"
