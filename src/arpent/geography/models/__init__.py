"""The tables of geography."""

from .matrix import CachedMatrix

__all__ = ["CachedMatrix"]
