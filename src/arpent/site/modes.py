"""Permissions of the files of the home: readable by the account Arpent runs under only.
Arpent creates private files (umask 077). An older home, a copied one, or a folder created manually may be readable by
others: it is repaired at the start, and `arpent doctor` reports what could not be repaired.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

PRIVATE = 0o077  # the umask, and the bits no file of the home may have


def keep_private() -> None:
    """Set the umask so that this process and its children create files that only their owner can read."""
    os.umask(PRIVATE)


def open_to_others(home: Path) -> Iterator[Path]:
    """Yield the files and folders of the home that others may read, write or search, the home first. Links are not
    followed.
    """
    if _is_open(home):
        yield home
    for folder, folders, files in os.walk(home):
        for name in (*folders, *files):
            path = Path(folder, name)
            if _is_open(path):
                yield path


def mend_modes(home: Path) -> tuple[int, list[Path]]:
    """Remove others' permissions from everything in the home; return the number repaired, and the paths that could not
    be.
    The user's own home folder and the root are not changed.
    """
    if home in (Path.home(), Path(home.anchor)):
        return 0, list(open_to_others(home))
    mended, left = 0, []
    for path in open_to_others(home):
        try:
            path.chmod(stat.S_IMODE(path.lstat().st_mode) & ~PRIVATE)
            mended += 1
        except FileNotFoundError:
            continue
        except OSError:
            left.append(path)
    return mended, left


def _is_open(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return not stat.S_ISLNK(mode) and not stat.S_ISSOCK(mode) and bool(stat.S_IMODE(mode) & PRIVATE)
