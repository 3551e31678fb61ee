"""Errors of backup and restore with a message for the administrator."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BackupError(Exception):
    """A backup or restore that failed. ``sentence``: why, and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@contextmanager
def reported_disk_errors(place: Path) -> Iterator[None]:
    """Convert the errors of a full or read-only disk to a BackupError that names the place; raise others unchanged.

    SQLite and the encryption library report a full disk in classes of their own, so the text is examined.
    """
    try:
        yield
    except BackupError:
        raise
    except Exception as error:
        text = str(error).lower()
        number = error.errno if isinstance(error, OSError) else None
        if number in (errno.ENOSPC, errno.EDQUOT) or "no space left" in text or _is_full(error, text):
            raise BackupError(
                f"The disk of {place} is full: make room, then run the command again. Nothing was left there."
            ) from error
        if isinstance(error, PermissionError) or number == errno.EROFS:
            raise BackupError(
                f"{getattr(error, 'filename', None) or place} cannot be read or written: check its owner and mode."
            ) from error
        raise


def _is_full(error: Exception, text: str) -> bool:
    return isinstance(error, sqlite3.Error) and ("disk is full" in text or "disk i/o error" in text)
