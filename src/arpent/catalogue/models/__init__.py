from .family import Characteristic, CompatibilityRule, Family, Slot
from .guide import GuideQuestion
from .product import Price, PriceList, PricePeriod, Product, ProductLink

__all__ = [
    "Characteristic",
    "CompatibilityRule",
    "Family",
    "GuideQuestion",
    "Price",
    "PriceList",
    "PricePeriod",
    "Product",
    "ProductLink",
    "Slot",
]
