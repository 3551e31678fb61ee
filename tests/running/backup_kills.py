"""Kill `arpent backup` and `arpent restore` with SIGKILL at random steps, and look at what is left.

A step is an access to a path of the campaign's folder (Python's audit events: open, rename, link, mkdir, unlink,
connect to SQLite), so that short moments between two renames are hit as often as long copies. ``at_random_times`` kills
by the clock instead, which also hits the work of SQLite and of Django.
"""

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.prepared import make_home

ROOT = Path(__file__).resolve().parents[2]
STEPS = """
import os, signal, sys
folder, limit, steps = sys.argv[1], int(sys.argv[2]), 0
def hook(event, args):
    global steps
    if event.split(".")[0] in ("open", "os", "sqlite3", "shutil") and any(folder in str(a) for a in args[:2]):
        steps += 1
        if steps == limit:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
from arpent.site.cli import main
main(sys.argv[3:])
print("steps", steps)
"""


@dataclass
class Outcome:
    """``faults`` names each kill that left what must not be."""

    kills: int = 0
    whole: int = 0
    faults: list[str] = field(default_factory=list)


class Campaign:
    """``folder`` gets a home with one administrator and some files, and its backup."""

    def __init__(self, folder: Path, seed: int = 20261130) -> None:
        self.folder, self.home, self.backup = folder, folder / "home", folder / "b.zip"
        self.target = folder / "restored"
        self.rng = random.Random(seed)
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("ARPENT_", "DJANGO_"))}
        self.env |= {"PYTHONPATH": str(ROOT / "src")}
        make_home(self.home)
        self._run(self.home, "createadmin", "admin@firm.example")
        for number in range(20):
            path = self.home / f"uploads/deals/{number:02}.data"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(os.urandom(20_000))
        self._run(self.home, "new-epoch")
        self._run(self.home, "backup", str(self.backup))
        [self.epoch] = self._ask(self.home, "SELECT value FROM sync_epoch")
        self.people = self._ask(self.home, "SELECT count(*) FROM people_user")

    def kill_restores(self, kills: int, *, at_random_times: bool = False) -> Outcome:
        """Kill restores, each on what the one before left; then restore once to the end."""
        outcome = Outcome()
        steps, seconds = self._measure(self.folder / "measured", "restore", str(self.backup))
        for _ in range(kills):
            limit = 0 if at_random_times else self.rng.randint(1, steps)
            self._kill(self.target, limit, self.rng.uniform(0, seconds), "restore", str(self.backup))
            outcome.kills += 1
            if (self.target / "arpent.sqlite3").exists():
                outcome.whole += 1
                outcome.faults += self._faults_of(self.target, f"step {limit} of {steps}")
                self.target.rename(self.folder / f"whole-{outcome.kills}")
        self._run(self.target, "restore", str(self.backup))
        outcome.faults += self._faults_of(self.target, "the last one")
        if (self.folder / "restored.restoring").exists():
            outcome.faults.append("a leftover after the last one")
        return outcome

    def kill_backups(self, kills: int, *, at_random_times: bool = False) -> Outcome:
        """Kill backups; no file but a whole backup may be in their folder, and no copy of the base in the home."""
        outcome, place = Outcome(), self.folder / "backups"
        place.mkdir()
        before = sorted(p.name for p in self.home.iterdir())
        steps, seconds = self._measure(self.home, "backup", str(place / "measured.zip"))
        (place / "measured.zip").unlink()
        for number in range(kills):
            limit = 0 if at_random_times else self.rng.randint(1, steps)
            made = place / f"{number}.zip"
            self._kill(self.home, limit, self.rng.uniform(0, seconds), "backup", str(made))
            outcome.kills += 1
            outcome.whole += made.exists()
            outcome.faults += [f"step {limit}: {p.name}" for p in place.iterdir() if p != made]
            new = [p for p in self.home.iterdir() if p.name not in before and p.stat().st_size and "lock" not in p.name]
            outcome.faults += [
                f"step {limit}: {p.name} in the home" for p in new if not p.name.startswith("arpent.sqlite3-")
            ]
            if made.exists():
                self._run(self.folder / f"from-{number}", "restore", str(made))
                made.unlink()
        return outcome

    def _faults_of(self, home: Path, moment: str) -> list[str]:
        [verdict] = self._ask(home, "PRAGMA quick_check")
        faults = [] if verdict == ("ok",) else [f"{moment}: {verdict}"]
        if self._ask(home, "SELECT count(*) FROM people_user") != self.people:
            faults.append(f"{moment}: rows are missing")
        if self._ask(home, "SELECT value FROM sync_epoch") == [self.epoch]:
            faults.append(f"{moment}: the former epoch")
        if len(list((home / "uploads/deals").iterdir())) != 20:
            faults.append(f"{moment}: files are missing")
        return faults

    def _measure(self, home: Path, *args: str) -> tuple[int, float]:
        start = time.monotonic()
        done = subprocess.run(self._stepped(0, *args), env=self._env(home), capture_output=True, text=True, check=True)
        return int(done.stdout.split("steps")[-1]), time.monotonic() - start

    def _kill(self, home: Path, limit: int, after: float, *args: str) -> None:
        process = subprocess.Popen(
            self._stepped(limit, *args), env=self._env(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(120 if limit else after)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            process.wait()

    def _stepped(self, limit: int, *args: str) -> list[str]:
        return [sys.executable, "-c", STEPS, str(self.folder), str(limit), *args]

    def _run(self, home: Path, *args: str) -> None:
        command = [sys.executable, "-m", "arpent", *args]
        subprocess.run(command, env=self._env(home), check=True, capture_output=True, stdin=subprocess.DEVNULL)

    def _env(self, home: Path) -> dict[str, str]:
        return {**self.env, "ARPENT_HOME": str(home)}

    @staticmethod
    def _ask(home: Path, sql: str) -> list[tuple[object, ...]]:
        with contextlib.closing(sqlite3.connect(f"file:{home}/arpent.sqlite3?mode=ro", uri=True)) as base:
            return base.execute(sql).fetchall()
