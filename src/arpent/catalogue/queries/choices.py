"""The choices that forms offer."""

from ..models.family import KINDS as CHARACTERISTIC_KINDS
from ..models.product import Product

PRODUCT_KINDS = list(Product.Kind.choices)

__all__ = ["CHARACTERISTIC_KINDS", "PRODUCT_KINDS"]
