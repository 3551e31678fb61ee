"""Arpent, the workbench of the technical sales negotiator."""

__version__ = "0.1.0"
