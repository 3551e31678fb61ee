"""The ledger of erasures outside the database, by which a restored database is erased again.
One JSON object per line, append-only. An erasure: ids of the emptied rows and the keyed digests of its tombstones. A
lift: the id of the lifted erasure. No names, no addresses.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

FILE_NAME = "erasures.jsonl"
MAX_BYTES = 64 * 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"[a-z_]{1,12}")
_LABEL = re.compile(r"[A-Za-z_]{1,40}\.[A-Za-z]{1,40}")
_RECORD = re.compile(r"[0-9a-f]{1,32}")


@dataclass(frozen=True)
class LedgerEntry:
    """One erasure. ``tombstones``: (what, purpose, digest); ``key``: identifier of the secret key of the digests."""

    erasure: UUID
    at: dt.datetime
    basis: str
    kind: str
    key: str
    records: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tombstones: tuple[tuple[str, str, str], ...] = ()
    lifted_at: dt.datetime | None = None

    def lines(self) -> Iterable[str]:
        """Yield the JSON lines of this entry: the erasure, then its lift, if any."""
        record = {
            "erasure": self.erasure.hex,
            "at": self.at.isoformat(),
            "basis": self.basis,
            "kind": self.kind,
            "key": self.key,
            "records": {k: list(v) for k, v in self.records.items()},
            "tombstones": [list(t) for t in self.tombstones],
        }
        yield json.dumps(record, sort_keys=True)
        if self.lifted_at is not None:
            yield json.dumps({"lifted": self.erasure.hex, "at": self.lifted_at.isoformat()}, sort_keys=True)


def read_entries(lines: Iterable[str]) -> dict[UUID, LedgerEntry]:
    """Return the erasures by id. Invalid lines are ignored: the last one may be truncated by a crash."""
    found: dict[UUID, LedgerEntry] = {}
    lifts: dict[UUID, dt.datetime] = {}
    for line in lines:
        try:
            record = json.loads(line)
            if "lifted" in record:
                lifts[UUID(record["lifted"])] = _moment(record["at"])
            else:
                entry = _entry(record)
                found.setdefault(entry.erasure, entry)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            continue
    for pk in lifts.keys() & found.keys():
        found[pk] = LedgerEntry(**{**vars(found[pk]), "lifted_at": lifts[pk]})
    return found


def _entry(record: dict[str, object]) -> LedgerEntry:
    records = {
        _matching(_LABEL, label): tuple(_matching(_RECORD, i) for i in ids)
        for label, ids in dict(record["records"]).items()  # type: ignore[call-overload]
    }
    tombstones = tuple(
        (_matching(_CODE, what), _matching(_CODE, purpose), _matching(_DIGEST, digest))
        for what, purpose, digest in record["tombstones"]  # type: ignore[attr-defined]
    )
    return LedgerEntry(
        UUID(str(record["erasure"])),
        _moment(record["at"]),
        _matching(_CODE, record["basis"]),
        _matching(_CODE, record["kind"]),
        _matching(_DIGEST, record["key"]),
        records,
        tombstones,
    )


def _matching(pattern: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError(value)
    return value


def _moment(text: object) -> dt.datetime:
    moment = dt.datetime.fromisoformat(str(text))
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
