"""Three-way merge by field: base (fingerprints of what the writer saw), stored values, written values.

Used by forms, grids and the synchronisation of devices.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from .errors import Conflict, DomainError

# By field, the fingerprint of the value the writer saw. None: unknown, written values overwrite stored ones.
Seen = Mapping[str, str] | None
ROW = "#"  # separates the name of a set of rows from the key of one row


@dataclass(frozen=True)
class Merge:
    """Result of a merge.

    ``values``: the value to store of each written field, the stored one where there is a conflict; ``untouched``:
    fields that the writer did not change; ``conflicts``: fields changed differently on both sides.
    """

    values: dict[str, Any]
    untouched: tuple[str, ...]
    conflicts: tuple[str, ...]


def fingerprint(value: Any) -> str:
    """Return 16 hexadecimal digits, the same for equal values; "" equals None and 10.00 equals 10."""
    return hashlib.sha256(_canonical(value).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def fingerprints(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the fingerprint of each value, by field."""
    return {name: fingerprint(value) for name, value in values.items()}


def merge(*, seen: Seen, stored: Mapping[str, Any], written: Mapping[str, Any]) -> Merge:
    """Merge written values into stored ones, field by field.

    A field that the writer did not change keeps the stored value. A field whose stored value is unchanged, or equals
    the written one, takes the written value; so does a field without a fingerprint. Any other field is in conflict.
    """
    values: dict[str, Any] = {}
    untouched, conflicts = [], []
    for name, value in written.items():
        written_print, stored_print = fingerprint(value), fingerprint(stored.get(name))
        seen_print = None if seen is None else seen.get(name)
        if seen_print is None or name not in stored or written_print == stored_print:
            values[name] = value
        elif written_print == seen_print:
            values[name] = stored[name]
            untouched.append(name)
        elif stored_print == seen_print:
            values[name] = value
        else:
            values[name] = stored[name]
            conflicts.append(name)
    return Merge(values, tuple(untouched), tuple(conflicts))


def merge_or_raise(*, seen: Seen, stored: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
    """Return the value to store of each written field, merged as by `merge`. Raise Conflict when `merge` finds any."""
    result = merge(seen=seen, stored=stored, written=written)
    if result.conflicts:
        raise Conflict(result.conflicts, result.untouched)
    return result.values


def merge_record(row: Any, values: Mapping[str, Any], seen: Seen, **stored: Any) -> dict[str, Any]:
    """Return the value to store of each field of a record. Raise Conflict when one changed differently on both sides.

    ``row``: the locked record, with attributes named like the values; ``stored``: current values of other fields.
    """
    current = {n: getattr(row, n) for n in values if n not in stored and hasattr(row, n)}
    return merge_or_raise(seen=seen, stored=current | stored, written=values)


def changed_since(*, seen: Seen, stored: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields whose stored values differ from what the writer saw, among those with a fingerprint."""
    return tuple(n for n, print_ in (seen or {}).items() if n in stored and fingerprint(stored[n]) != print_)


def check_unchanged(*, seen: Seen, stored: Mapping[str, Any]) -> None:
    """Raise DomainError "changed_since" when a record to delete was changed since the writer saw it."""
    if changed_since(seen=seen, stored=stored):
        raise DomainError("changed_since")


def row_fingerprints(name: str, rows: Iterable[Any]) -> dict[str, str]:
    """Return the fingerprints of a set of rows for `merge_rows`, to be added to the fingerprints of fields."""
    return {f"{name}{ROW}{_row_key(row)}": "" for row in rows} | {name + ROW: ""}


def merge_rows[Row](*, seen: Seen, name: str, stored: Collection[Row], written: Collection[Row]) -> list[Row]:
    """Return the rows to store: stored rows without those the writer removed, then rows the writer added.

    A row changed on both sides is stored in both versions, so that nothing is lost and no conflict arises. Without
    fingerprints of ``name`` in ``seen`` (see `row_fingerprints`) the written rows replace the stored ones.
    """
    if seen is None or name + ROW not in seen:
        return list(written)
    seen_keys = {key.removeprefix(name + ROW) for key in seen if key.startswith(name + ROW)}
    written_keys, stored_keys = {_row_key(r) for r in written}, {_row_key(r) for r in stored}
    remaining = [r for r in stored if (key := _row_key(r)) in written_keys or key not in seen_keys]
    return [*remaining, *(r for r in written if (key := _row_key(r)) not in stored_keys and key not in seen_keys)]


def _row_key(row: Any) -> str:
    """Return the canonical text of a row when it is short (so that thousands fit in a form), else its fingerprint."""
    text = _canonical(row)
    return text if len(text) < 16 else fingerprint(row)


def _canonical(value: Any) -> str:
    if isinstance(value, Enum):
        value = value.value
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return "\n".join(line.rstrip() for line in value.replace("\r\n", "\n").strip().split("\n"))
        case Decimal() | int() | float():
            return _number(Decimal(str(value)))
        case dt.date() | dt.time():
            return _moment(value)
        case Mapping() | set() | frozenset() | list() | tuple():
            return _collection(value) if value else ""
    return str(value)


def _moment(value: dt.date | dt.time) -> str:
    """Return ISO text; a moment with a zone in UTC."""
    return (value.astimezone(dt.UTC) if isinstance(value, dt.datetime) and value.tzinfo else value).isoformat()


def _collection(value: Any) -> str:
    if isinstance(value, Mapping):
        return repr(sorted((str(k), _canonical(v)) for k, v in value.items()))
    texts = [_canonical(v) for v in value]
    return repr(sorted(texts) if isinstance(value, set | frozenset) else texts)


def _number(number: Decimal) -> str:
    if number.is_nan() or number.is_infinite():
        return str(number)
    if not number:
        return "0"
    # Plain digits, so that a number equals its text; exponent notation for extreme magnitudes.
    return f"{number.normalize():f}" if abs(number.adjusted()) < 30 else str(number.normalize())
