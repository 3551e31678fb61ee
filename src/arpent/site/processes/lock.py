"""One home, one worker: a lock file that the system frees when its holder ends, also by kill -9."""

from pathlib import Path

from filelock import FileLock, Timeout

NAME = "arpent.lock"


def hold_home(home: Path, *, patience: float = 5.0) -> FileLock | None:
    """Hold the home's lock until the returned object is released or the process ends; None when another process holds
    it.

    ``patience`` is in seconds: a holder that was just told to stop needs a moment.
    """
    lock = FileLock(home / NAME, timeout=patience, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        return None
    return lock


def is_home_held(home: Path) -> bool:
    """Return whether `arpent run` or `arpent worker` works on the home now."""
    if not (home / NAME).exists():
        return False
    lock = hold_home(home, patience=0)
    if lock is None:
        return True
    lock.release()
    return False
