"""Erase a person, lose the home, restore an older backup: the person does not come back.

And backups end after their days.
"""

import datetime as dt
import os
import subprocess
import sys
import zipfile

import psycopg
import pytest
from django.conf import settings

from arpent.privacy.testing import CANARIES, plain
from arpent.site.backups import BackupError, check_keeping, delete_older
from tests.prepared import make_home

from .test_backup_files import GOOD, pack
from .test_backups import arpent, env_of
from .test_backups_postgresql import URL, url_of

POSTGRESQL = "postgresql" in settings.DATABASES["default"]["ENGINE"]
SET_UP = """
import sys
import django; django.setup()
from django.core.management import call_command
from django.utils import timezone
"""
# Makes a person, a backup, erases the person, and makes another backup. Arguments: the paths of both.
ERASE_BETWEEN_BACKUPS = (
    SET_UP
    + """
from arpent.clients.models import Contact
from arpent.clients.public import create_company, record_on_timeline, save_contact
from arpent.people.public import User
from arpent.privacy.actions.erasing import erase_person
from arpent.privacy.queries.subjects import subject_of
from arpent.privacy.testing import EMAIL, FIRST, LAST, NAME, PHONE
call_command("createadmin", "admin@firm.example")
by, at = User.objects.first(), timezone.now()
site = {"postcode": "69003", "city": "Lyon"}
company = create_company(by=by, at=at, values={"name": "Pompes Testard", "relationship": "customer"}, site=site)
values = {"first_name": FIRST, "last_name": LAST, "email": EMAIL, "phone": PHONE}
save_contact(company_id=company.pk, by=by, at=at, values=values)
record_on_timeline(company_id=company.pk, by=by, at=at, kind="note", title=f"Appel de {NAME}", body=f"Écrire à {EMAIL}")
call_command("backup", sys.argv[1])
[pk] = Contact.objects.unscoped("a test").filter(last_name=LAST).values_list("pk", flat=True)
erase_person(subject=subject_of("contact", pk), by=by, at=at, basis="request")
call_command("backup", sys.argv[2])
"""
)
TRACES = (
    SET_UP
    + """
from arpent.privacy.testing import canaries_in_base
print(canaries_in_base())
"""
)


def run(home, script, *arguments, **more):
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, env=env_of(home, **more), capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def erased_after_a_backup(folder, **more):
    """Make a home with a person, a backup of it, then erase the person and make another backup."""
    if not more:
        make_home(folder / "home")
    run(folder / "home", ERASE_BETWEEN_BACKUPS, folder / "before.zip", folder / "after.zip", **more)
    return folder


@pytest.fixture(scope="module")
def firm(tmp_path_factory):
    return erased_after_a_backup(tmp_path_factory.mktemp("firm"))


def traces_on_disk(home):
    texts = {p.name: plain(p.read_bytes().decode("utf-8", "ignore")) for p in home.rglob("*") if p.is_file()}
    return [(name, w) for name, text in texts.items() for w in CANARIES if w in text]


def test_a_restore_of_an_older_backup_erases_again_whom_the_given_ledger_knows(firm, tmp_path):
    ledger = firm / "home/erasures.jsonl"
    assert ledger.stat().st_mode & 0o777 == 0o600
    done = arpent(tmp_path / "new", "restore", firm / "before.zip", "--erasures", ledger)
    assert done.returncode == 0, done.stderr
    assert "1 persons found and erased" in done.stderr
    assert run(tmp_path / "new", TRACES) == "[]"
    assert traces_on_disk(tmp_path / "new") == []
    doctor = arpent(tmp_path / "new", "doctor").stdout
    assert "1 erasures were made again" in doctor and "tampered" not in doctor


def test_the_ledger_of_a_home_whose_base_is_lost_is_found(firm, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "erasures.jsonl").write_bytes((firm / "home/erasures.jsonl").read_bytes())
    done = arpent(home, "restore", firm / "before.zip")
    assert done.returncode == 0 and "1 persons found and erased" in done.stderr
    assert run(home, TRACES) == "[]"


def test_a_restore_without_a_newer_ledger_says_so_and_one_given_later_is_applied(firm, tmp_path):
    done = arpent(tmp_path / "new", "restore", firm / "before.zip")
    assert done.returncode == 0 and "repeat-erasures" in done.stderr
    assert run(tmp_path / "new", TRACES) != "[]"
    absent = arpent(tmp_path / "new", "repeat-erasures", tmp_path / "absent.jsonl")
    assert absent.returncode == 1
    done = arpent(tmp_path / "new", "repeat-erasures", firm / "home/erasures.jsonl")
    assert done.returncode == 0, done.stderr
    assert run(tmp_path / "new", TRACES) == "[]"


