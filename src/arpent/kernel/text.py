"""Folding of text for search and comparison."""

import re
import unicodedata
from functools import lru_cache

# Signs that part words, beside white space: people type them or leave them out ("Saint-Étienne", "L’Étang").
SEPARATOR_SIGNS = "-‐‑‒–—_/.,;:()\"'’‘ʼ`«»"
# Lower-case letters that Unicode does not decompose, and what people type for them.
LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ς": "σ"}

_SEPARATORS = re.compile(rf"[\s{re.escape(SEPARATOR_SIGNS)}]+")
_LIGATURES = str.maketrans(LIGATURES)


def fold(text: str) -> str:
    """Return the text without accents, capitals or ligatures, its separators single spaces.

    What is searched and what is typed are both folded so. In a query the column is folded by the lookup ``folded``
    (database/folding.py), which gives the same text on SQLite and on PostgreSQL.

    >>> fold("  Société  d'Œuvres-Réunies ")
    'societe d oeuvres reunies'
    """
    return _fold(text)


@lru_cache(maxsize=20_000)
def _fold(text: str) -> str:
    # An import folds the same towns and streets again and again.
    if text.isascii():
        return _SEPARATORS.sub(" ", text.lower()).strip()
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _SEPARATORS.sub(" ", plain.lower().translate(_LIGATURES)).strip()


def digits(text: str) -> str:
    """Return the digits of a text and nothing else."""
    return "".join(c for c in text if c.isascii() and c.isdigit())


def parse_whole_number(text: str, most: int) -> int | None:
    """Return the whole number from 0 to ``most`` that an address or a form holds, or None ("²" and "٣" are none)."""
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)):
        return None
    number = int(text)
    return number if number <= most else None
