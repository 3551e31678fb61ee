"""Folding of text for search and comparison."""

import re
import unicodedata
from functools import lru_cache

_SEPARATORS = re.compile(r"[\s\-_/.,;:()\"]+")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'", "‐": "-", "–": "-"})


def fold(text: str) -> str:
    """Return the text without accents or capitals, its separators single spaces.

    >>> fold("  Société  d'Œuvres-Réunies ")
    "societe d'oeuvres reunies"
    """
    return _fold(text)


@lru_cache(maxsize=20_000)
def _fold(text: str) -> str:
    # An import folds the same towns and streets again and again.
    if text.isascii():
        return _SEPARATORS.sub(" ", text.lower()).strip()
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return _SEPARATORS.sub(" ", plain).strip()


def digits(text: str) -> str:
    """Return the digits of a text and nothing else."""
    return "".join(c for c in text if c.isascii() and c.isdigit())


def read_whole(text: str, most: int) -> int | None:
    """Return the whole number from 0 to ``most`` that an address or a form holds, or None ("²" and "٣" are none)."""
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)):
        return None
    number = int(text)
    return number if number <= most else None
