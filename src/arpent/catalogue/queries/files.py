"""Where the files of documents lie."""

from pathlib import Path

from arpent.kernel.errors import NotFound
from arpent.web.uploads import stored_path

from ..models import DocumentVersion
from .pages import draw_page

FOLDER = "documents"


def picture_path(version: DocumentVersion) -> Path | None:
    """Return a document's first page as a picture of our own drawing, or None when it cannot be drawn."""
    path = stored_path(FOLDER, version.stored_as)
    return draw_page(path, 1) if version.pages and path.is_file() else None


def terms_file(version: DocumentVersion) -> Path:
    """Return where a document's file lies. Raise NotFound when it is no longer there."""
    path = stored_path(FOLDER, version.stored_as)
    if not path.is_file():
        raise NotFound("document")
    return path
