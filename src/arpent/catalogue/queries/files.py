"""Paths of document files."""

from pathlib import Path

from arpent.kernel.errors import NotFound
from arpent.web.uploads import stored_path

from ..models import DocumentVersion

FOLDER = "documents"


def terms_file(version: DocumentVersion) -> Path:
    """Return the path of a version's file. Raise NotFound when it is missing."""
    path = stored_path(FOLDER, version.stored_as)
    if not path.is_file():
        raise NotFound("document")
    return path
