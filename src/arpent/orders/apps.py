"""Application configuration of orders."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Django application of orders."""

    name = "arpent.orders"
    label = "orders"
    verbose_name = "Commandes"
