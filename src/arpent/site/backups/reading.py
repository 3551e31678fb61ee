"""Open a backup: decrypt it, check the size of its directory before parsing, verify its members while reading."""

import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from .errors import BackupError
from .manifest import MAX_DIRECTORY_BYTES, Manifest, read_manifest
from .places import nameless_file
from .sealing import Keys, is_sealed, unseal

CHUNK = 1024 * 1024


@dataclass(frozen=True)
class OpenBackup:
    """A backup whose names, kinds and sizes are checked; its bytes are compared with backup.json as they are read."""

    archive: zipfile.ZipFile
    manifest: Manifest

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a member's bytes. Raise BackupError at the end when their size or hash differs from backup.json."""
        size, expected_hash = self.manifest.members[name]
        digest, count = hashlib.sha256(), 0
        try:
            with self.archive.open(name) as member:
                while chunk := member.read(CHUNK):
                    digest.update(chunk)
                    count += len(chunk)
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise BackupError(f"This backup is damaged: {name} cannot be read.") from error
        if count != size or digest.hexdigest() != expected_hash:
            raise BackupError(f"This backup is damaged: {name} is not what backup.json tells.")


@contextmanager
def open_backup(source: BinaryIO, scratch: Path, keys: Keys) -> Iterator[OpenBackup]:
    """Yield a backup, decrypted into a nameless file of the folder ``scratch`` if it is encrypted.

    Raise BackupError for a file that is no backup, is damaged, or cannot be decrypted with ``keys``.
    """
    with ExitStack() as stack:
        clear = source
        _check_directory(source)
        if is_sealed(source):
            clear = stack.enter_context(nameless_file(scratch))
            unseal(source, keys, clear)
            _check_directory(clear)
        try:
            archive = stack.enter_context(zipfile.ZipFile(clear))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise BackupError("This file is no Arpent backup.") from error
        packed = clear.seek(0, 2)
        try:
            manifest = read_manifest(archive, packed)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise BackupError("The backup.json of this backup cannot be read: refused.") from error
        yield OpenBackup(archive, manifest)


def _check_directory(file: BinaryIO) -> None:
    """Refuse a zip whose directory is too large to be read into memory (APPNOTE 6.3.9, sections 4.3.14 to 4.3.16)."""
    end = file.seek(0, 2)
    start = max(0, end - 65_557 - 20)
    file.seek(start)
    tail = file.read()
    sizes = [0]
    # Every place that may be taken for the end of the directory counts: which one zipfile takes is its own affair.
    for found in re.finditer(rb"PK\x05\x06", tail):
        at = found.start()
        if at + 16 <= len(tail):
            sizes += struct.unpack_from("<L", tail, at + 12)
        if at >= 20 and tail[at - 20 : at - 16] == b"PK\x06\x07":
            [directory_offset] = struct.unpack_from("<Q", tail, at - 12)
            for offset in (directory_offset, start + at - 20 - 56):
                if 0 <= offset <= end - 56:
                    file.seek(offset)
                    record = file.read(56)
                    sizes += struct.unpack_from("<Q", record, 40) if record[:4] == b"PK\x06\x06" else ()
    file.seek(0)
    # 0xFFFFFFFF: the value is in the zip64 record.
    if max(s for s in sizes if s != 0xFFFFFFFF) > MAX_DIRECTORY_BYTES:
        raise BackupError("This backup names too many files: refused.")
