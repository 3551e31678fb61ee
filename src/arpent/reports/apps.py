"""Application configuration of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Django application of reports."""

    name = "arpent.reports"
    label = "reports"
    verbose_name = "Rapports"
