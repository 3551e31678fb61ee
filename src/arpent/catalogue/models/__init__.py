"""The tables of the catalogue."""

from .document import Document, DocumentVersion, Improvement, ImprovementComment
from .family import Characteristic, CompatibilityRule, Component, Family
from .guide import GuideQuestion
from .product import Price, PriceList, PricePeriod, Product, ProductLink
from .revision import Revision

__all__ = [
    "Characteristic",
    "CompatibilityRule",
    "Component",
    "Document",
    "DocumentVersion",
    "Family",
    "GuideQuestion",
    "Improvement",
    "ImprovementComment",
    "Price",
    "PriceList",
    "PricePeriod",
    "Product",
    "ProductLink",
    "Revision",
]
