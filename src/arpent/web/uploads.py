"""Files that people upload: stored under a name of ours, never served as what they say they are.

A file stays on the disk when its record goes, so that the undo brings it back whole; ``erase_file`` is for what the law
wants gone.
"""

import io
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.media import HEAD, PictureTooLarge, UnreadablePicture, clean_picture, is_picture

_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*(\.[0-9A-Za-z]+)*")


def files_folder(name: str) -> Path:
    """Return the folder of one domain's files."""
    folder = Path(settings.MEDIA_ROOT) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def stored_path(folder: str, name: str) -> Path:
    """Return where a stored file lies. Raise NotFound for a name that is none of ours: it would lead out of its folder.

    The one function that turns a name from a table into a path; whether the file is there is not looked at.
    """
    home = files_folder(folder)
    if not _NAME.fullmatch(name):
        raise NotFound("file")
    path = home / name
    if path.resolve().parent != home.resolve():
        raise NotFound("file")  # a link that somebody put there
    return path


def store_file(*, folder: str, pk: UUID, content: BinaryIO) -> Path:
    """Write a file under its record's id, whole or not at all; return where it lies."""
    path = stored_path(folder, f"{pk.hex}.data")
    partial = path.with_suffix(f".{uuid4().hex}.part")
    try:
        with partial.open("wb") as out:
            shutil.copyfileobj(content, out, 1024 * 1024)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    stored = _stored.get()
    if stored is not None:
        stored.append(path)
    return path


_stored: ContextVar[list[Path] | None] = ContextVar("arpent_stored_files", default=None)


@contextmanager
def removing_files_on_error() -> Iterator[None]:
    """Remove the files stored in a block whose records are rolled back, because the block fails: every operation is
    one.

    Kept after an error that may hide a committed transaction: its records may be there, and a file too many does no
    harm.
    """
    outer, stored = _stored.get(), list[Path]()
    token = _stored.set(stored)
    try:
        yield
    except BaseException as error:
        if not may_have_committed(error):
            for path in stored:
                path.unlink(missing_ok=True)
        raise
    else:
        if outer is not None:
            outer.extend(stored)
    finally:
        _stored.reset(token)


def may_have_committed(error: BaseException | None) -> bool:
    """Return whether the transaction that an error ended may be in the database all the same.

    A connection to PostgreSQL that is lost during COMMIT leaves that open; SQLite answers in the same process.
    """
    return connection.vendor == "postgresql" and isinstance(error, OperationalError | InterfaceError)


def store_upload(*, folder: str, pk: UUID, content: BinaryIO) -> Path:
    """Write a file that a person uploaded, a picture without what its camera added (the place above all).

    Raise DomainError for a picture that cannot be opened, or unfolds into too many pixels.
    """
    head = content.read(HEAD)
    if not is_picture(head):
        content.seek(0)
        return store_file(folder=folder, pk=pk, content=content)
    try:
        cleaned = clean_picture(head + content.read())
    except UnreadablePicture as error:
        raise DomainError("web.unreadable_picture") from error
    except PictureTooLarge as error:
        raise DomainError("web.picture_too_large") from error
    return store_file(folder=folder, pk=pk, content=io.BytesIO(cleaned))


def erase_file(*, folder: str, name: str) -> bool:
    """Delete a stored file and what was drawn of it, for good: no undo brings it back. Returns whether it was there."""
    path = stored_path(folder, name)
    there = path.exists()
    for one in path.parent.glob(f"{path.stem}[.-]*"):
        one.unlink(missing_ok=True)
    return there


def clean_file_name(name: str, default: str) -> str:
    """Return what a person called a file, without the folders some browsers send along and what cannot be printed."""
    printed = "".join(c for c in name.replace("\\", "/") if c.isprintable())
    return Path(printed).name[:200] or default
