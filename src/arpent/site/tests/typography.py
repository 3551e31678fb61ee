"""Finds, in a French page, the spaces at which a line must not break."""

import html
import re

HIDDEN = re.compile(r"<!--.*?-->|<(script|style|textarea|code|pre|kbd|samp|svg|template)\b.*?</\1\s*>", re.S | re.I)
INLINE = re.compile(r"</?(?:a|b|strong|em|i|small|span|mark|abbr)\b[^>]*>", re.I)
BREAKABLE = re.compile(r".{0,30}(?:[ \t\r\n]+(?=[;!?:](?:[\s|]|$)|[%€»])|(?<=«)[ \t\r\n]+).{0,10}", re.S)


def breakable_spaces(page: str) -> list[str]:
    """Return each place of a page's visible text where a breakable space stands before : ; ! ? % € » or after «."""
    text = re.sub(r"<[^>]*>", "|", INLINE.sub("", HIDDEN.sub("", page)))
    return [found[0] for found in BREAKABLE.finditer(html.unescape(text))]
