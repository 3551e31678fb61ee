"""Encryption of backups in the age format (age-encryption.org/v1), by the library pyrage.
With recipients a backup is an age file: ``age -d -i KEY FILE`` opens it. With a passphrase it is an uncompressed zip of
``key.age``, a generated key encrypted with the passphrase, and ``backup.zip.age``, encrypted to that key, since the
library streams to keys only. The writer reads both back with a key that is never stored.
"""

import contextlib
import getpass
import os
import re
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from .errors import BackupError

MAGIC = b"age-encryption.org/v1"
KEY, BODY = "key.age", "backup.zip.age"
SHORTEST = 12
PASSPHRASE, RECIPIENTS = "ARPENT_BACKUP_PASSPHRASE", "ARPENT_BACKUP_RECIPIENTS"


@dataclass(frozen=True)
class Seal:
    """How a backup is encrypted: to public keys, or with a passphrase; ``identity`` opens it while it is read back."""

    identity: Any
    recipients: tuple[Any, ...] = ()
    passphrase: str = ""


@dataclass(frozen=True)
class Keys:
    """Keys that decrypt a backup; a passphrase not set in the environment is prompted for when it is needed."""

    identities: tuple[Any, ...] = ()
    passphrase: str = ""

    def get_passphrase(self) -> str:
        """Return the passphrase; prompt for it when none was given. Raise BackupError when nobody can be asked."""
        return self.passphrase or _prompt(once=True)


def ask_seal() -> Seal:
    """Return how to encrypt, from the environment or a prompt.
    Raise BackupError for an invalid public key, a passphrase under 12 characters, or when nobody can be asked.
    """
    from pyrage import RecipientError, ssh, x25519

    identity = x25519.Identity.generate()
    named = [r.strip() for r in re.split(r"[,\n]", os.environ.get(RECIPIENTS, "")) if r.strip()]
    named = [one for line in named for one in (line.split() if line.startswith("age1") else [line])]
    if not named:
        return Seal(identity, passphrase=_checked(os.environ.get(PASSPHRASE) or _prompt()))
    recipients = []
    for text in named:
        kind = ssh if text.startswith("ssh-") else x25519
        try:
            recipients.append(kind.Recipient.from_str(text))
        except RecipientError as error:
            raise BackupError(f"{RECIPIENTS} holds {text[:20]!r}, which is no public key (age1… or ssh-…).") from error
    return Seal(identity, recipients=tuple(recipients))


def ask_keys(identity: Path | None) -> Keys:
    """Return the keys that may open a backup: a file of private keys (age or OpenSSH), the passphrase of the
    environment.

    Raise BackupError for a file without a private key.
    """
    from pyrage import IdentityError, ssh, x25519

    found = []
    if identity is not None:
        content = identity.read_bytes()
        try:
            if content.lstrip().startswith(b"-----BEGIN"):
                found.append(ssh.Identity.from_buffer(content))
            else:
                lines = [line.strip() for line in content.decode().splitlines()]
                found += [x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
        except (IdentityError, UnicodeDecodeError) as error:
            raise BackupError(f"{identity} holds no private key (AGE-SECRET-KEY-… or OpenSSH).") from error
    return Keys(tuple(found), os.environ.get(PASSPHRASE, ""))


def _checked(passphrase: str) -> str:
    if len(passphrase) < SHORTEST:
        raise BackupError(f"A passphrase needs at least {SHORTEST} characters: take several words.")
    return passphrase


def _prompt(*, once: bool = False) -> str:
    if not sys.stdin.isatty():
        raise BackupError(f"Set {PASSPHRASE} to the passphrase, or run the command in a terminal.")
    given = getpass.getpass("Passphrase: ")
    if not once and getpass.getpass("Once more: ") != given:
        raise BackupError("The two passphrases differ: run the command again.")
    return given


@contextmanager
def sealed_into(out: BinaryIO, seal: Seal | None) -> Iterator[BinaryIO]:
    """Yield a file for the clear backup, which is written to ``out`` encrypted and never to the disk in clear."""
    if seal is None:
        yield out
    elif seal.recipients:
        with _encrypting(out, [seal.identity.to_public(), *seal.recipients]) as clear:
            yield clear
    else:
        from pyrage import passphrase

        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as z:
            z.writestr(KEY, passphrase.encrypt(str(seal.identity).encode(), seal.passphrase))
            with z.open(BODY, "w", force_zip64=True) as body, _encrypting(body, [seal.identity.to_public()]) as clear:
                yield clear


@contextmanager
def _encrypting(out: Any, recipients: list[Any]) -> Iterator[BinaryIO]:
    """The library pulls what it encrypts; a pipe and a thread let zipfile push."""
    import pyrage

    reading, writing = os.pipe()
    failed: list[BaseException] = []

    def work() -> None:
        with os.fdopen(reading, "rb") as source:
            try:
                pyrage.encrypt_io(source, out, recipients)
            except BaseException as error:
                failed.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    clear = os.fdopen(writing, "wb")
    try:
        yield clear
        clear.close()
    except BrokenPipeError:
        if not failed:
            thread.join()
        if not failed:
            raise
    finally:
        with contextlib.suppress(BrokenPipeError):
            clear.close()
        thread.join()
    if failed:
        raise failed[0]


def is_sealed(source: BinaryIO) -> bool:
    """Return whether a file is an encrypted backup."""
    source.seek(0)
    start = source.read(len(MAGIC))
    source.seek(0)
    return start == MAGIC or (zipfile.is_zipfile(source) and _holds_key(source))


def _holds_key(source: BinaryIO) -> bool:
    with zipfile.ZipFile(source) as z:
        return set(z.namelist()) == {KEY, BODY}


def unseal(source: BinaryIO, keys: Keys, out: BinaryIO) -> None:
    """Write the clear backup to ``out``. Raise BackupError for a wrong passphrase or key, or an altered file."""
    import pyrage
    from pyrage import DecryptError, passphrase, x25519

    source.seek(0)
    try:
        if source.read(len(MAGIC)) == MAGIC:
            if not keys.identities:
                raise BackupError(
                    "This backup is encrypted to a key: name the file of the private key with --identity."
                )
            source.seek(0)
            pyrage.decrypt_io(source, out, list(keys.identities))
            return
        with zipfile.ZipFile(source) as z:
            if z.getinfo(KEY).file_size > 4096:
                raise BackupError("The key of this backup is too large: refused.")
            sealed_key = z.read(KEY)
            try:
                key = passphrase.decrypt(sealed_key, keys.get_passphrase()).decode()
            except DecryptError as error:
                raise BackupError("This is not the passphrase of this backup.") from error
            with z.open(BODY) as body:
                pyrage.decrypt_io(body, out, [x25519.Identity.from_str(key)])
    except DecryptError as error:
        raise BackupError("This key does not open this backup.") from error
    except (OSError, zipfile.BadZipFile) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise BackupError("This backup is damaged: its encryption does not hold.") from error
