"""What a backup file may contain: names, sizes, digests, the code in its database."""

import hashlib
import io
import json
import sqlite3
import stat
import zipfile
from contextlib import closing

import pytest
from django.db import connection

from arpent.site.backups import BackupError, sqlite_base
from arpent.site.backups.manifest import Manifest, is_upload_name
from arpent.site.backups.reading import open_backup
from arpent.site.backups.sealing import Keys


def pack(members, /, **changes):
    """Return a backup whose backup.json agrees with its members, changed as asked."""
    manifest = Manifest("sqlite", "0.1.0", "2031-03-04", rows={"people_user": 1})
    manifest.members = {n: (len(b), hashlib.sha256(b).hexdigest()) for n, b in members.items()}
    text = json.dumps({**json.loads(manifest.as_json()), **changes})
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in {**members, "backup.json": text.encode()}.items():
            z.writestr(name, content)
    file.seek(0)
    return file


def read(file, tmp_path, keys=None):
    with open_backup(file, tmp_path, keys or Keys()) as backup:
        return {n: b"".join(backup.chunks(n)) for n in backup.manifest.members}


GOOD = {"database.sqlite3": b"base", "secret_key": b"key", "uploads/deals/0a.data": b"paper"}


def test_a_backup_gives_back_its_members(tmp_path):
    assert read(pack(GOOD), tmp_path) == GOOD


@pytest.mark.parametrize(
    "name",
    [
        "cache/x.djcache",
        "../evil",
        "uploads/../../evil",
        "/etc/passwd",
        "uploads//etc/passwd",
        "uploads/deals\\..\\..\\evil",
        "C:/evil",
        "uploads/C:evil",
        "Uploads/deals/0a.data",
        "uploads/deals/0A.data",
        "SECRET_KEY",
        "uploads/nul",
        "uploads/deals/com1.data",
        "uploads/deals/dot.",
        "uploads/.hidden/x",
        "uploads",
        "uploads/",
        "uploads/a/b/c/d/e/f",
        "uploads/" + "a" * 121,
        "uploads/é.data",
        "mails/x.log",
        "arpent.sqlite3",
        "database/../x.copy",
        "gunicorn.ctl",
    ],
)
def test_a_forged_backup_names_nothing_but_uploads_and_the_key(tmp_path, name):
    with pytest.raises(BackupError, match="refused"):
        read(pack({**GOOD, name: b"x"}), tmp_path)
    assert not is_upload_name(name)


def test_a_name_given_twice_is_refused(tmp_path):
    file = pack(GOOD)
    with zipfile.ZipFile(file, "a") as z, pytest.warns(UserWarning):
        z.writestr("secret_key", b"other")
    with pytest.raises(BackupError, match="twice"):
        read(file, tmp_path)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_are_refused(tmp_path, kind):
    file = pack(GOOD)
    with zipfile.ZipFile(file, "a") as z:
        info = zipfile.ZipInfo("uploads/deals/link")
        info.external_attr = (kind | 0o777) << 16
        z.writestr(info, "/etc/passwd")
    with pytest.raises(BackupError, match="no ordinary file"):
        read(file, tmp_path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("arpent.site.backups.manifest.FREE_BYTES", 1_000_000)
    bomb = pack({**GOOD, "uploads/deals/bomb": bytes(20_000_000)})
    with pytest.raises(BackupError, match="would unpack to"):
        read(bomb, tmp_path)


def test_a_directory_too_large_for_memory_is_refused_before_it_is_parsed(tmp_path, monkeypatch):
    monkeypatch.setattr("arpent.site.backups.reading.MAX_DIRECTORY_BYTES", 200)
    with pytest.raises(BackupError, match="too many files"):
        read(pack(GOOD), tmp_path)


@pytest.mark.parametrize(
    "changes",
    [
        {"members": {}},
        {"members": {n: [9, "0"] for n in GOOD}},
        {"members": 3},
        {"rows": {"people_user": "many"}},
        {"engine": "postgresql"},
        {"engine": "oracle"},
        {"format": 99},
        {"migrations": [1]},
        {"columns": None},
    ],
)
def test_a_backup_json_that_does_not_agree_is_refused(tmp_path, changes):
    with pytest.raises(BackupError):
        read(pack(GOOD, **changes), tmp_path)


@pytest.mark.parametrize("content", [b"", b"no", b"PK\x05\x06", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_backup_is_a_sentence(tmp_path, content):
    with pytest.raises(BackupError, match="no Arpent backup"):
        read(io.BytesIO(content), tmp_path)


def test_changed_bytes_are_noticed_though_the_zip_is_whole(tmp_path):
    manifest = {n: [len(b), hashlib.sha256(b).hexdigest()] for n, b in GOOD.items()}
    with pytest.raises(BackupError, match=r"not what backup\.json tells"):
        read(pack({**GOOD, "secret_key": b"yek"}, members=manifest), tmp_path)


def base_with(tmp_path, *statements):
    path = tmp_path / "base.sqlite3"
    with closing(sqlite3.connect(path)) as base:
        for table in sqlite_base.NEEDED:
            base.execute(f"CREATE TABLE {table} (x)")
        for statement in statements:
            base.execute(statement)
        base.commit()
    return path


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON people_user BEGIN DELETE FROM people_user; END",
        "CREATE TRIGGER clients_search_i AFTER INSERT ON people_user BEGIN DELETE FROM people_user; END",
        "CREATE VIEW people_team AS SELECT 1",
        "CREATE VIRTUAL TABLE v USING fts5(x)",
    ],
)
def test_a_base_with_code_that_is_not_ours_is_refused(tmp_path, statement):
    with (
        closing(sqlite3.connect(base_with(tmp_path, statement))) as base,
        pytest.raises(BackupError, match="did not put"),
    ):
        sqlite_base.drop_foreign_code(base)


def test_the_triggers_of_the_trail_are_dropped_to_be_installed_anew(tmp_path):
    path = base_with(
        tmp_path, "CREATE TRIGGER audit_x AFTER INSERT ON people_user BEGIN DELETE FROM history_auditentry; END"
    )
    with closing(sqlite3.connect(path)) as base:
        sqlite_base.drop_foreign_code(base)
        assert base.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone() == (0,)


def test_a_base_of_another_program_or_a_damaged_one_is_refused(tmp_path):
    with closing(sqlite3.connect(tmp_path / "other")) as base, pytest.raises(BackupError, match="no base of Arpent"):
        base.execute("CREATE TABLE t (x)")
        sqlite_base.drop_foreign_code(base)
    path = base_with(tmp_path)
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 4000)
    with closing(sqlite3.connect(path)) as base, pytest.raises(BackupError, match="damaged"):
        sqlite_base.count_rows(base)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the triggers of SQLite")
def test_every_trigger_and_virtual_table_of_a_fresh_base_is_known():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'audit!_%%' ESCAPE '!'", []
        )
        assert {n: sqlite_base.fingerprint(s) for n, s in cursor.fetchall()} == sqlite_base.KNOWN_TRIGGERS
        cursor.execute("SELECT name FROM pragma_table_list WHERE type = 'virtual' AND schema = 'main'")
        assert {n for (n,) in cursor.fetchall()} == sqlite_base.VIRTUAL_TABLES
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'view'")
        assert cursor.fetchone() == (0,)
