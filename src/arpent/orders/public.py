"""What other domains may use of orders."""

from .rules.order import Adjustment, Line, Order, Totals, inconsistencies
from .rules.order_x import clean, order_xml

__all__ = [
    "Adjustment",
    "Line",
    "Order",
    "Totals",
    "clean",
    "inconsistencies",
    "order_xml",
]
