"""Sectors, their potential, targeting of prospects."""
