"""The first page of a document as a picture."""

from pathlib import Path

from arpent.web.uploads import stored_path

from ..models import DocumentVersion
from ..queries.files import FOLDER
from .pages import draw_page


def picture_path(version: DocumentVersion) -> Path | None:
    """Return the path of the first page as a PNG picture; None when it cannot be rendered."""
    path = stored_path(FOLDER, version.stored_as)
    return draw_page(path, 1) if version.pages and path.is_file() else None
