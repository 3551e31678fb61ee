"""Optimisation of weeks of visits. Pure Python, no Django."""
