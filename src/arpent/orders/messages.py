"""Sentences of the refusals of orders, by code."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "orders.not_signed": _("La commande se tire d’une offre signée : celle-ci ne l’est pas."),
    "orders.order_incomplete": _("Pour la commande, il manque : %(what)s."),
}
