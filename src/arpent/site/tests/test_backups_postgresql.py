"""Backup and restore on PostgreSQL, into databases of their own."""

import os
import signal
import subprocess
import sys
import zipfile
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings

from .test_backups import arpent, env_of, rewrite

URL = os.environ.get("ARPENT_DATABASE_URL", "")
POSTGRESQL = "postgresql" in settings.DATABASES["default"]["ENGINE"]
pytestmark = [pytest.mark.skipif(not POSTGRESQL, reason="needs PostgreSQL"), pytest.mark.postgresql]
# Ends the process without a trace right after the files were put in place, right before the commit.
KILLED = """
import os, signal, sys
import arpent.site.backups.restoring as restoring
real = restoring.put_in_place
def put(*args):
    if sys.argv[2] == "before": os.kill(os.getpid(), signal.SIGKILL)
    real(*args)
    os.kill(os.getpid(), signal.SIGKILL)
restoring.put_in_place = put
from arpent.site.cli import main
main(["restore", sys.argv[1]])
"""


def url_of(name):
    return urlunsplit(urlsplit(URL)._replace(path=f"/{name}"))


def ask(name, sql):
    with psycopg.connect(url_of(name), autocommit=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def databases():
    names = [f"arpent_backup_{os.getpid()}_{n}" for n in ("from", "into", "killed", "other")]
    with psycopg.connect(URL, autocommit=True) as connection:
        for name in names:
            connection.execute(f'CREATE DATABASE "{name}"')
        yield names
        for name in names:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def firm(databases, tmp_path_factory):
    folder = tmp_path_factory.mktemp("firm")
    url = url_of(databases[0])
    made = arpent(folder / "home", "createadmin", "admin@firm.example", ARPENT_DATABASE_URL=url)
    assert made.returncode == 0, made.stderr
    (folder / "home/uploads/deals").mkdir(parents=True)
    (folder / "home/uploads/deals/0a.data").write_text("paper")
    ask(databases[0], "INSERT INTO sync_epoch (id, value) VALUES (1, gen_random_uuid()) RETURNING id")
    ask(databases[0], "UPDATE history_sealingstate SET pending_id = 7, pending_xid = 10^15 RETURNING id")
    made = arpent(folder / "home", "backup", folder / "b.zip", ARPENT_DATABASE_URL=url)
    assert made.returncode == 0, made.stderr
    return folder


def test_a_backup_of_postgresql_is_restored_by_the_same_command(firm, databases):
    home, into = firm / "restored", databases[1]
    done = arpent(home, "restore", firm / "b.zip", ARPENT_DATABASE_URL=url_of(into))
    assert done.returncode == 0, done.stderr
    assert ask(into, "SELECT email FROM people_user") == [("admin@firm.example",)]
    assert ask(into, "SELECT value FROM sync_epoch") != ask(databases[0], "SELECT value FROM sync_epoch")
    rows = "SELECT id, at, before, after FROM history_auditentry ORDER BY id"
    assert ask(into, rows) == ask(databases[0], rows)
    assert ask(into, "SELECT pending_xid FROM history_sealingstate") in ([], [(0,)])
    assert (home / "uploads/deals/0a.data").read_text() == "paper"
    doctor = arpent(home, "doctor", ARPENT_DATABASE_URL=url_of(into))
    assert "[error]" not in doctor.stdout, doctor.stdout
    # Sequences go on after the highest row.
    made = arpent(home, "createadmin", "second@firm.example", ARPENT_DATABASE_URL=url_of(into))
    assert made.returncode == 0, made.stderr
    again = arpent(firm / "again", "restore", firm / "b.zip", ARPENT_DATABASE_URL=url_of(into))
    assert again.returncode == 1 and "is not empty" in again.stderr


def test_a_database_with_tables_of_another_program_is_refused(firm, databases):
    with psycopg.connect(url_of(databases[3]), autocommit=True) as connection:
        connection.execute("CREATE TABLE invoices (id int)")
    done = arpent(firm / "other", "restore", firm / "b.zip", ARPENT_DATABASE_URL=url_of(databases[3]))
    assert done.returncode == 1 and "is not empty" in done.stderr


def test_a_backup_of_postgresql_is_not_restored_to_sqlite(firm, tmp_path):
    done = arpent(tmp_path / "new", "restore", firm / "b.zip")
    assert done.returncode == 1 and "restored to PostgreSQL only" in done.stderr


def test_a_killed_restore_leaves_no_person_and_the_next_one_succeeds(firm, databases, tmp_path):
    home, into = tmp_path / "home", databases[2]

    def fewer(members):
        name = "database/people_user.copy"
        return {**members, name: b""}

    target_database = {"ARPENT_DATABASE_URL": url_of(into)}
    for moment in ("before", "after"):
        command = [sys.executable, "-c", KILLED, str(firm / "b.zip"), moment]
        killed = subprocess.run(command, env=env_of(home, **target_database), capture_output=True)
        assert killed.returncode == -signal.SIGKILL
        assert ask(into, "SELECT count(*) FROM people_user") == [(0,)]
    damaged = arpent(home, "restore", rewrite(firm / "b.zip", tmp_path / "bad.zip", fewer), **target_database)
    assert damaged.returncode == 1 and "not those that its backup.json names" in damaged.stderr
    done = arpent(home, "restore", firm / "b.zip", **target_database)
    assert done.returncode == 0, done.stderr
    assert ask(into, "SELECT count(*) FROM people_user") == [(1,)]
    assert (home / "uploads/deals/0a.data").exists()


def test_no_sql_of_a_backup_is_run(firm):
    with zipfile.ZipFile(firm / "b.zip") as z:
        assert b"CREATE" not in b"".join(z.read(n) for n in z.namelist() if n.startswith("database/"))
