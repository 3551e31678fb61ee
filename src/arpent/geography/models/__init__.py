from .matrix import CachedMatrix

__all__ = ["CachedMatrix"]
