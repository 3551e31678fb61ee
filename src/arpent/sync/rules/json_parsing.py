"""Parse untrusted JSON into values that the database can store and a page can show.
Values that cannot be stored are replaced by their text: non-finite numbers, integers beyond 64 bits, nesting deeper
than 32 levels. NUL characters and lone surrogates are removed.
"""

import json
import math
import re
from dataclasses import dataclass
from typing import Any

MAX_DEPTH = 32
MAX_DIGITS = 18  # fits in 64 bits
_STRUCTURE = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\]]', re.S)


@dataclass(frozen=True)
class ParsedJson:
    """Parsed data. ``changed``: whether a value was replaced by its text."""

    data: Any
    changed: bool = False


def read_json(raw: bytes) -> ParsedJson:
    """Parse JSON in UTF-8. Raise ValueError when it is invalid."""
    odd: list[str] = []

    def keep(text: str) -> str:
        odd.append(text)
        return text

    def whole(text: str) -> Any:
        return int(text) if len(text) <= MAX_DIGITS else keep(text)

    def number(text: str) -> Any:
        value = float(text)
        return value if math.isfinite(value) else keep(text)

    text = raw.decode("utf-8", "surrogatepass")
    flat = flatten(text)
    data = json.loads(flat, parse_constant=keep, parse_int=whole, parse_float=number)
    cleaned = clean(data)
    return ParsedJson(cleaned.data, bool(odd) or flat is not text or cleaned.changed)


def flatten(text: str) -> str:
    """Return JSON text in which values nested deeper than ``MAX_DEPTH`` are strings; the same object without any.
    Raise ValueError for an unclosed bracket.
    """
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return text
    parts: list[str] = []
    depth = last = start = 0
    for mark in _STRUCTURE.finditer(text):
        sign = text[mark.start()]
        if sign in "{[":
            depth += 1
            if depth == MAX_DEPTH + 1:
                start = mark.start()
        elif sign in "}]":
            if depth == MAX_DEPTH + 1:
                parts += [text[last:start], json.dumps(text[start : mark.end()])]
                last = mark.end()
            depth -= 1
    if depth > MAX_DEPTH:
        raise ValueError("a bracket is never closed")
    return "".join(parts) + text[last:] if parts else text


def clean(value: Any) -> ParsedJson:
    """Return a value that can be stored and shown. Raise ValueError when it is nested too deeply to be walked."""
    try:
        return _clean(value)
    except RecursionError as error:
        raise ValueError("too deep") from error


def _clean(value: Any) -> ParsedJson:
    if isinstance(value, str):
        return ParsedJson(value.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    if isinstance(value, bool) or value is None:
        return ParsedJson(value)
    if isinstance(value, int):
        # Not str(): Python refuses to write integers of thousands of digits.
        return ParsedJson(value) if abs(value) < 10**MAX_DIGITS else ParsedJson(f"{value:x}", True)
    if isinstance(value, float):
        return ParsedJson(value) if math.isfinite(value) else ParsedJson(str(value), True)
    if isinstance(value, list):
        items = [_clean(x) for x in value]
        return ParsedJson([x.data for x in items], any(x.changed for x in items))
    if isinstance(value, dict):
        pairs = [(_clean(str(k)), _clean(v)) for k, v in value.items()]
        return ParsedJson({k.data: v.data for k, v in pairs}, any(v.changed for _k, v in pairs))
    return ParsedJson(str(value), True)
