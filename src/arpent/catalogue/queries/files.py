"""Where the files of documents lie."""

from pathlib import Path

from arpent.kernel.errors import NotFound
from arpent.web.uploads import stored_path

from ..models import DocumentVersion

FOLDER = "documents"


def terms_file(version: DocumentVersion) -> Path:
    """Return where a document's file lies. Raise NotFound when it is no longer there."""
    path = stored_path(FOLDER, version.stored_as)
    if not path.is_file():
        raise NotFound("document")
    return path
