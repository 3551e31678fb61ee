"""Bytes that come from phones: believed only when their hash is right, cleaned, kept under a name of ours."""

import hashlib
import io
from contextlib import suppress
from pathlib import Path

from arpent.kernel.errors import DomainError
from arpent.kernel.ids import new_id
from arpent.kernel.media import HEAD, PictureTooLarge, UnreadablePicture, clean_picture, is_picture, media_type_of
from arpent.web.uploads import erase_file, store_file, stored_path

from ..models import SubmissionVersion

FOLDER = "field"
MAX_BYTES = 12 * 1024 * 1024
# Phones send pictures of at most 1600 x 1600.
MAX_PIXELS = 25_000_000


def check_hash(*, content: bytes, sha256: str) -> None:
    """Raise DomainError when bytes are not what the phone hashed: it sends them again."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DomainError("sync.wrong_hash")


def store_bytes(content: bytes) -> Path:
    """Store bytes under a name of ours and return where they lie: a picture without what a camera adds to it.

    A picture that cannot be decoded lies as it came: the domain refuses it, and a person can still decide.
    """
    if is_picture(content):
        with suppress(UnreadablePicture, PictureTooLarge):
            content = clean_picture(content, MAX_PIXELS)
    return store_file(folder=FOLDER, pk=new_id(), content=io.BytesIO(content))


def bytes_of(version: SubmissionVersion) -> Path | None:
    """Return where the bytes lie that came with a version, None for none: a version never uses those of another."""
    return stored_path(FOLDER, version.stored_as) if version.stored_as else None


def media_of(version: SubmissionVersion) -> str:
    """Return the media type that the bytes of a version show, "" for none and for what is neither picture nor sound."""
    path = bytes_of(version)
    if path is None or not path.is_file():
        return ""
    with path.open("rb") as file:
        return media_type_of(file.read(HEAD))


def erase_bytes(version: SubmissionVersion) -> bool:
    """Delete for good the bytes that came with a version; used by the erasure of a person.

    Returns whether they were there.
    """
    return bool(version.stored_as) and erase_file(folder=FOLDER, name=version.stored_as)
