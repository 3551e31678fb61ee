"""Files and folders used by backup and restore: unnamed files, the folder beside the home, durable renames.

An unnamed file has no directory entry, so that a killed process leaves nothing on disk.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from .errors import BackupError

try:
    import fcntl
except ImportError:  # not on Windows: two restores at once are then not detected
    fcntl = None  # type: ignore[assignment]

SCRATCH = "scratch-"


def aside_of(home: Path) -> Path:
    """Return the folder in which a restore of this home is built."""
    return home.with_name(home.name + ".restoring")


def find_leftover(home: Path) -> Path | None:
    """Return the folder that an interrupted restore left beside the home, or None."""
    aside = aside_of(home)
    return aside if aside.exists() else None


def clear_scratch(home: Path) -> None:
    """Delete scratch files whose process ended before it could delete them."""
    for path in home.glob(f"{SCRATCH}*"):
        with contextlib.suppress(OSError):
            path.unlink()


def open_private(path: Path) -> BinaryIO:
    """Create a file that only its owner can read. Raise FileExistsError."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "w+b")


@contextmanager
def nameless_file(folder: Path) -> Iterator[BinaryIO]:
    """Yield an unnamed file on the file system of this folder."""
    path = folder / f"{SCRATCH}{uuid4().hex}"
    file = open_private(path)
    with contextlib.suppress(OSError):  # Windows does not unlink an open file
        path.unlink()
    try:
        yield file
    finally:
        file.close()
        path.unlink(missing_ok=True)


class Draft:
    """A file that gets its name when it is complete; `publish` never replaces another file.
    Linux links an unnamed file into the folder. Elsewhere the draft is called ``.NAME.part``, locked while its process
    runs, and the next draft of that name deletes one whose process was killed.
    """

    def __init__(self, target: Path) -> None:
        self.target, self.part = target, target.with_name(f".{target.name}.part")
        self.folder = target.absolute().parent
        try:
            number = os.open(self.folder, os.O_TMPFILE | os.O_RDWR, 0o600)
        except (AttributeError, OSError):
            self.file = self._open_part()
            self.named = True
        else:
            self.file = os.fdopen(number, "w+b")
            self.named = False

    def _open_part(self) -> BinaryIO:
        if self.part.exists():
            with self.part.open("rb") as other:
                if not _try_lock(other.fileno()):
                    raise BackupError(f"Another backup to {self.target} is being written: wait for its end.")
            self.part.unlink()
        file = open_private(self.part)
        _try_lock(file.fileno())
        return file

    def publish(self) -> None:
        """Give the file its name, durably. Raise FileExistsError."""
        self.file.flush()
        os.fsync(self.file.fileno())
        if self.named:
            if self.target.exists():
                raise FileExistsError(17, "exists", str(self.target))
            self.part.rename(self.target)
        else:
            numbers = os.open("/proc/self/fd", os.O_RDONLY)
            try:
                # Naming the folder's descriptor makes Python call linkat, which follows the link to the nameless file.
                os.link(str(self.file.fileno()), self.target, src_dir_fd=numbers, follow_symlinks=True)
            except FileExistsError as error:
                raise FileExistsError(error.errno, error.strerror, str(self.target)) from error
            finally:
                os.close(numbers)
        sync_folder(self.folder)

    def close(self) -> None:
        """Close the file and delete its partial file, if any remains."""
        self.file.close()
        if self.named:
            self.part.unlink(missing_ok=True)


@contextmanager
def claimed_aside(home: Path) -> Iterator[Path]:
    """Yield an empty folder beside the home, locked by this process; it is deleted if it still exists at the end.

    The remains of an interrupted restore are deleted first. Raise BackupError when something else has its name, or
    another restore is at work there.
    """
    aside = aside_of(home)
    if aside.is_symlink() or (aside.exists() and not aside.is_dir()):
        raise BackupError(f"{aside} is in the way and no restore made it: move it away, then restore again.")
    home.parent.mkdir(parents=True, exist_ok=True)
    aside.mkdir(mode=0o700, exist_ok=True)
    number = os.open(aside, os.O_RDONLY) if fcntl else None
    try:
        if number is not None and not _try_lock(number):
            raise BackupError(f"Another restore is at work in {aside}: wait for its end.")
        for path in aside.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        try:
            yield aside
        finally:
            # A rename took the folder away when all went well; the one that has its name now, if any, is another's.
            if number is None or (aside.exists() and os.path.samestat(os.fstat(number), aside.stat())):
                shutil.rmtree(aside, ignore_errors=True)
    finally:
        if number is not None:
            os.close(number)


def _try_lock(number: int) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to disk (fsync); does nothing where folders cannot be opened (Windows)."""
    try:
        number = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(number)
    finally:
        os.close(number)


def sync_tree(folder: Path) -> None:
    """Flush every file and folder below to disk (fsync)."""
    for root, _folders, names in os.walk(folder):
        for name in names:
            with open(os.path.join(root, name), "rb") as file:
                os.fsync(file.fileno())
        sync_folder(Path(root))


def put_in_place(aside: Path, home: Path) -> Path | None:
    """Rename the finished folder to the home; return the new path of a former non-empty home without a database, if
    any.
    Raise BackupError when the home cannot be replaced.
    """
    former = None
    if home.exists() and any(home.iterdir()):
        former = next(p for p in _former_names(home) if not p.exists())
        _rename(home, former, home)
    _rename(aside, home, home)
    sync_folder(home.parent)
    return former


def _former_names(home: Path) -> Iterator[Path]:
    yield home.with_name(home.name + ".before-restore")
    for number in range(2, 1000):
        yield home.with_name(f"{home.name}.before-restore-{number}")


def _rename(source: Path, target: Path, home: Path) -> None:
    try:
        if os.name == "nt" and target.exists():
            target.rmdir()
        os.rename(source, target)
    except OSError as error:
        raise BackupError(
            f"{home} cannot be replaced ({error.strerror}): it may be a mount point. "
            f"Set ARPENT_HOME to a folder inside it, such as {home / 'home'}, then restore again."
        ) from error
