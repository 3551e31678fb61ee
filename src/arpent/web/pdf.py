"""Render PDF documents from Typst templates. Every PDF of the product is made here.

A document has the typography of its language, no font but those embedded in Typst, and its own moment instead of the
clock's: the same arguments give the same bytes.
"""

import datetime as dt
import json
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from arpent.kernel.rendering import render_typst
from arpent.kernel.subprocesses import SubprocessError
from arpent.kernel.typography import typeset_all

# What the compiler reports of characters that none of its fonts has.
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed|codepoint `"(.+?)"`')
_ATTEMPTS = 3  # the compiler may report missing characters a few at a time


def render_pdf(
    template: bytes,
    data: Mapping[str, Any],
    *,
    at: dt.datetime,
    standards: Sequence[str] = (),
    not_prose: Collection[str] = (),
    graphics: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> bytes:
    """Return the PDF that a Typst template draws from ``data``.

    ``data``: plain values, read by the template from ``sys.inputs.data``; ``title`` and ``lang`` ("fr", "en") are
    required, since the template writes both into the file. ``at``: the date of the document. ``standards``: those the
    file declares, as Typst names them ("a-3a", "ua-1"). ``not_prose``: keys of ``data`` whose texts are codes, file
    names or hashes, left without typography. ``graphics``: SVG texts, as further ``sys.inputs``. ``folder``: where the
    template finds its pictures.

    A character that no font has (an emoji) becomes □ where ``standards`` refuse it. Raise DomainError
    ("paper_not_drawn", whose message says to try again) when the renderer is busy, too slow or killed; SubprocessError
    for a template that does not compile. Call it outside database transactions: it takes a second or more.
    """
    values = typeset_all({**data, "title": data["title"]}, str(data["lang"]), skip=frozenset({"lang", *not_prose}))
    options: dict[str, Any] = {"pdf_standards": list(standards)} if standards else {}
    if folder is not None:
        options["root"] = str(folder)
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            return render_typst(
                template,
                inputs={"data": json.dumps(values), **(graphics or {})},
                timestamp=int(at.timestamp()),
                **options,
            )
        except SubprocessError as error:
            characters = _missing_characters(error.detail)
            if attempt == _ATTEMPTS or not characters:
                raise
            values = _replace_characters(values, characters)
    raise AssertionError("unreachable")


def _missing_characters(diagnostic: str) -> set[str]:
    missing = "".join(text or codepoint for text, codepoint in _MISSING.findall(diagnostic))
    return set(re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), missing)) - set("\n\t ")


def _replace_characters(value: Any, characters: set[str]) -> Any:
    """Return a value with □ for each of these characters in its texts."""
    if isinstance(value, str):
        return "".join("\u25a1" if c in characters else c for c in value)
    if isinstance(value, list | tuple):
        return [_replace_characters(x, characters) for x in value]
    return {k: _replace_characters(x, characters) for k, x in value.items()} if isinstance(value, dict) else value
