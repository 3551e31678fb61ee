"""The first rows of an uploaded file, to show beside its columns."""

from itertools import islice

from ..models import ImportFile
from .stored import import_path
from .tables import iter_rows


def sample_cells(file: ImportFile, rows: int = 3) -> list[list[str]]:
    """Return the cells of the first rows below the header. Raise DomainError as `iter_rows` does."""
    return [cells for _, cells in islice(iter_rows(import_path(file), file.table), rows)]
