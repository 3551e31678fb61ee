"""Storage of uploaded files, under generated names and never served with the media type they claim.

The file of a deleted record remains on disk, so that an undo restores it; ``erase_file`` deletes it for good (GDPR).
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
    """Return a domain's folder of files; create it when missing."""
    folder = Path(settings.MEDIA_ROOT) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def stored_path(folder: str, name: str) -> Path:
    """Return the path of a stored file. Raise NotFound for a name or symbolic link that would lead out of the folder.
    This is the only function that turns a stored name into a path. The file need not exist.
    """
    home = files_folder(folder)
    if not _NAME.fullmatch(name):
        raise NotFound("file")
    path = home / name
    if path.resolve().parent != home.resolve():
        raise NotFound("file")  # a symbolic link
    return path


def store_file(*, folder: str, pk: UUID, content: BinaryIO) -> Path:
    """Write a file atomically under its record's id; return its path. Raise OSError when the disk refuses it."""
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
    """Remove the files stored in a block when it fails, because its records are rolled back. Used by every operation.

    Files are not removed after an error that leaves the outcome of COMMIT unknown: their records may exist.
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
    """Return whether a transaction that failed with an error may have been committed.

    This is so when the connection to PostgreSQL is lost during COMMIT; SQLite runs in the same process.
    """
    return connection.vendor == "postgresql" and isinstance(error, OperationalError | InterfaceError)


def store_upload(*, folder: str, pk: UUID, content: BinaryIO) -> Path:
    """Store an uploaded file; the metadata of pictures, such as the location, is removed. Return its path.
    Raise DomainError web.unreadable_picture for a picture that cannot be decoded, web.picture_too_large for too many
    pixels.
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
    """Delete a stored file and its derived files permanently (no undo); return whether it existed."""
    path = stored_path(folder, name)
    existed = path.exists()
    for file in path.parent.glob(f"{path.stem}[.-]*"):
        file.unlink(missing_ok=True)
    return existed


def clean_file_name(name: str, default: str) -> str:
    """Return the original name of a file without folders (some browsers send them) and non-printable characters."""
    printed = "".join(c for c in name.replace("\\", "/") if c.isprintable())
    return Path(printed).name or default
