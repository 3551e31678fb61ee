"""Visits: how they were prepared, what was reported, what was left with the customer."""
