"""Delete older backups in the folder of a new one, so that erasures also take effect on backups."""

import datetime as dt
import json
import re
import stat
import zipfile
from pathlib import Path

from .errors import BackupError
from .manifest import MAX_MANIFEST_BYTES, NAME
from .places import sync_folder
from .sealing import is_sealed

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FIELDS = {"engine", "format", "made_at", "members", "migrations", "rows", "version"}


def check_keeping(target: Path, days: int) -> None:
    """Raise BackupError for less than a day, or for a name without exactly one date.

    Older backups are found by the same name with another date.
    """
    if days < 1:
        raise BackupError("--keep-days keeps backups for at least 1 day.")
    if len(DAY.findall(target.name)) != 1:
        raise BackupError(
            f"--keep-days finds older backups by the day in their name, and {target.name} has none: "
            "name the file such as arpent-2026-11-30.zip."
        )


def delete_older(target: Path, days: int, today: dt.date) -> list[Path]:
    """Delete the backups of the same name with an older date, created more than ``days`` days ago; return their paths.

    A file is deleted only when it is a plain file, its name is the target's with another date, and its content is a
    backup of Arpent: encrypted, or with a backup.json that has a creation time. The later of the two dates counts.
    """
    before, after = DAY.split(target.name)
    rule = re.compile(re.escape(before) + f"({DAY.pattern})" + re.escape(after))
    oldest, deleted = today - dt.timedelta(days=days), []
    for path in sorted(target.absolute().parent.iterdir()):
        match = rule.fullmatch(path.name)
        if match is None or path.name == target.name or not stat.S_ISREG(path.lstat().st_mode):
            continue
        made = _made_on(path)
        try:
            named = dt.date.fromisoformat(match[1])
        except ValueError:
            continue
        if made is not None and max(named, made) < oldest:
            path.unlink()
            deleted.append(path)
    sync_folder(target.absolute().parent)
    return deleted


def _made_on(path: Path) -> dt.date | None:
    """Return the date in a backup file, the earliest one for an encrypted file; None when it is not a backup of
    Arpent.
    """
    try:
        with path.open("rb") as file:
            if is_sealed(file):
                return dt.date.min
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(NAME).file_size > MAX_MANIFEST_BYTES:
                return None
            manifest = json.loads(archive.read(NAME))
        return dt.datetime.fromisoformat(manifest["made_at"]).date() if manifest.keys() >= FIELDS else None
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError, NotImplementedError):
        return None
