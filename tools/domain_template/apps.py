"""Django application of sample_domain."""

from django.apps import AppConfig


class SampleDomainConfig(AppConfig):
    """Configuration of the application."""

    name = "arpent.sample_domain"
    label = "sample_domain"
    verbose_name = "Sample label"
