"""Removal of secrets from logs.
A reader of the log must not be able to open an offer, answer a request or set a password. The secret in the address of
a private link is replaced, whatever wrote the line: Django's 4xx and 5xx lines, tracebacks, gunicorn.
"""

import logging
import re

SLASH = r"(?:/|%2F)+"
END = r"[^\s/?#&\"'<>]+"
SECRET_PATHS = ("offers/read", "deals/answer", "agenda/feed", "account/password/reset/key", "account/confirm-email")
LINKS = re.compile(
    rf"((?:{'|'.join(path.replace('/', SLASH) for path in SECRET_PATHS)}){SLASH}){END}",
    re.IGNORECASE,
)
QUERY = re.compile(r"([?&](?:code|token|key|password|secret)=)[^\s&#\"'<>]+", re.IGNORECASE)
# What our links are made of, wherever it stands: an id in hexadecimal, a colon, a signature.
SIGNED = re.compile(r"\b[0-9a-f]{32}(?::|%3A)[\w-]{20,}", re.IGNORECASE)
HIDDEN = "[hidden]"


def hide_secrets(text: str) -> str:
    """Return a line with the secrets of private links replaced."""
    return SIGNED.sub(HIDDEN, QUERY.sub(rf"\1{HIDDEN}", LINKS.sub(rf"\1{HIDDEN}", text)))


class HidingFormatter(logging.Formatter):
    """Formatter that removes the secrets of links, also from tracebacks."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the formatted record without secrets."""
        return hide_secrets(super().format(record))


class HidingFilter(logging.Filter):
    """Filter that removes secrets from a record before handlers of other libraries format it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Remove secrets from a record; return True, so that it is logged."""
        record.msg, record.args = hide_secrets(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = hide_secrets(logging.Formatter().formatException(record.exc_info))
        return True
