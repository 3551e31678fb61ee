"""Encrypted backups: recipients and passphrases, wrong keys, a full disk."""

import io

import pytest

from arpent.site.backups import BackupError
from arpent.site.backups.sealing import Keys, Seal, ask_keys, ask_seal, is_sealed, sealed_into, unseal


def seal_and_write(seal, content=b"x" * 3_000_000):
    out = io.BytesIO()
    with sealed_into(out, seal) as clear:
        clear.write(content)
    out.seek(0)
    return out


def test_recipients_open_an_encrypted_backup_and_nobody_else(tmp_path, monkeypatch):
    from pyrage import x25519

    one, other = x25519.Identity.generate(), x25519.Identity.generate()
    monkeypatch.setenv("ARPENT_BACKUP_RECIPIENTS", f"{one.to_public()}")
    (tmp_path / "key").write_text(f"# created\n{one}\n")
    sealed, back = seal_and_write(ask_seal()), io.BytesIO()
    assert is_sealed(sealed) and b"xxxx" not in sealed.getvalue()
    unseal(sealed, ask_keys(tmp_path / "key"), back)
    assert back.getvalue() == b"x" * 3_000_000
    with pytest.raises(BackupError, match="does not open"):
        unseal(sealed, Keys((other,)), io.BytesIO())
    with pytest.raises(BackupError, match="--identity"):
        unseal(sealed, Keys(), io.BytesIO())
    with pytest.raises(BackupError, match="damaged"):
        unseal(io.BytesIO(sealed.getvalue()[:1_000_000]), Keys((one,)), io.BytesIO())


def test_a_wrong_key_or_passphrase_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("ARPENT_BACKUP_RECIPIENTS", "age1nonsense")
    with pytest.raises(BackupError, match="no public key"):
        ask_seal()
    (tmp_path / "key").write_bytes(b"\xff nonsense")
    with pytest.raises(BackupError, match="no private key"):
        ask_keys(tmp_path / "key")
    monkeypatch.delenv("ARPENT_BACKUP_RECIPIENTS")
    monkeypatch.setenv("ARPENT_BACKUP_PASSPHRASE", "short")
    with pytest.raises(BackupError, match="12 characters"):
        ask_seal()


def test_a_passphrase_opens_what_it_closed(monkeypatch):
    monkeypatch.delenv("ARPENT_BACKUP_RECIPIENTS", raising=False)
    monkeypatch.setenv("ARPENT_BACKUP_PASSPHRASE", "cheval agrafe batterie")
    seal = ask_seal()
    assert isinstance(seal, Seal)
    sealed, back = seal_and_write(seal), io.BytesIO()
    assert is_sealed(sealed)
    unseal(sealed, ask_keys(None), back)
    assert back.getvalue() == b"x" * 3_000_000
    with pytest.raises(BackupError, match="not the passphrase"):
        unseal(sealed, Keys(passphrase="cheval agrafe pile"), io.BytesIO())


def test_a_full_disk_ends_the_encryption_with_its_own_error():
    class Full(io.RawIOBase):
        def write(self, _):
            raise OSError(28, "No space left on device")

    from pyrage import x25519

    identity = x25519.Identity.generate()
    with (
        pytest.raises(Exception, match="No space left"),
        sealed_into(Full(), Seal(identity, (identity.to_public(),))) as f,
    ):
        for _ in range(100):
            f.write(bytes(1_000_000))
