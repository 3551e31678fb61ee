"""The margin engine: from the list price to the pocket margin, for a line, an offer, a deal, a customer.

The rules in prose, with worked tables, are in ``docs/rules/price.md``; each table there is run by a test.
"""
