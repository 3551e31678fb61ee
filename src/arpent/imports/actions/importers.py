"""Importers: one per kind of file (companies, products)."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import User

from ..models import ImportFile
from ..rules.columns import Columns
from .counts import ImportCounts

Rows = Sequence[tuple[Any, list[str]]]


@dataclass(frozen=True)
class ImportOption:
    """An option of the import. ``choices``: a select; without them a text, or a checkbox when ``is_yes``."""

    name: str
    label: Any
    choices: Sequence[tuple[str, Any]] = ()
    is_yes: bool = False
    required: bool = True


@dataclass(frozen=True)
class ImporterTexts:
    """Texts and templates of an importer in the wizard. ``fields`` and ``problems``: labels by code."""

    title: Any
    hint: Any
    options_title: Any
    fields: dict[str, Any]
    problems: dict[str, Any]
    templates: str  # folder of preview_totals, preview_rows, report_totals (which extend those of imports), report_next
    home: str  # URL name of the list of imported records


class Importer(Protocol):
    """Reads, validates and writes one kind of file.

    ``many``: fields that several columns may have. ``rejecting``: codes of the problems that reject a row.
    """

    code: str
    permission: str
    columns: Columns
    many: frozenset[str]
    rejecting: frozenset[str]

    def screen(self) -> ImporterTexts:
        """Return the texts and templates of the wizard."""

    def options(self, by: User) -> list[ImportOption]:
        """Return the options that the person may choose."""

    def defaults(self, by: User, day: dt.date) -> dict[str, Any]:
        """Return the options of a new file, by name."""

    def validate_options(self, *, mapping: dict[str, str], options: dict[str, Any], by: User) -> dict[str, Any]:
        """Return the options as stored. Raise DomainError when a required column is missing or an option is invalid."""

    def parse_rows(self, file: ImportFile, start: int = 0) -> Iterator[tuple[Any, list[str]]]:
        """Yield (draft, cells) from row ``start``; a draft has ``row``, ``problems`` and ``rejected``."""

    def check(
        self, file: ImportFile, by: User, on_progress: Callable[[int], None] | None
    ) -> tuple[ImportCounts, dict[str, Any]]:
        """Read the whole file without writing; return the counts and the preview's data (JSON values).

        ``on_progress(rows read)`` is called for each batch; it may raise to stop the check.
        """

    def prepare(self, file: ImportFile, by: User) -> Any:
        """Return the context of ``write``, reading the whole file if needed; writes nothing.

        Called again when a run resumes.
        """

    def write_prerequisites(self, context: Any, by: User) -> None:
        """Write the records that the rows need first, such as families."""

    def write(
        self, file: ImportFile, batch: Rows, counts: ImportCounts, by: User, at: dt.datetime, context: Any
    ) -> None:
        """Write one batch in a few statements and count its rows; rejected rows are stored by the run."""

    def finish(self, file: ImportFile, by: User, context: Any) -> list[tuple[str, DomainError]]:
        """Return warnings after the import, as (subject, error)."""


_IMPORTERS: dict[str, Importer] = {}


def register_importer(importer: Importer) -> None:
    """Register an importer under its code; called at startup."""
    _IMPORTERS[importer.code] = importer


def get_importer(code: str) -> Importer:
    """Return an importer by its code. Raise NotFound when none is registered."""
    importer = _IMPORTERS.get(code)
    if importer is None:
        raise NotFound("import")
    return importer
