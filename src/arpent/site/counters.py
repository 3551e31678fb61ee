"""The cache that counts attempts: one SQLite file in the home, shared by all processes, apart from the database.
A page that only reads must never wait for the database's lock, which Django's database cache takes. Django's file cache
evicts at random above 300 entries, so that a client with many addresses could evict its own count; its memory cache is
per process. Values are JSON: nothing in the home is unpickled. See docs/adr/0024.
"""

import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS counter (key TEXT PRIMARY KEY, value TEXT NOT NULL, ends REAL NOT NULL) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS counter_ends ON counter (ends)",
)
FOREVER = 32503680000.0  # the year 3000, in seconds
WAIT_S = 5
SWEEP = 500  # writes between two sweeps of what has ended


class CountersCache(BaseCache):
    """A Django cache without early eviction: entries remain until they expire.

    Above ``MAX_ENTRIES`` those that expire soonest are removed first. When its file cannot be read or written (a full
    disk), it behaves as an empty cache, so that nobody is locked out.
    """

    def __init__(self, location: str | Path, params: dict[str, Any]) -> None:
        params = {**params, "OPTIONS": {"MAX_ENTRIES": 200_000, **(params.get("OPTIONS") or {})}}
        super().__init__(params)
        self._path = os.fspath(location)
        self._local = threading.local()
        self._writes = 0

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Store a value unless a valid one exists; return whether it was stored."""
        now = time.time()
        row = (self.make_and_validate_key(key, version=version), json.dumps(value), self._ends(timeout, now), now)
        return self._run(
            lambda db: (
                db.execute(
                    "INSERT INTO counter VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE "
                    "SET value = excluded.value, ends = excluded.ends WHERE counter.ends <= ?",
                    row,
                ).rowcount
                > 0
            ),
            True,
        )

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return a value, or the default when there is none or it has expired."""
        row = (self.make_and_validate_key(key, version=version), time.time())
        found = self._run(
            lambda db: db.execute("SELECT value FROM counter WHERE key = ? AND ends > ?", row).fetchone(), None
        )
        return default if found is None else json.loads(found[0])

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Store a value. ``timeout``: in seconds, None for ever."""
        row = (
            self.make_and_validate_key(key, version=version),
            json.dumps(value),
            self._ends(timeout, time.time()),
        )
        self._run(lambda db: db.execute("INSERT OR REPLACE INTO counter VALUES (?, ?, ?)", row), None)
        self._sweep()

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Set a new timeout of a value; return whether it exists."""
        now = time.time()
        row = (self._ends(timeout, now), self.make_and_validate_key(key, version=version), now)
        sql = "UPDATE counter SET ends = ? WHERE key = ? AND ends > ?"
        return self._run(lambda db: db.execute(sql, row).rowcount > 0, False)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a count in one atomic statement. Raise ValueError for an unknown or expired key."""
        row = (delta, self.make_and_validate_key(key, version=version), time.time())
        sql = "UPDATE counter SET value = CAST(value AS INTEGER) + ? WHERE key = ? AND ends > ? RETURNING value"
        found = self._run(lambda db: db.execute(sql, row).fetchone(), None)
        if found is None:
            raise ValueError(f"Key {key!r} not found")
        return int(found[0])

    def delete(self, key: str, version: int | None = None) -> bool:
        """Delete a value; return whether it existed."""
        row = (self.make_and_validate_key(key, version=version),)
        return self._run(lambda db: db.execute("DELETE FROM counter WHERE key = ?", row).rowcount > 0, False)

    def clear(self) -> None:
        """Delete all values."""
        self._run(lambda db: db.execute("DELETE FROM counter"), None)

    def close(self, **_: Any) -> None:
        """Do nothing: the connection stays open, although Django calls this after each request."""

    def _ends(self, timeout: Any, now: float) -> float:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return FOREVER if seconds is None else now + float(seconds)

    def _sweep(self) -> None:
        """Delete expired entries from time to time and, above the limit, those that expire soonest."""
        self._writes += 1
        if self._writes % SWEEP:
            return

        def drop(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM counter WHERE ends <= ?", (time.time(),))
            excess = db.execute("SELECT count(*) FROM counter").fetchone()[0] - self._max_entries
            if excess > 0:
                db.execute(
                    "DELETE FROM counter WHERE key IN (SELECT key FROM counter ORDER BY ends LIMIT ?)", (excess,)
                )

        self._run(drop, None)

    def _run[T](self, act: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        try:
            return act(self._open())
        except sqlite3.Error:
            self._local.__dict__.clear()
            return otherwise

    def _open(self) -> sqlite3.Connection:
        """Return this thread's connection in this process; a connection opened before a fork is not reused."""
        if getattr(self._local, "pid", None) != os.getpid():
            self._local.db, self._local.pid = _connect(self._path), os.getpid()
        db = self._local.db
        return db  # type: ignore[no-any-return]


def _connect(path: str) -> sqlite3.Connection:
    """Open the file and create its table. Raise sqlite3.Error when that fails within WAIT_S seconds."""
    db = sqlite3.connect(path, timeout=WAIT_S, isolation_level=None)
    latest = time.monotonic() + WAIT_S
    while True:
        try:
            # What is counted is worth a minute or an hour: losing it with the power is no harm.
            for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=OFF", *SCHEMA):
                db.execute(statement)
            return db
        except sqlite3.OperationalError as error:
            # Two processes that open a new file at once: SQLite does not wait when it changes the journal's mode.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > latest:
                raise
            time.sleep(0.02)
