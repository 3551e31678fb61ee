"""Django application of orders."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Application "orders"."""

    name = "arpent.orders"
    label = "orders"
    verbose_name = "Commandes"
