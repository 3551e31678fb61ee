"""Tables of imports."""

from .imports import ImportFile, ImportRow

__all__ = ["ImportFile", "ImportRow"]
