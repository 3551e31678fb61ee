"""Server and worker killed in the middle of imports, undos, plans, sendings, backups and restores."""

import contextlib
import random
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.running.home import Home, wait_until

from .firm import Firm, NoteWriter, check_notes, shown
from .works import WORKS, Works, check_works, read


@dataclass
class Outcome:
    name: str
    facts: str
    wrong: list[str]

    @property
    def sound(self) -> bool:
        return not self.wrong

    def __str__(self) -> str:
        return f"{self.name}: {self.facts}; {len(self.wrong)} wrong" + "".join(f"\n  {w}" for w in self.wrong[:20])


def kill_at_work(folder: Path, *, kills: int, seed: int = 20261130) -> Outcome:
    """Kill a process of the installation ``kills`` times, each time in the middle of a piece of work."""
    rng, start = random.Random(seed), time.monotonic()
    home = Home(folder)
    firm = Firm(home, offers=max(3, kills // len(WORKS) + 1))
    home.start()
    killed = dict.fromkeys(("web child", "web", "worker", "run", "command"), 0)
    writer = None
    try:
        home.await_health()
        works, writer = Works(firm, firm.sign_in(), folder), NoteWriter(firm)
        writer.start()
        for n in range(kills):
            work = WORKS[n % len(WORKS)]
            worker = threading.Thread(target=works.do, args=(work,))
            worker.start()
            time.sleep(rng.uniform(0.0, 1.2))
            killed[_kill_one(home, works, work, rng)] += 1
            home.await_health()
            worker.join(300)
        writer.end()
        wait_until(lambda: not _open_jobs(firm), seconds=400, pause=1)
        lost, doubled = check_notes(read(firm, "SELECT title FROM clients_timelineentry WHERE kind = 'note'"), [writer])
        wrong = [f"lost {t}" for t in lost] + [f"doubled {t}" for t in doubled]
        failed = read(firm, "SELECT kind || ' ' || problem FROM history_job WHERE state = 'failed'")
        wrong += [f"job failed: {text}" for text in failed] + check_works(works)
        doctor = home.run("doctor", "--full")
        wrong += [line for line in doctor.stdout.splitlines() if line.startswith("[error]")]
    finally:
        if writer is not None:
            writer.end()
        home.end()
    journal = works.journal
    facts = (
        f"{sum(killed.values())} kills ({', '.join(f'{n} {who}' for who, n in killed.items())}) during"
        f" {len(journal.imports)} imports, {len(journal.undone)} undos, {journal.plans} plans, {len(journal.sent)}"
        f" sendings, {len(journal.backups)} backups, {len(journal.restores)} restores in {time.monotonic() - start:.0f}"
        f" s; {len(writer.answered)} notes stored ({shown(writer.answers)})"
    )
    return Outcome("kills", facts, wrong)


def _open_jobs(firm: Firm) -> list[str]:
    return read(firm, "SELECT id FROM history_job WHERE state IN ('waiting', 'running')")


def _kill_one(home: Home, works: Works, work: str, rng: random.Random) -> str:
    """Kill one process: a web process, the worker, the supervisor (then start again), or the command itself."""
    command = works.command
    if work in ("backup", "restore") and command is not None and command.poll() is None and rng.random() < 0.5:
        command.kill()
        return "command"
    # Mostly those that start again at once: a server that ends again and again is given longer and longer pauses.
    who = rng.choices(["web child", "worker", "web", "run"], [55, 35, 5, 5])[0]
    found = home.processes(who.split()[0])
    if who == "web child":
        masters = {p.pid for p in found}
        found = [p for p in found if p.ppid() in masters]
    for process in rng.sample(found, min(1, len(found))):
        with contextlib.suppress(psutil.Error):
            process.kill()
    if who == "run":
        wait_until(lambda: not home.processes("web") and not home.processes("worker"), seconds=60)
        home.start()
    return who