def test_a_backup_made_after_the_erasure_contains_the_ledger_and_nothing_of_the_person(firm, tmp_path):
    with zipfile.ZipFile(firm / "after.zip") as z:
        assert "erasures.jsonl" in z.namelist()
        z.extractall(tmp_path)
    assert traces_on_disk(tmp_path) == []


def test_a_ledger_that_is_no_file_restores_nothing(firm, tmp_path):
    done = arpent(tmp_path / "new", "restore", firm / "before.zip", "--erasures", tmp_path / "absent")
    assert done.returncode == 1 and "--erasures" in done.stderr
    assert not (tmp_path / "new/arpent.sqlite3").exists()


@pytest.mark.postgresql
@pytest.mark.skipif(not POSTGRESQL, reason="needs PostgreSQL")
def test_on_postgresql_a_restored_older_backup_is_erased_again(tmp_path):
    names = [f"arpent_erasures_{os.getpid()}_{n}" for n in ("from", "into")]
    with psycopg.connect(URL, autocommit=True) as connection:
        for name in names:
            connection.execute(f'CREATE DATABASE "{name}"')
        try:
            erased_after_a_backup(tmp_path, ARPENT_DATABASE_URL=url_of(names[0]))
            other_database = {"ARPENT_DATABASE_URL": url_of(names[1])}
            ledger = tmp_path / "home/erasures.jsonl"
            done = arpent(tmp_path / "new", "restore", tmp_path / "before.zip", "--erasures", ledger, **other_database)
            assert done.returncode == 0, done.stderr
            assert run(tmp_path / "new", TRACES, **other_database) == "[]"
        finally:
            for name in names:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def backup_of(path, day):
    path.write_bytes(pack(GOOD, made_at=f"{day}T02:30:00+00:00").getvalue())


def test_only_older_backups_of_the_same_name_are_deleted(tmp_path):
    for day in ("2026-10-01", "2026-10-26", "2026-11-30"):
        backup_of(tmp_path / f"arpent-{day}.zip", day)
    backup_of(tmp_path / "arpent-2026-10-02.zip", "2026-11-20")  # made later than its name says
    backup_of(tmp_path / "client-2026-10-01.zip", "2026-10-01")
    (tmp_path / "arpent-2026-10-03.zip").write_bytes(b"no backup")
    (tmp_path / "arpent-2026-13-99.zip").write_bytes(b"no day")
    (tmp_path / "arpent-2026-10-04.zip").symlink_to(tmp_path / "client-2026-10-01.zip")
    with zipfile.ZipFile(tmp_path / "arpent-2026-10-05.zip", "w") as z:
        z.writestr("letters.txt", "not ours")
    (tmp_path / "arpent-2026-10-06.zip").write_bytes(b"age-encryption.org/v1\n")
    before = {p.name for p in tmp_path.iterdir()}
    deleted = delete_older(tmp_path / "arpent-2026-11-30.zip", 35, dt.date(2026, 11, 30))
    assert {p.name for p in deleted} == {"arpent-2026-10-01.zip", "arpent-2026-10-06.zip"}
    assert before - {p.name for p in tmp_path.iterdir()} == {p.name for p in deleted}


@pytest.mark.parametrize(
    ("name", "days"), [("arpent.zip", 35), ("a-2026-11-30-2026-11-29.zip", 35), ("a-2026-11-30.zip", 0)]
)
def test_a_rule_that_could_reach_too_far_is_refused(tmp_path, name, days):
    with pytest.raises(BackupError):
        check_keeping(tmp_path / name, days)


def test_the_command_deletes_older_backups_once_the_new_one_is_there(firm, tmp_path):
    backup_of(tmp_path / "arpent-2020-01-01.zip", "2020-01-01")
    nameless = arpent(firm / "home", "backup", tmp_path / "arpent.zip", "--keep-days", 35)
    assert nameless.returncode == 1 and not (tmp_path / "arpent.zip").exists()
    done = arpent(firm / "home", "backup", tmp_path / "arpent-2020-03-01.zip", "--keep-days", 35)
    assert done.returncode == 0, done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["arpent-2020-03-01.zip"]
