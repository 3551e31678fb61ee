"""Files that people upload: stored under a name of ours, never served as what they say they are.

A file stays on the disk when its record goes, so that the undo brings it back whole.
"""

import shutil
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings


def files_folder(name: str) -> Path:
    """Return the folder of one domain's files."""
    folder = Path(settings.MEDIA_ROOT) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def store_file(*, folder: str, pk: UUID, content: BinaryIO) -> Path:
    """Write an uploaded file under its record's id; return where it lies."""
    path = files_folder(folder) / f"{pk.hex}.data"
    with path.open("wb") as out:
        shutil.copyfileobj(content, out, 1024 * 1024)
    return path


def clean_file_name(name: str, default: str) -> str:
    """Return what a person called a file, without the folders some browsers send along."""
    return Path(name.replace("\\", "/")).name[:200] or default
