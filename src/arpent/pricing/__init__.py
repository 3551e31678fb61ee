"""Margin engine: from list price to pocket margin for a line, an offer, a deal, a customer.

Rules and worked examples: ``docs/rules/price.md``; its tables are tests.
"""
