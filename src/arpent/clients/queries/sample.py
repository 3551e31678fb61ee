"""The first rows of an uploaded file, to show beside its columns."""

from itertools import islice

from arpent.people.public import files_folder

from ..models import ImportFile
from .tables import iter_rows


def sample_cells(file: ImportFile, rows: int = 3) -> list[list[str]]:
    """Return the first rows of a file as they stand."""
    path = files_folder("imports") / file.stored_as
    return [cells for _, cells in islice(iter_rows(path, file.table), rows)]
