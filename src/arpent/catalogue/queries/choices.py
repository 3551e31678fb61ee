"""The choices that forms offer."""

from ..models.document import LANGUAGES, Document
from ..models.family import KINDS as CHARACTERISTIC_KINDS
from ..models.product import Product

PRODUCT_KINDS = list(Product.Kind.choices)
DOCUMENT_KINDS = list(Document.Kind.choices)

__all__ = ["CHARACTERISTIC_KINDS", "DOCUMENT_KINDS", "LANGUAGES", "PRODUCT_KINDS"]
