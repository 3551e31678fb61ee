"""Three-way merge by field: what a writer saw, what is stored, what the writer writes.

One rule for forms, grids and phones.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from .errors import Conflict, DomainError

# By field, the fingerprint of the value that the writer saw; None: nothing is known of it, what is written replaces the
# rest.
Seen = Mapping[str, str] | None
ROW = "#"  # stands between the name of a set of rows and the fingerprint of one of them


@dataclass(frozen=True)
class Merge:
    """The outcome of a merge. ``values``: what every written field has to hold, conflicting ones as stored;
    ``untouched``:
    the fields that the writer left as seen; ``conflicts``: those that the writer and somebody else changed differently.
    """

    values: dict[str, Any]
    untouched: tuple[str, ...]
    conflicts: tuple[str, ...]


def fingerprint(value: Any) -> str:
    """Return 16 hexadecimal digits that are the same for equal values: an empty text is None, 10.00 is 10."""
    return hashlib.sha256(_canonical(value).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def fingerprints(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the fingerprint of each value, by field."""
    return {name: fingerprint(value) for name, value in values.items()}


def merge(*, seen: Seen, stored: Mapping[str, Any], written: Mapping[str, Any]) -> Merge:
    """Merge what is written into what is stored, field by field.

    A field left as seen keeps what is stored; one that is stored as seen, or already holds what is written, takes what
    is written; any other is in conflict. A field of which nothing was seen takes what is written.
    """
    values: dict[str, Any] = {}
    untouched, conflicts = [], []
    for name, value in written.items():
        mine, here = fingerprint(value), fingerprint(stored.get(name))
        was = None if seen is None else seen.get(name)
        if was is None or name not in stored or mine == here:
            values[name] = value
        elif mine == was:
            values[name] = stored[name]
            untouched.append(name)
        elif here == was:
            values[name] = value
        else:
            values[name] = stored[name]
            conflicts.append(name)
    return Merge(values, tuple(untouched), tuple(conflicts))


def merge_or_refuse(*, seen: Seen, stored: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
    """Return what every written field has to hold.

    Raise Conflict when a field was changed differently on both sides.
    """
    result = merge(seen=seen, stored=stored, written=written)
    if result.conflicts:
        raise Conflict(result.conflicts, result.untouched)
    return result.values


def merge_onto(row: Any, values: Mapping[str, Any], seen: Seen, **stored: Any) -> dict[str, Any]:
    """Return what every written field of a row has to hold. Raise Conflict when one was changed differently on both
    sides.

    ``row``: the locked record, its attributes named like the values; ``stored``: what other values hold now.
    """
    here = {n: getattr(row, n) for n in values if n not in stored and hasattr(row, n)}
    return merge_or_refuse(seen=seen, stored=here | stored, written=values)


def changed_since(*, seen: Seen, stored: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields that no longer hold what was seen of them."""
    return tuple(n for n, was in (seen or {}).items() if n in stored and fingerprint(stored[n]) != was)


def check_unchanged(*, seen: Seen, stored: Mapping[str, Any]) -> None:
    """Raise DomainError when a record that is to be removed no longer holds what was seen of it."""
    if changed_since(seen=seen, stored=stored):
        raise DomainError("changed_since")


def row_fingerprints(name: str, rows: Iterable[Any]) -> dict[str, str]:
    """Return what ``merge_rows`` needs to know of a set of rows that somebody saw, to stand among the fingerprints of
    fields.
    """
    return {f"{name}{ROW}{_row_key(row)}": "" for row in rows} | {name + ROW: ""}


def merge_rows[Row](*, seen: Seen, name: str, stored: Collection[Row], written: Collection[Row]) -> list[Row]:
    """Return the rows to store: those stored but the ones that the writer removed, then those that the writer added.

    A row changed on both sides stays in both versions, so that nothing is lost and no conflict arises.
    """
    if seen is None or name + ROW not in seen:
        return list(written)
    known = {key.removeprefix(name + ROW) for key in seen if key.startswith(name + ROW)}
    mine, here = {_row_key(r) for r in written}, {_row_key(r) for r in stored}
    kept = [r for r in stored if (key := _row_key(r)) in mine or key not in known]
    return [*kept, *(r for r in written if (key := _row_key(r)) not in here and key not in known)]


def _row_key(row: Any) -> str:
    """Return a short row as it is, so that thousands of them (communes) fit in a form, and the fingerprint of any
    other.
    """
    text = _canonical(row)
    return text if len(text) < 16 else fingerprint(row)


def _canonical(value: Any) -> str:
    if isinstance(value, Enum):
        value = value.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.replace("\r\n", "\n").strip().split("\n"))
    if isinstance(value, Decimal | int | float):
        return _number(Decimal(str(value)))
    if isinstance(value, dt.datetime):
        return (value.astimezone(dt.UTC) if value.tzinfo else value).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Mapping):
        items = sorted((str(k), _canonical(v)) for k, v in value.items())
        return "" if not items else repr(items)
    if isinstance(value, set | frozenset):
        return "" if not value else repr(sorted(map(_canonical, value)))
    if isinstance(value, list | tuple):
        return "" if not value else repr([_canonical(v) for v in value])
    return str(value)


def _number(number: Decimal) -> str:
    if number.is_nan() or number.is_infinite():
        return str(number)
    if not number:
        return "0"
    # Plain digits, so that a number is the same as its text; but not a million zeros.
    return f"{number.normalize():f}" if abs(number.adjusted()) < 30 else str(number.normalize())
