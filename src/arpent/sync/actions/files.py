"""Files submitted by devices: hash check, removal of metadata, storage under generated names."""

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
    """Raise DomainError sync.wrong_hash when bytes differ from the device's SHA-256: it sends them again."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DomainError("sync.wrong_hash")


def store_bytes(content: bytes) -> Path:
    """Store bytes under a generated name, pictures without metadata; return the path.
    A picture that cannot be decoded is stored unchanged: the domain refuses it, and a person can still decide.
    """
    if is_picture(content):
        with suppress(UnreadablePicture, PictureTooLarge):
            content = clean_picture(content, MAX_PIXELS)
    return store_file(folder=FOLDER, pk=new_id(), content=io.BytesIO(content))


def bytes_of(version: SubmissionVersion) -> Path | None:
    """Return the path of the bytes submitted with a version, or None."""
    return stored_path(FOLDER, version.stored_as) if version.stored_as else None


def media_of(version: SubmissionVersion) -> str:
    """Return the media type detected from the bytes of a version; "" for none, or neither picture nor sound."""
    path = bytes_of(version)
    if path is None or not path.is_file():
        return ""
    with path.open("rb") as file:
        return media_type_of(file.read(HEAD))


def erase_bytes(version: SubmissionVersion) -> bool:
    """Delete the bytes submitted with a version permanently, for the erasure of a person; return whether
    they existed.
    """
    return bool(version.stored_as) and erase_file(folder=FOLDER, name=version.stored_as)
