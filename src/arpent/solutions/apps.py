"""Application configuration of solutions."""

from django.apps import AppConfig


class SolutionsConfig(AppConfig):
    """Django application of solutions."""

    name = "arpent.solutions"
    label = "solutions"
    verbose_name = "Solutions"
