from django.apps import AppConfig


class SampleDomainConfig(AppConfig):
    name = "arpent.sample_domain"
    label = "sample_domain"
    verbose_name = "Sample label"
