"""Application configuration of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Django application of accounts."""

    name = "arpent.accounts"
    label = "accounts"
    verbose_name = "Comptes"
