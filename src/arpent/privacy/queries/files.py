"""Files on disk that name, or may name, a person."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models

from arpent.kernel.errors import NotFound
from arpent.kernel.personal_data import PersonalTable, StoredFile
from arpent.web.uploads import stored_path

from ..rules.subject import Subject
from ..rules.words import Words
from .declared import every_row, hex_of, list_declared
from .nearness import Nearness
from .places import Place

# Reads the rows of cells of a stored table, by model label.
CellReader = Callable[[Path, dict[str, Any]], Iterator[list[str]]]
# Rewrites a stored table without the rows that a predicate chooses, or removes it; returns what it did.
Rewriter = Callable[[Path, dict[str, Any], Callable[[list[str]], bool]], str]
_TABLES: dict[str, tuple[CellReader, Rewriter]] = {}


def register_stored_table(model: str, reader: CellReader, rewriter: Rewriter) -> None:
    """Register how the tables that a domain stores on disk are read and rewritten."""
    _TABLES[model] = (reader, rewriter)


@dataclass(frozen=True)
class FoundFile:
    """One file with its row. ``sure``: certainly about the person, not to be decided; ``retained``: a reason code."""

    table: PersonalTable
    model: type[models.Model]
    row: dict[str, Any]
    path: Path
    title: str
    sure: bool
    retained: str = ""

    @property
    def key(self) -> str:
        """Return the key of the file in forms: model label and id of its row."""
        return f"{self.table.model}:{hex_of(self.row[self.model._meta.pk.attname])}"


def find_files(subject: Subject, words: Words, places: list[Place]) -> list[FoundFile]:
    """Return the files that are certainly about the person, and those of their companies for a person to decide."""
    nearness = Nearness(subject)
    named = {(p.model._meta.label, p.pk): p for p in places}
    found: list[FoundFile] = []
    seen: set[Path] = set()  # what a phone sent and what became of it name one file
    for table, model in list_declared():
        for stored in table.files:
            for row in every_row(model).values().iterator(chunk_size=500):
                one = _look_at(table, model, stored, row, words, nearness, named)
                if one is not None and one.path not in seen:
                    seen.add(one.path)
                    found.append(one)
    return found


def _look_at(
    table: PersonalTable,
    model: type[models.Model],
    stored: StoredFile,
    row: dict[str, Any],
    words: Words,
    nearness: Nearness,
    named: dict[tuple[str, Any], Place],
) -> FoundFile | None:
    path = file_path(stored, row)
    if path is None or not path.exists():
        return None
    title = str(row.get(stored.title) or path.name)
    if table.model in _TABLES:
        reader, _rewrite = _TABLES[table.model]
        about = any(words.names_in_cells(cells) for cells in reader(path, row))
        return FoundFile(table, model, row, path, title, sure=True) if about else None
    if stored.with_parent:
        parent = model._meta.get_field(stored.with_parent).related_model  # type: ignore[union-attr]
        place = named.get((parent._meta.label, row[stored.with_parent]))  # type: ignore[union-attr]
        return FoundFile(table, model, row, path, title, sure=True, retained=place.retained) if place else None
    if nearness.is_near(model, row):
        sure = words.names_in([str(row.get(stored.title) or "")], near=True)
        return FoundFile(table, model, row, path, title, sure=sure)
    return None


def file_path(stored: StoredFile, row: dict[str, Any]) -> Path | None:
    """Return the path of a stored file, or None when the row names none or an unsafe name."""
    value = str(row.get(stored.column) or "")
    if not value or "/" in value or "\\" in value or value.startswith("."):
        return None
    folder, _slash, name = stored.path.format(value=value).partition("/")
    try:
        return stored_path(folder, name)
    except NotFound:
        return None


def rewrite_table(file: FoundFile, words: Words) -> str:
    """Remove the person's rows from a stored table; return "rewritten" or "removed"."""
    _reader, rewriter = _TABLES[file.table.model]
    return rewriter(file.path, file.row, words.names_in_cells)


def is_stored_table(file: FoundFile) -> bool:
    """Return whether a file is a table that an import stored."""
    return file.table.model in _TABLES
