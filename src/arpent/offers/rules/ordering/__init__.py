"""The accepted order for other programs: its data, its Order-X form."""

from .order import Adjustment, Line, Order, Party, Totals, inconsistencies
from .order_xml import clean, order_xml

__all__ = ["Adjustment", "Line", "Order", "Party", "Totals", "clean", "inconsistencies", "order_xml"]
