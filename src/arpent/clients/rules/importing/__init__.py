"""Parsing of commercial files: rows to values and problems."""
