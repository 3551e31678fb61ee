"""The lock of the home, which allows one worker per home: a lock file released by the system when the process ends."""

from pathlib import Path

from filelock import FileLock, Timeout

NAME = "arpent.lock"


def hold_home(home: Path, *, patience: float = 5.0) -> FileLock | None:
    """Acquire the home's lock until the returned object is released or the process ends; None when another process has
    it.

    ``patience``: seconds to wait for a process that is stopping.
    """
    lock = FileLock(home / NAME, timeout=patience, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        return None
    return lock


def is_home_locked(home: Path) -> bool:
    """Return whether `arpent run` or `arpent worker` is running on the home."""
    if not (home / NAME).exists():
        return False
    lock = hold_home(home, patience=0)
    if lock is None:
        return True
    lock.release()
    return False
