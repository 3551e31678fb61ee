"""Write the ledger of erasures in the home, by which the erasures are repeated on a restored older database."""

import os
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from ..queries.ledger import entries_of_base, ledger_path, read_ledger
from ..rules.ledger import LedgerEntry


def write_ledger() -> int:
    """Append the erasures and lifts that the home's ledger lacks; return the number of lines.
    Called after each erasure's commit, at each start and before each backup, so that lines lost in a crash are written
    later. The file is created at the first start, so that a restore can always name it.
    """
    path = ledger_path()
    count = _append(path, entries_of_base())
    if not path.exists():
        _write(path, [])
    return count


def merge_ledgers(target: Path, sources: Iterable[Path]) -> int:
    """Append to a ledger the entries of other ledgers; return the number of lines. Raise ValueError for an oversized
    file.
    """
    count = 0
    for source in sources:
        count += _append(target, read_ledger(source))
    return count


def _append(path: Path, entries: dict[UUID, LedgerEntry]) -> int:
    known = read_ledger(path)
    lines: list[str] = []
    for pk, entry in entries.items():
        entry_lines = list(entry.lines())
        if pk not in known:
            lines += entry_lines
        elif entry.lifted_at and not known[pk].lifted_at:
            lines += entry_lines[1:]
    if lines:
        _write(path, lines)
    return len(lines)


def _write(path: Path, lines: list[str]) -> None:
    """Append whole lines, durably, to a file that only its owner reads; a line cut off by a crash is ended first."""
    number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(number, "r+b", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        cut = b""
        if size:
            file.seek(size - 1)
            cut = b"" if file.read(1) == b"\n" else b"\n"
        file.write(cut + "".join(f"{line}\n" for line in lines).encode())
        os.fsync(file.fileno())
    if not size and os.name != "nt":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
