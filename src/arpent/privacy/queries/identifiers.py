"""Normalise identifiers with the project's own parsers, so that different spellings have equal digests."""

import re
from collections.abc import Iterator

from arpent.clients.public import read_email, read_phone
from arpent.kernel.text import fold

from ..rules.spelling import plain_words

_EMAILS = re.compile(r"[\w.+\-]{1,64}@[\w.\-]{1,190}")
_PHONES = re.compile(r"(?<![\w])\+?\d[\d\s.\-/()]{7,20}\d(?!\w)")


def read_address(text: str) -> str:
    """Return an e-mail address in lower case, "" for an invalid one."""
    return read_email(text) or ""


def read_number(text: str) -> str:
    """Return a phone number in international form, "" for an invalid one."""
    return read_phone(text) or ""


def name_key(full_name: str, place: str) -> str:
    """Return one key of a full name (in any order of its words) and a place; "" when either is missing."""
    name, company = " ".join(sorted(plain_words(full_name))), fold(place)
    return f"{name}|{company}" if name and company else ""


def addresses_in(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, normalised, as written) of each e-mail and phone in a text."""
    for found in _EMAILS.findall(text):
        if address := read_address(found.rstrip(".")):
            yield "email", address, found
    for found in _PHONES.findall(text):
        if number := read_number(found):
            yield "phone", number, found
