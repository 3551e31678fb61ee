"""A held write lock makes writers wait, one of them for long, and never all of them."""

import sqlite3
import threading
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection

from arpent.site.write_lock import PATIENCE, SLICE, STUCK_AFTER, WriteQueue, is_locked, wait_for_lock, watch_connection

pytestmark = pytest.mark.postgresql


def locked():
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
    error = OperationalError("database is locked")
    error.__cause__ = cause
    return error


class Lock:
    """A lock that is free from a moment on; each attempt takes a slice of the clock."""

    def __init__(self, free_at):
        self.now, self.free_at = 0.0, free_at

    def attempt(self):
        if self.now >= self.free_at:
            return "written"
        self.now += SLICE
        raise locked()


def waited_for(queue, lock):
    start = lock.now
    with pytest.raises(OperationalError):
        queue.wait(lock.attempt, locked())
    return lock.now - start


def test_a_writer_waits_until_the_lock_is_free():
    lock = Lock(free_at=5)
    assert WriteQueue(lambda: lock.now).wait(lock.attempt, locked()) == "written"


def test_a_writer_gives_up_in_time_for_an_answer():
    lock = Lock(free_at=60)
    assert waited_for(WriteQueue(lambda: lock.now), lock) == PATIENCE


def test_once_the_lock_is_stuck_one_writer_waits_and_the_others_answer_immediately():
    lock = Lock(free_at=60)
    queue = WriteQueue(lambda: lock.now)
    others = []

    def attempt():
        if lock.now >= STUCK_AFTER + SLICE and not others:
            others.append(waited_for(queue, lock))
        return lock.attempt()

    with pytest.raises(OperationalError):
        queue.wait(attempt, locked())
    assert others == [0]


def test_in_the_ordinary_press_everybody_waits():
    lock = Lock(free_at=1.5)
    queue = WriteQueue(lambda: lock.now)
    inner = []

    def attempt():
        if not inner:
            inner.append(None)
            inner[0] = queue.wait(lock.attempt, locked())
        return lock.attempt()

    assert queue.wait(attempt, locked()) == "written" and inner == ["written"]


def test_a_lock_that_was_stuck_and_is_free_again_is_forgotten():
    lock = Lock(free_at=11)
    queue = WriteQueue(lambda: lock.now)
    waited_for(queue, lock)
    assert queue.stuck
    queue.wait(lock.attempt, locked())
    assert not queue.stuck


def test_another_error_is_not_waited_for():
    def full():
        raise OperationalError("database or disk is full")

    with pytest.raises(OperationalError, match="full"):
        WriteQueue(lambda: 0.0).wait(full, locked())


def test_a_statement_outside_a_transaction_waits_for_a_lock_of_sqlite_itself(tmp_path):
    path = tmp_path / "base.sqlite3"
    mine, other = (sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=0.01) for _ in "ab")
    mine.execute("CREATE TABLE t (x)")

    def execute(sql, params, many, context):
        try:
            return mine.execute(sql)
        except sqlite3.OperationalError as error:
            raise OperationalError(str(error)) from error

    def write(in_atomic_block):
        context = {"connection": SimpleNamespace(in_atomic_block=in_atomic_block)}
        return wait_for_lock(execute, "INSERT INTO t VALUES (1)", None, False, context)

    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError) as caught:
        write(in_atomic_block=True)  # what fails inside a transaction has failed
    assert is_locked(caught.value)
    free = threading.Timer(0.2, lambda: other.execute("COMMIT"))
    free.start()
    write(in_atomic_block=False)
    free.join()
    assert mine.execute("SELECT count(*) FROM t").fetchone() == (1,)
    mine.close()
    other.close()


def test_every_sqlite_connection_has_the_queue_once(db):
    watch_connection(connection)
    watch_connection(connection)
    assert connection.execute_wrappers.count(wait_for_lock) == (connection.vendor == "sqlite")
