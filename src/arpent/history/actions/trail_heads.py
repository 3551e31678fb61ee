"""Remember the head of the audit trail outside the base, so that a cut-off or rewritten trail is seen (ADR 0026).

The file ``trail_head`` of the home has one line for each remembered head: position, chain (hex), moment, and
``verified`` when everything before it was verified. The worker adds a line each minute in which the trail grew.
"""

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from ..queries.trail import TrailHead, TrailReport, trail_head, verify_trail
from .sealing import seal_pending

EVERY = dt.timedelta(minutes=1)
# Beyond this many seals a check reads only what came since the last sound one; half a minute to two minutes of reading.
WHOLE_UP_TO = 2_000_000
# The file is thinned beyond this size: each day keeps its first line, the last lines are all kept.
MAX_BYTES, KEPT_LINES = 512 * 1024, 2000


@dataclass(frozen=True)
class RecordedHead:
    """One line of the file."""

    head: TrailHead
    at: dt.datetime
    verified: bool


def maintain_trail(at: dt.datetime) -> None:
    """Seal what waits and remember the head. The worker's housekeeping calls it each minute."""
    seal_pending()
    record_trail_head(at=at)


def check_trail(*, at: dt.datetime, full: bool = False) -> TrailReport:
    """Seal and verify the trail against the remembered heads: all of it when ``full`` or when it is short enough."""
    seal_pending()
    remembered = read_trail_heads()
    since = None
    head = trail_head()
    if not full and head is not None and head.position > WHOLE_UP_TO:
        since = next((r.head for r in reversed(remembered) if r.verified), None)
    report = verify_trail(since=since, remembered=[r.head for r in remembered])
    if report.is_sound:
        record_trail_head(at=at, verified=True)
    return report


def record_trail_head(*, at: dt.datetime, verified: bool = False) -> TrailHead | None:
    """Add the head to the file unless it is there or the last line is younger than a minute; return the head."""
    head = trail_head()
    if head is None:
        return None
    last = next(reversed(read_trail_heads()), None)
    known = last is not None and last.head == head and last.verified >= verified
    early = last is not None and not verified and dt.timedelta(0) <= at - last.at < EVERY
    if not known and not early:
        _append(RecordedHead(head, at, verified))
    return head


def read_trail_heads() -> list[RecordedHead]:
    """Return the remembered heads, oldest first. A line that cannot be read, such as one cut short, is left out."""
    try:
        lines = heads_file().read_text().splitlines()
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        try:
            position, chain, moment, *rest = line.split()
            head = TrailHead(int(position), bytes.fromhex(chain).hex())
            found.append(RecordedHead(head, dt.datetime.fromisoformat(moment), rest == ["verified"]))
        except ValueError:
            continue
    return found


def archive_trail_heads(*, at: dt.datetime) -> Path | None:
    """Rename the file of heads, for a base that was lawfully replaced by an older one; return its new name."""
    path = heads_file()
    if not path.exists():
        return None
    return path.rename(path.with_name(f"{path.name}.{at:%Y%m%dT%H%M%S}"))


def heads_file() -> Path:
    return Path(settings.ARPENT_TRAIL_HEAD)


def _append(line: RecordedHead) -> None:
    path = heads_file()
    text = f"{line.head.position} {line.head.chain} {line.at.isoformat()}{' verified' if line.verified else ''}\n"
    if path.exists() and not path.read_bytes().endswith(b"\n"):
        text = "\n" + text  # a crash cut the last line short
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
    for line in lines[:-KEPT_LINES]:
        moment = line.split()[2] if len(line.split()) > 2 else ""
        days.setdefault(moment[:10], line)
    partial = path.with_suffix(".part")
    partial.touch(mode=0o600)
    partial.write_text("".join([*days.values(), *lines[-KEPT_LINES:]]))
    partial.replace(path)
