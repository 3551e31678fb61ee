"""Typographic rules of punctuation, amounts and dates, by language, for pages, documents and mails.

French: no line breaks before : ; ! ? % € » nor after « (a narrow no-break space before ; ! ?, a no-break space else),
and the first day of a month is "1er". English: "33.21%", "€320,000". Sources: Lexique des règles typographiques en
usage à l'Imprimerie nationale; European Commission, Interinstitutional style guide, 7.3.3.
"""

import re
from typing import Any

SPACE, NARROW = "\u00a0", "\u202f"
_BREAKABLE = r"[ \t\r\n]+"
_ENDS = r"(?=[\s<»”)\]]|$)"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_FRENCH = re.compile(
    rf"(?P<narrow>{_BREAKABLE}(?=[;!?]+{_ENDS}))|(?P<wide>{_BREAKABLE}(?=:{_ENDS}|[%€»]))|(?<=«)(?P<open>{_BREAKABLE})"
    rf"|(?<![\d.,/\u00a0\u202f-])\b1(?P<first>[ \u00a0])(?=(?:{_MONTHS})\b)"
)
_ENGLISH = re.compile(
    r"(?<![\w.,])(?<!\d[ \u00a0\u202f])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)["
    r" \u00a0\u202f](?P<unit>[€%])(?!\w)"
)
# Fast path: a text without one of these characters never changes.
_CONCERNED = re.compile("[:;!?%€«»]|1[ \u00a0]")
# Markup, and elements whose content is not prose.
_MARKUP = re.compile(
    r"<!--.*?-->|<(?P<name>script|style|textarea|code|pre|kbd|samp|svg|template)\b.*?</(?P=name)\s*>"
    r"""|<(?:[^>"']|"[^"]*"|'[^']*')*>""",
    re.S | re.I,
)


def typeset(text: str, language: str) -> str:
    """Return a text with the typography of its language; languages other than French and English are unchanged.

    >>> typeset("Remise : 12,5 % le 1 décembre", "fr") == "Remise\\u00a0: 12,5\\u00a0% le 1er\\u00a0décembre"
    True
    >>> typeset("A discount of 12.50 % makes 1,320.50 €", "en")
    'A discount of 12.50% makes €1,320.50'
    """
    if not _CONCERNED.search(text):
        return text
    if language[:2] == "fr":
        return _FRENCH.sub(_french, text)
    return _ENGLISH.sub(_english, text) if language[:2] == "en" else text


def _french(match: re.Match[str]) -> str:
    if match["first"]:
        return f"1er{SPACE}"
    return NARROW if match["narrow"] else SPACE


def _english(match: re.Match[str]) -> str:
    return f"€{match['number']}" if match["unit"] == "€" else f"{match['number']}%"


def typeset_html(html: str, language: str) -> str:
    """Return HTML with its visible text typeset; tags, attributes, scripts, code and text areas are unchanged."""
    parts, at = [], 0
    for match in _MARKUP.finditer(html):
        if match.start() > at:
            parts.append(typeset(html[at : match.start()], language))
        parts.append(match[0])
        at = match.end()
    parts.append(typeset(html[at:], language))
    return "".join(parts)


def typeset_all(value: Any, language: str, *, skip: frozenset[str] = frozenset()) -> Any:
    """Return nested lists and mappings with their texts typeset, except the values of the keys ``skip``."""
    if isinstance(value, str):
        return typeset(value, language)
    if isinstance(value, list | tuple):
        return [typeset_all(x, language, skip=skip) for x in value]
    if isinstance(value, dict):
        return {k: x if k in skip else typeset_all(x, language, skip=skip) for k, x in value.items()}
    return value
