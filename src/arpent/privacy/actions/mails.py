"""Mails written to files where the installation has no mail server."""

import email
import email.policy
from pathlib import Path

from django.conf import settings
from django.db import transaction

from ..rules.words import Words


def remove_mails(words: Words) -> int:
    """Remove the mail files that name the person, after the commit; return their number."""
    count = 0
    for path in _mail_files():
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        texts = [str(v) for v in message.values()]
        texts += [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
        if words.names_in(texts, near=False):
            count += 1
            transaction.on_commit(lambda path=path: path.unlink(missing_ok=True))  # type: ignore[misc]
    return count


def _mail_files() -> list[Path]:
    folder = Path(settings.ARPENT_HOME) / "mails"
    return sorted(p for p in folder.glob("*") if p.is_file()) if folder.is_dir() else []
