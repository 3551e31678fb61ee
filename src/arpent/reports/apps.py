"""Django application of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Application "reports"."""

    name = "arpent.reports"
    label = "reports"
    verbose_name = "Rapports"
