"""Queue for SQLite's single write lock: a lock that is not released must not block readers.
A process serves pages with two threads. If every blocked writer waited for long, two of them would stop the process,
reads and /health included. Each attempt therefore waits for a slice only (the connection's ``timeout``), and between
two slices this queue decides: normally all writers wait; once one has waited STUCK_AFTER seconds, the lock counts as
stuck, one writer per process continues to wait up to PATIENCE, and the others answer at once that the database is busy.
"""

import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import OperationalError

# Seconds. An import's batch holds the lock for well under a second; nobody looks at a waiting page for more than ten.
SLICE, STUCK_AFTER, PATIENCE = 0.25, 2.0, 10.0

Execute = Callable[..., Any]


class WriteQueue:
    """The writers of one process that wait for the lock."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._mutex = clock, threading.Lock()
        self._leader: object | None = None
        self.stuck = False

    def wait(self, attempt: Callable[[], Any], error: OperationalError) -> Any:
        """Repeat an attempt while the write lock is taken; return its result.

        ``error``: the error of the first attempt. Raise the last OperationalError at the deadline, and any other error
        at once.
        """
        start, ticket = self._clock(), object()
        try:
            while self._may_wait(ticket, self._clock() - start):
                try:
                    result = attempt()
                except OperationalError as again:
                    if not is_locked(again):
                        raise
                    error = again
                else:
                    self.stuck = False
                    return result
            raise error
        finally:
            with self._mutex:
                if self._leader is ticket:
                    self._leader = None

    def _may_wait(self, ticket: object, waited: float) -> bool:
        with self._mutex:
            if self._leader is None:
                self._leader = ticket
            if self._leader is not ticket:
                return not self.stuck and waited < PATIENCE
            if waited >= STUCK_AFTER:
                self.stuck = True
            return waited < PATIENCE


QUEUE = WriteQueue()


def is_locked(error: BaseException) -> bool:
    """Return whether an error means that another connection has the write lock."""
    return getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def wait_for_lock(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Execute a statement of a SQLite connection, waiting for the write lock at the start of a transaction or outside
    one.
    Inside a transaction the lock is already acquired (BEGIN IMMEDIATE); errors there are raised.
    """
    if many or context["connection"].in_atomic_block:
        return execute(sql, params, many, context)
    try:
        result = execute(sql, params, many, context)
    except OperationalError as error:
        if not is_locked(error):
            raise
        return QUEUE.wait(lambda: execute(sql, params, many, context), error)
    if QUEUE.stuck and sql.startswith("BEGIN"):
        QUEUE.stuck = False
    return result


def watch_connection(connection: Any, **_: Any) -> None:
    """Install ``wait_for_lock`` on SQLite connections (receiver of Django's ``connection_created``)."""
    if connection.vendor == "sqlite" and wait_for_lock not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, wait_for_lock)
