"""Normalise names of firms and persons."""

import re

from arpent.kernel.text import fold

_LOWER_WORDS = {"de", "du", "des", "la", "le", "les", "et", "en", "sur", "sous", "aux", "au", "d", "l"}
_ACRONYM = re.compile(
    r"^(?:[A-Z]{1,4}|S\.?A\.?S?\.?U?|SARL|EURL|SNC|SCI|SCOP|GIE|[A-Z0-9&.]*\d[A-Z0-9&.]*|[A-Z&.]*[.&][A-Z&.]*)$"
)


def tidy_name(text: str) -> str:
    """Return a name with normal capitals: "POMPES DE L'ISERE SAS" gives "Pompes de l'Isere SAS".

    Names in mixed case are unchanged.
    """
    if text != text.upper() or not re.search(r"[A-ZÀ-Ý]{5}", text):
        return text
    words = []
    for i, word in enumerate(text.split(" ")):
        if _ACRONYM.match(word) and fold(word) not in _LOWER_WORDS:
            words.append(word)
        elif i and fold(word) in _LOWER_WORDS:
            words.append(word.lower())
        else:
            words.append(_capital(word, first=not i))
    return " ".join(words)


def _capital(word: str, *, first: bool) -> str:
    parts = re.split(r"([-'’/(])", word.lower())
    out = []
    for j, part in enumerate(parts):
        elided = part in ("l", "d") and j + 1 < len(parts) and parts[j + 1] in "'’" and not first
        small = j and part in _LOWER_WORDS and len(parts) > j + 1
        out.append(part if elided or small else part[:1].upper() + part[1:])
    return "".join(out)


def split_person(text: str) -> tuple[str, str]:
    """Return (first name, last name) without title: "M. DUPONT Jean" and "Jean Dupont" alike.

    Words in capitals are the last name, else all but the first word; one word is a last name.
    """
    text = re.sub(r"^(?:M\.|Mr\.?|Mme|Mlle|Monsieur|Madame|M)\s+", "", text.strip(), flags=re.I)
    words = text.split()
    if len(words) < 2:
        return "", tidy_name(text)
    capitals = [w for w in words if w == w.upper() and len(w) > 1]
    if capitals and len(capitals) < len(words):
        return " ".join(w for w in words if w not in capitals), " ".join(_capital(w, first=True) for w in capitals)
    return words[0].capitalize() if words[0].isupper() else words[0], tidy_name(" ".join(words[1:]))
