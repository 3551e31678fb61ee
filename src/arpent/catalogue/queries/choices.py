"""Choices of forms: kinds of characteristics, products and documents, languages."""

from ..models import Document, Product
from ..models.document import LANGUAGES
from ..models.family import KINDS as CHARACTERISTIC_KINDS

PRODUCT_KINDS = list(Product.Kind.choices)
DOCUMENT_KINDS = list(Document.Kind.choices)

__all__ = ["CHARACTERISTIC_KINDS", "DOCUMENT_KINDS", "LANGUAGES", "PRODUCT_KINDS"]
