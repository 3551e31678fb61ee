from .family import Characteristic, CompatibilityRule, Family, Slot
from .product import Price, PriceList, PricePeriod, Product, ProductLink

__all__ = [
    "Characteristic",
    "CompatibilityRule",
    "Family",
    "Price",
    "PriceList",
    "PricePeriod",
    "Product",
    "ProductLink",
    "Slot",
]
