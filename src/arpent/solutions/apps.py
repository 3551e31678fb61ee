from django.apps import AppConfig


class SolutionsConfig(AppConfig):
    name = "arpent.solutions"
    label = "solutions"
    verbose_name = "Solutions"
