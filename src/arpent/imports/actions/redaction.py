"""Remove rows of erased persons from uploaded files."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from arpent.history.public import shift_cursor
from arpent.kernel.errors import DomainError
from arpent.web.csv_export import write_verbatim

from ..models import ImportFile
from ..queries.tables import iter_all_rows

_WHY = "an uploaded file is rewritten whoever sent it, because somebody in it asked to be erased"


def read_stored_rows(path: Path, row: dict[str, Any]) -> Iterator[list[str]]:
    """Yield the rows of a stored import; nothing for an unreadable file."""
    try:
        yield from iter_all_rows(path, row["table"])
    except (OSError, DomainError, KeyError, UnicodeError, csv.Error):
        return


def rewrite_stored_rows(path: Path, row: dict[str, Any], is_about: Callable[[list[str]], bool]) -> str:
    """Rewrite a stored import without the rows selected by a predicate, atomically; return "rewritten".

    ``row``: the import's stored values. An interrupted import resumes at the same row. Raise DomainError when the file
    can no longer be read as a table.
    """
    shape, position = row["table"], 0
    partial, dropped = path.with_suffix(".part"), list[int]()  # row numbers of the dropped rows

    def remaining_rows() -> Iterator[list[str]]:
        nonlocal position
        for line, cells in enumerate(iter_all_rows(path, shape)):
            if is_about(cells):
                dropped.append(position)
            else:
                yield cells
            position += line > shape["header_row"] and any(c.strip() for c in cells)

    with partial.open("w", encoding=shape["encoding"], newline="", errors="replace") as out:
        write_verbatim(out, remaining_rows(), delimiter=shape["delimiter"])
    partial.replace(path)
    for file in ImportFile.objects.unscoped(_WHY).filter(pk=row["id"]):
        file.table = {**file.table, "rows": max(0, file.table["rows"] - len(dropped))}
        file.size = path.stat().st_size
        file.save(update_fields=["table", "size"])
        shift_cursor(kind="imports.import", subject_id=file.pk, keys=("counts", "rows"), dropped=dropped)
    return "rewritten"
