"""The path of an uploaded file."""

from pathlib import Path

from arpent.web.uploads import stored_path

from ..models import ImportFile

FOLDER = "imports"


def import_path(file: ImportFile) -> Path:
    """Return the path of an uploaded file."""
    return stored_path(FOLDER, file.stored_as)
