"""Folding of text for search and comparison."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'", "‐": "-", "–": "-"})


def fold(text: str) -> str:
    """Return the text without accents or capitals, its separators single spaces.

    >>> fold("  Société  d'Œuvres-Réunies ")
    "societe d'oeuvres reunies"
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[\s\-_/.,;:()\"]+", " ", plain).strip()


def digits(text: str) -> str:
    """Return the digits of a text and nothing else."""
    return "".join(c for c in text if c.isascii() and c.isdigit())
