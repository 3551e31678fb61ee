"""Patterns of a word in all its spellings: accents, ligatures, apostrophes, JSON escapes, decomposed letters.
Two patterns per word: an exact one, which decides on plain text, and a loose one, which a database runs over raw text
and may match too much. The loose one must be valid in Python's ``re`` (SQLite) and in PostgreSQL, and therefore uses no
look-around.
"""

import json
import re
from functools import lru_cache

from arpent.kernel.text import fold

# Letters that no normalisation takes apart, as they are written without them.
_PLAIN = str.maketrans(
    {
        "ł": "l",
        "Ł": "l",
        "ø": "o",
        "Ø": "o",
        "đ": "d",
        "Đ": "d",
        "ð": "d",
        "Ð": "d",
        "ħ": "h",
        "Ħ": "h",
        "ı": "i",
        "ẞ": "ss",
        "þ": "th",
        "Þ": "th",
    }
)
_APOSTROPHES = "'’‘ʼ´`′"
_DASHES = "-‐‑‒–—"
_JOINED = re.compile(f"[{_APOSTROPHES}]")
_APOSTROPHE_MARK = "\ue000"  # replaces an apostrophe while the text is folded: folding parts words there
_SPLIT = str.maketrans(dict.fromkeys(_DASHES, " "))
_PAIRS = ("oe", "ae", "ss", "th")
_MARK = r"[\u0300-\u036f]{0,2}"
BETWEEN = rf"[\s_.,;:/(){_APOSTROPHES}{re.escape(_DASHES)}]{{1,3}}"
WITHIN = rf"[\s{_APOSTROPHES}]{{0,3}}"  # d'Aubigné, d’Aubigné, D Aubigné, Daubigné
_FOREIGN = r"(?:[^ -~]|\\+u[0-9a-f]{4})"
_LOOSE_BETWEEN = r"(?:.|\s){0,8}"


def plain_words(text: str) -> list[str]:
    """Return the words of a name without accents and capitals; a word keeps its apostrophes as "'".

    >>> plain_words("Anne‑Marie D’Aubigné")
    ['anne', 'marie', "d'aubigne"]
    """
    return (
        fold(_JOINED.sub(_APOSTROPHE_MARK, text.translate(_SPLIT).translate(_PLAIN)))
        .replace(_APOSTROPHE_MARK, "'")
        .split()
    )


def exact_pattern(words: list[str]) -> str:
    """Return the exact pattern of consecutive words (see ``plain_words``)."""
    return rf"(?<!\w){BETWEEN.join(WITHIN.join(_exact_word(p) for p in w.split(chr(39)) if p) for w in words)}(?!\w)"


def loose_pattern(words: list[str]) -> str:
    """Return the loose pattern of words, with any separators."""
    return _LOOSE_BETWEEN.join("".join(_loose_letter(c) for c in _letters(p)) for w in words for p in w.split("'") if p)


def _exact_word(word: str) -> str:
    return "".join(_exact_letter(c) for c in _letters(word))


def _letters(word: str) -> list[str]:
    """Return the letters of a word, the two that a ligature may stand for as one."""
    return re.findall("|".join(_PAIRS) + "|.", word, re.S)


def _exact_letter(letter: str) -> str:
    spellings = _spellings().get(letter, "")
    if len(letter) == 1:
        return f"[{re.escape(letter)}{spellings}]{_MARK}"
    return f"(?:{''.join(_exact_letter(c) for c in letter)}|[{spellings}])"


def _loose_letter(letter: str) -> str:
    if len(letter) > 1:
        return f"(?:{''.join(_loose_letter(c) for c in letter)}|{_FOREIGN})"
    if not letter.isascii():
        written = {letter, letter.upper(), *_spellings().get(letter, "")}
        escapes = sorted({json.dumps(c)[2:-1] for c in written if len(c) == 1 and ord(c) < 0x10000})
        return rf"(?:[{''.join(sorted(written))}]|\\+(?:{'|'.join(escapes)})){_FOREIGN}{{0,2}}"
    if letter in _spellings():
        return f"(?:{re.escape(letter)}{_FOREIGN}{{0,2}}|{_FOREIGN})"
    return re.escape(letter)


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    """Return for each plain letter, or pair of letters, the characters that are written for it."""
    found: dict[str, str] = {}
    for code in (*range(0xC0, 0x530), *range(0x1E00, 0x2000)):
        char = chr(code)
        plain = fold(char.translate(_PLAIN))
        if char.isalpha() and plain != char and (len(plain) == 1 or plain in _PAIRS):
            found[plain] = found.get(plain, "") + char
    return found
