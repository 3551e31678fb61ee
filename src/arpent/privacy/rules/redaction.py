"""Redacted values of a row when its person is erased, for rows of the database and of the audit trail."""

import json
from collections.abc import Mapping
from typing import Any

from arpent.kernel.personal_data import Kind, PersonalTable

from .words import Words


def redact_values(
    table: PersonalTable, row: Mapping[str, Any], words: Words, *, pk: str, own: bool, near: bool, whole: bool = False
) -> dict[str, Any]:
    """Return the declared columns of a row that change, with their new values.
    ``own``: the row is the person's, and its columns are emptied; ``near``: the last name alone identifies the person;
    ``whole``: a free text that names the person is replaced entirely.
    """
    changes: dict[str, Any] = {}
    for column, kind in table.columns.items():
        if column not in row or row[column] is None:
            continue
        value = row[column]
        if own:
            new = _emptied(table, column, value, pk)
        elif kind == Kind.JSON:
            new = _in_json(value, words, near)
        else:
            new = words.replace(value, near=near, whole=whole and kind == Kind.FREE_TEXT)
        if new != value:
            changes[column] = new
    return changes


def _emptied(table: PersonalTable, column: str, value: Any, pk: str) -> Any:
    if column in table.blank:
        return table.blank[column].format(id=pk)
    if table.columns[column] == Kind.JSON:
        if isinstance(value, str):  # the trail of SQLite keeps JSON as a text
            return "[]" if value.lstrip().startswith("[") else "{}"
        return type(value)() if isinstance(value, list | dict) else None
    return "" if isinstance(value, str) else None


def _in_json(value: Any, words: Words, near: bool) -> Any:
    if not isinstance(value, str):
        return words.replace(value, near=near)
    try:
        plain = json.loads(value)
    except ValueError:
        return words.replace(value, near=near)
    new = words.replace(plain, near=near)
    return value if new == plain else json.dumps(new)
