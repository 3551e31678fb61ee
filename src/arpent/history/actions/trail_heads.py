"""Record heads of the audit trail outside the database, to detect a truncated or rewritten trail (ADR 0026).

The file ``trail_head`` in the home folder has one line per recorded head: position, chain (hex), time, and ``verified``
when everything before it was verified. The worker adds a line each minute in which the trail grew.
"""

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from ..queries.trail import TrailHead, TrailReport, trail_head, verify_trail
from .sealing import seal_pending

ISO_DAY = len("2026-12-01")

RECORD_INTERVAL = dt.timedelta(minutes=1)
# Above this number of seals a check reads only those after the last verified head; 30 s to 2 min of reading.
MAX_FULL_CHECK = 2_000_000
# Above this size the file is thinned to the first line of each day and the most recent lines.
MAX_BYTES, RECENT_LINES = 512 * 1024, 2000


@dataclass(frozen=True)
class RecordedHead:
    """One line of the file."""

    head: TrailHead
    at: dt.datetime
    verified: bool


def maintain_trail(at: dt.datetime) -> None:
    """Seal pending entries and record the head. Called each minute by the worker's housekeeping."""
    seal_pending()
    record_trail_head(at=at)


def check_trail(*, at: dt.datetime, full: bool = False) -> TrailReport:
    """Seal and verify the trail against the recorded heads.

    Reads all of it when ``full``, or when it has at most MAX_FULL_CHECK seals; else from the last verified head.
    """
    seal_pending()
    remembered = read_trail_heads()
    since = None
    head = trail_head()
    if not full and head is not None and head.position > MAX_FULL_CHECK:
        since = next((r.head for r in reversed(remembered) if r.verified), None)
    report = verify_trail(since=since, remembered=[r.head for r in remembered])
    if report.is_sound:
        record_trail_head(at=at, verified=True)
    return report


def record_trail_head(*, at: dt.datetime, verified: bool = False) -> TrailHead | None:
    """Append the head to the file, at most once a minute and only when it changed; return the head, if any."""
    head = trail_head()
    if head is None:
        return None
    last = next(reversed(read_trail_heads()), None)
    known = last is not None and last.head == head and last.verified >= verified
    early = last is not None and not verified and dt.timedelta(0) <= at - last.at < RECORD_INTERVAL
    if not known and not early:
        _append(RecordedHead(head, at, verified))
    return head


def read_trail_heads() -> list[RecordedHead]:
    """Return the recorded heads, oldest first. Invalid lines, such as truncated ones, are ignored."""
    try:
        lines = heads_file().read_text().splitlines()
    except FileNotFoundError:
        return []
    heads = []
    for line in lines:
        try:
            position, chain, moment, *rest = line.split()
            head = TrailHead(int(position), bytes.fromhex(chain).hex())
            heads.append(RecordedHead(head, dt.datetime.fromisoformat(moment), rest == ["verified"]))
        except ValueError:
            continue
    return heads


def archive_trail_heads(*, at: dt.datetime) -> Path | None:
    """Rename the file of heads after a restore of an older database; return its new path."""
    path = heads_file()
    if not path.exists():
        return None
    return path.rename(path.with_name(f"{path.name}.{at:%Y%m%dT%H%M%S}"))


def heads_file() -> Path:
    """Return the path of the file with the remembered heads of the audit trail."""
    return Path(settings.ARPENT_TRAIL_HEAD)


def _append(line: RecordedHead) -> None:
    path = heads_file()
    text = f"{line.head.position} {line.head.chain} {line.at.isoformat()}{' verified' if line.verified else ''}\n"
    if path.exists() and not path.read_bytes().endswith(b"\n"):
        text = "\n" + text  # the last line was truncated by a crash
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    if path.stat().st_size > MAX_BYTES:
        _thin(path)


def _thin(path: Path) -> None:
    lines = path.read_text().splitlines(keepends=True)
    days: dict[str, str] = {}
    for line in lines[:-RECENT_LINES]:
        moment = line.split()[2] if len(line.split()) > 2 else ""
        days.setdefault(moment[:ISO_DAY], line)
    partial = path.with_suffix(".part")
    partial.touch(mode=0o600)
    partial.write_text("".join([*days.values(), *lines[-RECENT_LINES:]]))
    partial.replace(path)
