"""Who may read the files of the home: the account Arpent runs under, and nobody else of the machine.

Everything Arpent makes is private from birth (umask 077). A home of before, one that was copied, or one whose folder
was created manually may be open to others: it is mended at the start, and `arpent doctor` says what could not be.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

PRIVATE = 0o077  # the umask, and the bits no file of the home may have


def keep_private() -> None:
    """Have this process, and those it starts, make files that only their owner reads."""
    os.umask(PRIVATE)


def open_to_others(home: Path) -> Iterator[Path]:
    """Yield the files and folders of the home that others may read, write or search, the home first.

    Links are not followed.
    """
    if _is_open(home):
        yield home
    for folder, folders, files in os.walk(home):
        for name in (*folders, *files):
            path = Path(folder, name)
            if _is_open(path):
                yield path


def mend_modes(home: Path) -> tuple[int, list[Path]]:
    """Take others' rights off everything in the home. Return how many were mended, and which could not be.

    A folder that is somebody's own, or the root, is not a home of Arpent's: nothing in it is touched.
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
