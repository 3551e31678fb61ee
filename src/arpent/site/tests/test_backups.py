"""Backup and restore as commands, in processes of their own: what an administrator sees, and what a kill leaves."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from arpent.site import backups
from tests.prepared import make_home

SOURCE = str(Path(backups.__file__).parents[3])
# Stores files and rows while a backup runs, in the order of every action: the file, then the row that names it.
WRITER = """
import io
import django; django.setup()
from django.utils import timezone
from arpent.imports.public import receive_file
from arpent.people.public import User
by = User.objects.first()
for number in range(10**6):
    receive_file(by=by, at=timezone.now(), name=f"{number}.csv", content=io.BytesIO(b"nom\\nPompes %d\\n" % number))
    number or print("at work", flush=True)
"""


def env_of(home, **more):
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("ARPENT_", "DJANGO_"))}
    return {
        **inherited,
        "ARPENT_HOME": str(home),
        "PYTHONPATH": SOURCE,
        "DJANGO_SETTINGS_MODULE": "arpent.site.settings",
        **more,
    }


def arpent(home, *args, **more):
    command = [sys.executable, "-m", "arpent", *map(str, args)]
    return subprocess.run(command, env=env_of(home, **more), capture_output=True, text=True, stdin=subprocess.DEVNULL)


def ask(home, sql):
    with closing(sqlite3.connect(f"file:{home}/arpent.sqlite3?mode=ro", uri=True)) as base:
        return base.execute(sql).fetchall()


def rewrite(source, target, change):
    """Copy a backup with other members: ``change`` takes and returns their bytes by name."""
    with zipfile.ZipFile(source) as z:
        members = change({n: z.read(n) for n in z.namelist()})
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in members.items():
            z.writestr(name, content)
    return target


@pytest.fixture(scope="module")
def firm(tmp_path_factory):
    """A home with an administrator and a file, and its backup, made while rows and files were written."""
    folder = tmp_path_factory.mktemp("firm")
    home = make_home(folder / "home")
    assert arpent(home, "createadmin", "admin@firm.example").returncode == 0
    writer = subprocess.Popen([sys.executable, "-c", WRITER], env=env_of(home), stdout=subprocess.PIPE, text=True)
    try:
        assert writer.stdout.readline()
        made = arpent(home, "backup", folder / "b.zip")
        assert writer.poll() is None, "the writer was at work all the time"
    finally:
        writer.kill()
        writer.wait()
    assert made.returncode == 0 and "rows checked" in made.stdout, made.stderr
    return folder


@pytest.fixture(scope="module")
def restored(firm):
    home = firm / "restored"
    done = arpent(home, "restore", firm / "b.zip")
    assert done.returncode == 0 and "restored and checked" in done.stdout, done.stderr
    return home


def test_every_file_that_a_copied_row_names_is_in_a_backup_made_under_writes(firm, restored):
    named = {name for (name,) in ask(restored, "SELECT stored_as FROM imports_importfile")}
    assert named and named <= {p.name for p in (restored / "uploads/imports").iterdir()}


def test_a_restored_database_has_the_rows_of_the_manifest_and_another_epoch(firm, restored):
    manifest = json.loads(zipfile.ZipFile(firm / "b.zip").read("backup.json"))
    assert ask(restored, "SELECT count(*) FROM imports_importfile") == [(manifest["rows"]["imports_importfile"],)]
    assert ask(restored, "SELECT value FROM sync_epoch") != ask(firm / "home", "SELECT value FROM sync_epoch")
    assert not (firm / "restored.restoring").exists()


def test_the_doctor_finds_a_restored_home_sound(restored):
    doctor = arpent(restored, "doctor")
    assert doctor.returncode == 0, doctor.stdout


def test_what_is_no_backup_is_refused(tmp_path):
    (tmp_path / "bad.zip").write_bytes(b"no")
    assert arpent(tmp_path / "new", "restore", tmp_path / "bad.zip").returncode == 1


def test_only_the_owner_reads_a_backup_and_a_restored_home(firm, restored):
    assert (firm / "b.zip").stat().st_mode & 0o077 == 0
    assert [p for p in [restored, *restored.rglob("*")] if p.stat().st_mode & 0o077] == []


def test_a_backup_never_replaces_a_file(firm):
    before = (firm / "b.zip").read_bytes()
    again = arpent(firm / "home", "backup", firm / "b.zip")
    assert again.returncode == 1 and "existe déjà" in again.stderr
    assert (firm / "b.zip").read_bytes() == before


def test_a_home_with_a_base_is_never_replaced(firm, restored):
    again = arpent(restored, "restore", firm / "b.zip")
    assert again.returncode == 1 and "already holds a base" in again.stderr


@pytest.mark.parametrize(
    ("url", "word"),
    [("postgresql://x@127.0.0.1:1/x", "restored to SQLite only"), ("sqlite:////x.db", "unset ARPENT_DATABASE_URL")],
)
def test_a_backup_of_sqlite_is_restored_to_the_home_only(firm, tmp_path, url, word):
    done = arpent(tmp_path / "new", "restore", firm / "b.zip", ARPENT_DATABASE_URL=url)
    assert done.returncode == 1 and word in done.stderr


def test_rows_that_differ_from_the_manifest_leave_nothing_usable(firm, tmp_path):
    def fewer(members):
        manifest = json.loads(members["backup.json"])
        manifest["rows"]["people_user"] += 1
        return {**members, "backup.json": json.dumps(manifest).encode()}

    done = arpent(tmp_path / "new", "restore", rewrite(firm / "b.zip", tmp_path / "bad.zip", fewer))
    assert done.returncode == 1 and "nothing was restored" in done.stderr
    assert list((tmp_path / "new").iterdir()) == [] and not (tmp_path / "new.restoring").exists()


def test_a_base_without_one_of_its_tables_is_refused_in_a_sentence(firm, tmp_path):
    def without_epochs(members):
        path = tmp_path / "base.sqlite3"
        path.write_bytes(members["database.sqlite3"])
        with closing(sqlite3.connect(path)) as base:
            base.execute("DROP TABLE sync_epoch")
            base.commit()
        manifest, content = json.loads(members["backup.json"]), path.read_bytes()
        del manifest["rows"]["sync_epoch"]
        manifest["members"]["database.sqlite3"] = [len(content), hashlib.sha256(content).hexdigest()]
        return {**members, "database.sqlite3": content, "backup.json": json.dumps(manifest).encode()}

    done = arpent(tmp_path / "new", "restore", rewrite(firm / "b.zip", tmp_path / "bad.zip", without_epochs))
    assert done.returncode == 1 and "not the shape it tells" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "new" / "arpent.sqlite3").exists()


def test_a_forged_backup_places_nothing(firm, tmp_path):
    def forged(members):
        return {**members, "cache/x.djcache": b"pickle"}

    done = arpent(tmp_path / "new", "restore", rewrite(firm / "b.zip", tmp_path / "bad.zip", forged))
    assert done.returncode == 1 and "cache/x.djcache" in done.stderr
    assert list((tmp_path / "new").iterdir()) == [] and not (tmp_path / "new.restoring").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux")
def test_a_full_disk_ends_a_backup_in_a_sentence_and_leaves_nothing(firm, tmp_path):
    # A limit on the size of files simulates a full disk: the write fails at the same place.
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "import errno, os\n"
        "import arpent.site.backups.places as places\n"
        "real = places.Draft.__init__\n"
        "def full(self, target):\n"
        "    real(self, target); self.file.close(); self.file = open('/dev/full', 'w+b', buffering=0)\n"
        "places.Draft.__init__ = full\n"
        "from arpent.site.cli import main; main(['backup', sys.argv[1]])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "b.zip")],
        env=env_of(firm / "home"),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and "is full: make room" in done.stderr and "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_leftover_of_a_restore_is_named_and_hinders_a_new_base(firm, tmp_path):
    home, leftover = tmp_path / "home", tmp_path / "home.restoring"
    (leftover / "uploads").mkdir(parents=True)
    doctor = arpent(home, "doctor")
    assert doctor.returncode == 1 and "run `arpent restore FILE` again" in doctor.stdout
    assert "start `arpent run` once" not in doctor.stdout.split("trigger")[0]
    begun = arpent(home, "createadmin", "a@firm.example")
    assert begun.returncode == 1 and "run `arpent restore FILE` again" in begun.stderr
    done = arpent(home, "restore", firm / "b.zip")  # also after doctor has made an empty base
    assert done.returncode == 0 and not leftover.exists()
    assert ask(home, "SELECT count(*) FROM people_user") == [(1,)]


def test_an_encrypted_backup_is_restored_with_its_key_alone(firm, tmp_path):
    from pyrage import x25519

    key = x25519.Identity.generate()
    (tmp_path / "key").write_text(f"{key}\n")
    manifest = {"ARPENT_BACKUP_RECIPIENTS": str(key.to_public())}
    made = arpent(firm / "home", "backup", tmp_path / "b.age", "--encrypt", **manifest)
    assert made.returncode == 0 and "encrypted" in made.stdout, made.stderr
    assert b"SQLite format 3" not in (tmp_path / "b.age").read_bytes()
    closed = arpent(tmp_path / "new", "restore", tmp_path / "b.age")
    assert closed.returncode == 1 and "--identity" in closed.stderr
    done = arpent(tmp_path / "new", "restore", tmp_path / "b.age", "--identity", tmp_path / "key")
    assert done.returncode == 0, done.stderr


def test_a_new_epoch_for_a_manually_restored_database(restored):
    before = ask(restored, "SELECT value FROM sync_epoch")
    assert arpent(restored, "new-epoch").returncode == 0
    assert ask(restored, "SELECT value FROM sync_epoch") != before
