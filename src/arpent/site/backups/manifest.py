"""The manifest of a backup (backup.json), and the names and sizes that a backup may have."""

import json
import re
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from .errors import BackupError

NAME = "backup.json"
FORMAT = 1
KEY = "secret_key"
LEDGER = "erasures.jsonl"  # of erasures: privacy/rules/ledger.py
SQLITE_BASE = "database.sqlite3"
TABLE = "database/"  # + table + ".copy", on PostgreSQL

MAX_MEMBERS = 400_000
MAX_DIRECTORY_BYTES = 128 * 1024 * 1024
MAX_MANIFEST_BYTES = 128 * 1024 * 1024
MAX_KEY_BYTES = 4096
# A base of text packs 5 to 20 times, photographs not at all. Deflate itself reaches 1,000: that is a bomb, not a base.
MAX_RATIO, FREE_BYTES = 200, 256 * 1024 * 1024

PART = re.compile(r"[a-z0-9][a-z0-9_.-]{0,119}")
TABLE_NAME = re.compile(r"database/[a-z][a-z0-9_]{0,62}\.copy")
DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9])(\..*)?")
DEPTH = 6


@dataclass
class Manifest:
    """Content of backup.json. ``members``: (size in bytes, SHA-256) by name; ``rows`` and ``columns`` by table;
    ``trail_head``: (position, chain), see ADR 0026.
    """

    engine: str
    version: str
    made_at: str
    rows: dict[str, int] = field(default_factory=dict)
    members: dict[str, tuple[int, str]] = field(default_factory=dict)
    columns: dict[str, list[str]] = field(default_factory=dict)
    migrations: list[tuple[str, str]] = field(default_factory=list)
    trail_head: tuple[int, str] | None = None
    format: int = FORMAT

    @property
    def row_count(self) -> int:
        """Return the number of rows of all tables."""
        return sum(self.rows.values())

    def as_json(self) -> str:
        """Return the manifest as JSON text."""
        return json.dumps(asdict(self), sort_keys=True)


def is_upload_name(name: str) -> bool:
    """Return whether a name is allowed below uploads/: lower case, no Windows device name, no hidden file, no
    ``..``.
    """
    parts = name.split("/")
    return (
        2 <= len(parts) <= DEPTH
        and parts[0] == "uploads"
        and all(PART.fullmatch(p) and not p.endswith(".") and not DEVICES.fullmatch(p) for p in parts[1:])
    )


def is_known_name(name: str) -> bool:
    """Return whether a member of a backup has a name that a backup may contain."""
    return name in (NAME, KEY, LEDGER, SQLITE_BASE) or is_upload_name(name) or bool(TABLE_NAME.fullmatch(name))


def read_manifest(z: zipfile.ZipFile, packed_bytes: int) -> Manifest:
    """Return the manifest of a backup after checking its names, kinds and sizes.
    Raise BackupError for anything else. Only backup.json has been unpacked then.
    """
    infos = z.infolist()
    names = {i.filename for i in infos}
    if NAME not in names:
        raise BackupError("This file is no Arpent backup: it holds no backup.json.")
    if len(infos) > MAX_MEMBERS:
        raise BackupError(f"This backup names {len(infos)} files; at most {MAX_MEMBERS} are restored.")
    if len(names) != len(infos):
        raise BackupError("This backup names a file twice: refused.")
    for info in infos:
        _check_member(info)
    unpacked = sum(i.file_size for i in infos)
    if unpacked > FREE_BYTES + MAX_RATIO * packed_bytes:
        raise BackupError(f"This backup would unpack to {unpacked} bytes from {packed_bytes}: refused.")
    if z.getinfo(NAME).file_size > MAX_MANIFEST_BYTES:
        raise BackupError("The backup.json of this backup is too large: refused.")
    try:
        manifest = _parse(json.loads(z.read(NAME)))
    except (ValueError, TypeError, KeyError, RecursionError, AttributeError) as error:
        raise BackupError("The backup.json of this backup cannot be read: refused.") from error
    if set(manifest.members) != names - {NAME} or any(
        manifest.members[i.filename][0] != i.file_size for i in infos if i.filename != NAME
    ):
        raise BackupError("The files of this backup are not those that its backup.json names: refused.")
    _check_engine(manifest, names)
    return manifest


def _check_member(info: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if not is_known_name(info.filename):
        raise BackupError(
            f"This backup holds {info.filename[:80]!r}; only uploads/, secret_key and the database are restored:"
            " refused."
        )
    if info.is_dir() or kind not in (0, stat.S_IFREG):
        raise BackupError(f"{info.filename} of this backup is no ordinary file: refused.")
    if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BackupError(f"{info.filename} of this backup is packed in a way that Arpent does not use: refused.")
    if info.filename == KEY and info.file_size > MAX_KEY_BYTES:
        raise BackupError("The secret_key of this backup is too large: refused.")


def _check_engine(manifest: Manifest, names: set[str]) -> None:
    tables = {n for n in names if TABLE_NAME.fullmatch(n)}
    expected = {f"{TABLE}{t}.copy" for t in manifest.rows}
    if manifest.engine == "sqlite":
        sound = SQLITE_BASE in names and not tables
    else:
        sound = manifest.engine == "postgresql" and SQLITE_BASE not in names and bool(tables) and tables == expected
    if not sound:
        raise BackupError("This backup holds no database, or not the one that its backup.json names: refused.")


def _parse(data: Mapping[str, Any]) -> Manifest:
    if data["format"] != FORMAT:
        raise BackupError(
            f"This backup has the format {str(data['format'])[:20]}; this version of Arpent reads {FORMAT}: "
            f"restore with version {str(data.get('version'))[:20]} of Arpent."
        )
    return Manifest(
        engine=str(data["engine"]),
        version=str(data["version"])[:40],
        made_at=str(data["made_at"])[:40],
        rows={str(t): int(n) for t, n in data["rows"].items()},
        members={str(n): (int(size), str(sha)) for n, (size, sha) in data["members"].items()},
        columns={str(t): [str(c) for c in columns] for t, columns in data["columns"].items()},
        migrations=[(str(app), str(name)) for app, name in data["migrations"]],
        trail_head=(int(data["trail_head"][0]), str(data["trail_head"][1])) if data["trail_head"] else None,
    )
