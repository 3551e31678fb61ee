"""Folding of text for search and comparison."""

import re
import unicodedata
from functools import lru_cache

# Word separators besides white space, which people type or omit ("Saint-Étienne", "L’Étang").
SEPARATOR_SIGNS = "-‐‑‒–—_/.,;:()\"'’‘ʼ`«»"
# Lower-case letters that Unicode does not decompose, with their usual transcription.
LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ς": "σ"}

# Characters of a typed text that a sentence quotes.
EXCERPT_LENGTH = 60

_SEPARATORS = re.compile(rf"[\s{re.escape(SEPARATOR_SIGNS)}]+")
_LIGATURES = str.maketrans(LIGATURES)


def fold(text: str) -> str:
    """Return a text in lower case without accents and ligatures, with single spaces as separators.

    Apply it to both sides of a search. In a query, the lookup ``folded`` (database/folding.py) folds the column with
    the same result on SQLite and PostgreSQL.

    >>> fold("  Société  d'Œuvres-Réunies ")
    'societe d oeuvres reunies'
    """
    return _fold(text)


@lru_cache(maxsize=20_000)
def _fold(text: str) -> str:
    # Cached because imports fold the same towns and streets repeatedly.
    if text.isascii():
        return _SEPARATORS.sub(" ", text.lower()).strip()
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _SEPARATORS.sub(" ", plain.lower().translate(_LIGATURES)).strip()


def excerpt(text: str) -> str:
    """Return the beginning of a text, as a sentence quotes it."""
    text = text.strip()
    return text if len(text) <= EXCERPT_LENGTH else text[: EXCERPT_LENGTH - 1] + "…"


def digits(text: str) -> str:
    """Return the ASCII digits of a text."""
    return "".join(c for c in text if c.isascii() and c.isdigit())


def parse_whole_number(text: str, maximum: int) -> int | None:
    """Return a text parsed as an integer from 0 to ``maximum``, or None. Non-ASCII digits ("²", "٣") are invalid."""
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(maximum)):
        return None
    number = int(text)
    return number if number <= maximum else None
