"""Families, products, price lists, documents, discovery guides."""
