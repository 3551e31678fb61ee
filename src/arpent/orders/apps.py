from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "arpent.orders"
    label = "orders"
    verbose_name = "Commandes"
