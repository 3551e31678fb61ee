"""Files that come from phones: kept under their hash, believed only when the hash is right."""

import hashlib
import os
from pathlib import Path
from uuid import uuid4

from arpent.kernel.refusals import Refused
from arpent.people.public import files_folder

FOLDER = "field"
MOST_BYTES = 12 * 1024 * 1024


def keep_file(*, content: bytes, sha256: str) -> Path:
    """Keep a file under its hash, whole or not at all. Raise Refused when it is not what the phone hashed: it sends again."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Refused("sync.wrong_hash")
    path = path_of_hash(sha256)
    if not path.exists():
        partial = path.with_suffix(f".{uuid4().hex}.part")
        with partial.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(path)
    return path


def path_of_hash(sha256: str) -> Path:
    """Return where the file of a hash lies."""
    return files_folder(FOLDER) / f"{sha256}.data"
