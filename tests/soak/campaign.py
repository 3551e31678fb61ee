"""2,000 reports on their way from a browser to the real server, while both are killed and the road between them is bad.

A report whose storing the page confirmed must be on the server in the end: once, as it was
written, and in conflict with nothing.
"""

import contextlib
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Error, sync_playwright

from tests.prepared import make_home

from .proxy import Proxy
from .result import Result
from .scripts import PROBLEMS, REPORT, SEND, SETUP, STORED, WRITE

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
EMAIL, PASSWORD = "olga@firm.example", "cheval-agrafe-batterie"


class Campaign:
    def __init__(self, folder: Path, chromium: str, *, visits: int, kills: int, seed: int = 20261124) -> None:
        self.home, self.profile = folder / "home", folder / "profile"
        make_home(self.home)
        self.chromium, self.visits, self.kills = chromium, visits, kills
        self.backup = folder / "night.zip"
        self.rng = random.Random(seed)
        self.server: subprocess.Popen[bytes] | None = None
        self.port = _free_port()
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("ARPENT_", "DJANGO_"))}
        self.env |= {
            "ARPENT_HOME": str(self.home),
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "arpent.site.settings",
        }
        self.proxy = Proxy(self.port, seed=seed)
        self.address = f"http://127.0.0.1:{self.proxy.port}"
        self.bodies: dict[str, list[str]] = {}  # by id: what was asked to be written, in order
        self.confirmed: dict[str, str] = {}  # by id: the last text whose finishing the page confirmed
        self.result = Result()

    def run(self) -> Result:
        start = time.monotonic()
        script = f"EMAIL, PASSWORD = {EMAIL!r}, {PASSWORD!r}\n{SETUP}"
        done = subprocess.run([sys.executable, "-c", script], env=self.env, capture_output=True, text=True, check=True)
        self.companies = done.stdout.split()
        self._start_server()
        try:
            with sync_playwright() as p:
                self.p = p
                self._open(first=True)
                self._write_and_kill()
                self._drain()
                self._check()
                self.result.seconds = time.monotonic() - start
                self._restore()
                self._drain()
                self._check(restored=True)
                self.context.close()
        finally:
            self._kill_server()
            self.proxy.stop()
        self.result.counts = self.proxy.counts
        self.result.seconds_back = time.monotonic() - start - self.result.seconds
        return self.result

    # The two that are killed

    def _start_server(self) -> None:
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "arpent.site.wsgi:application",
            "--bind",
            f"127.0.0.1:{self.port}",
            "--workers",
            "1",
            "--threads",
            "4",
            "--worker-class",
            "gthread",
            "--log-level",
            "error",
            "--no-control-socket",
        ]
        log = (self.home.parent / "server.log").open("ab")
        self.server = subprocess.Popen(command, env=self.env, start_new_session=True, stdout=log, stderr=log)

    def _kill_server(self) -> None:
        if self.server is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait(10)

    def _await_server(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError((self.home.parent / "server.log").read_text())

    def _open(self, *, first: bool = False) -> None:
        self.context = self.p.chromium.launch_persistent_context(
            str(self.profile), executable_path=self.chromium, args=FLAGS, headless=True
        )
        self.page = self.context.pages[0]
        if first:
            self._await_server()
            self.page.goto(f"{self.address}/account/login/?next=/field/")
            self.page.fill("[name=login]", EMAIL)
            self.page.fill("[name=password]", PASSWORD)
            self.page.click("main form button.btn-primary")
            self.page.wait_for_selector("#state", state="attached")
            self._until("async () => !!(await document.querySelector('arpent-field').model.outbox?.meta('token'))")
            self._until("async () => !!(await caches.match('/field/'))")
        else:
            self.page.goto(f"{self.address}/field/")
            self._until("async () => !!document.querySelector('arpent-field')?.model?.outbox")
        self.page.evaluate(
            "() => { const m = document.querySelector('arpent-field').model; m.sender.timeout = 400;"
            " m.sender.fileTimeout = 1000; }"
        )

    def _until(self, question: str) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.page.evaluate(question):
                return
            time.sleep(0.1)
        raise RuntimeError(f"never: {question}\n{self.page.inner_text('body')[:2000]}")

    def _kill_browser(self) -> None:
        """Kill every process of this profile, as a dead battery does."""
        found = subprocess.run(
            ["pgrep", "-f", f"user-data-dir={self.profile}"], capture_output=True, text=True, check=False
        )
        for pid in found.stdout.split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        with contextlib.suppress(Error):
            self.context.close()
        (self.profile / "SingletonLock").unlink(missing_ok=True)

    # The day

    def _write_and_kill(self) -> None:
        moments = [self.rng.uniform(0.02, 0.98) * self.visits for _ in range(2 * self.kills)]
        plan = sorted(zip(moments, ["browser"] * self.kills + ["server"] * self.kills, strict=True))
        while len(self.confirmed) < self.visits:
            if not self.backup.exists() and len(self.confirmed) >= self.visits // 2:
                self._back_up()
            if plan and len(self.confirmed) >= plan[0][0]:
                self._kill(plan.pop(0)[1])
            self._write(20, wait=True)
        for _moment, who in plan:
            self._write(0, wait=False)
            self._kill(who)

    def _kill(self, who: str) -> None:
        self._write(5, wait=False)
        time.sleep(self.rng.uniform(0.0, 0.25))
        if who == "server":
            self._kill_server()
            self._start_server()
            self.result.server_kills += 1
            return
        self._kill_browser()
        self.result.browser_kills += 1
        self._open()
        # What the page confirmed before it died counts; the rest may be there or not, whole.
        self._learn()

    def _write(self, count: int, *, wait: bool) -> None:
        """Have the page write reports and send meanwhile; ``wait`` for what it confirms, or leave it in the middle."""
        jobs = []
        for _ in range(count):
            again = self.confirmed and self.rng.random() < 0.25
            key = self.rng.choice(list(self.confirmed)) if again else str(uuid4())
            text = f"{key} {len(self.bodies.get(key, []))} " + "é" * self.rng.randrange(1, 400)
            self.bodies.setdefault(key, []).append(text)
            jobs.append(
                {"id": key, "text": text, "company": self.rng.choice(self.companies), "file": self.rng.random() < 0.05}
            )
        if not wait:
            self.page.evaluate(f"(jobs) => {{ void ({WRITE})(jobs); }}", jobs)
        else:
            self.page.evaluate(WRITE, jobs)
            for key, text in self.page.evaluate("() => globalThis.soakWritten"):
                self.confirmed[key] = text

    def _learn(self) -> None:
        for key, text in self.page.evaluate(STORED):
            if text in self.bodies.get(key, []):
                self.confirmed[key] = text

    def _drain(self) -> None:
        """Have the page send until nothing is left; the road stays bad to the end."""
        self._await_server()
        self._learn()
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            left = self.page.evaluate(SEND)
            if not left:
                return
        raise RuntimeError(f"{left} still here: {self.page.evaluate(PROBLEMS)}")

    def _back_up(self) -> None:
        """Take last night's backup, in the middle of the day, while all goes on."""
        subprocess.run(
            [sys.executable, "-m", "arpent", "backup", str(self.backup)], env=self.env, check=True, capture_output=True
        )

    def _restore(self) -> None:
        """Lose the server; go on with last night's backup in its place."""
        self._kill_server()
        self.home = self.home.with_name("restored")
        self.env["ARPENT_HOME"] = str(self.home)
        subprocess.run(
            [sys.executable, "-m", "arpent", "restore", str(self.backup)], env=self.env, check=True, capture_output=True
        )
        there = self._stored()
        self.result.missing_after_restore = sum(1 for key in self.confirmed if key.replace("-", "") not in there)
        self._start_server()
        self._await_server()
        self._until(REPORT)

    def _stored(self) -> dict[str, str]:
        with contextlib.closing(sqlite3.connect(f"file:{self.home}/arpent.sqlite3?mode=ro", uri=True)) as base:
            return dict(base.execute("SELECT id, said FROM visits_visit"))

    def _check(self, *, restored: bool = False) -> None:
        """Compare the server's base with what was written."""
        base = sqlite3.connect(f"file:{self.home}/arpent.sqlite3?mode=ro", uri=True)
        stored = dict(base.execute("SELECT id, said FROM visits_visit"))
        files = base.execute("SELECT count(*), count(DISTINCT id) FROM visits_attachment").fetchone()
        states = dict(base.execute("SELECT state, count(*) FROM sync_submissionversion GROUP BY state"))
        entries = base.execute("SELECT count(*) FROM clients_timelineentry WHERE kind = 'visit'").fetchone()[0]
        [verdict] = base.execute("PRAGMA integrity_check").fetchone()
        r = self.result
        r.confirmed = len(self.confirmed)
        if restored:
            r.back = sum(1 for key, text in self.confirmed.items() if stored.get(key.replace("-", "")) == text)
            return
        for key, text in self.confirmed.items():
            there = stored.get(key.replace("-", ""))
            if there is None:
                r.lost.append(key)
            elif there != text and (
                there not in self.bodies[key] or self.bodies[key].index(there) < self.bodies[key].index(text)
            ):
                versions = base.execute(
                    "SELECT v.seq, v.base_revision, v.revision, v.state, json_extract(v.body, '$.said')"
                    " FROM sync_submissionversion v"
                    " JOIN sync_submission i ON i.id = v.submission_id WHERE i.key = ? ORDER BY v.seq",
                    (key.replace("-", ""),),
                )
                numbered = [
                    (*row[:4], self.bodies[key].index(row[4]) if row[4] in self.bodies[key] else "?")
                    for row in versions
                ]
                r.altered.append(
                    f"{key}: confirmed {self.bodies[key].index(text)}, there {there[:40]}, versions {numbered}"
                )
        ours = {k.replace("-", "") for k in self.bodies}
        r.doubled = [k for k in stored if k not in ours]
        if files[0] != files[1] or entries != len(stored):
            r.doubled.append("files or timeline")
        r.conflicts = states.get("conflict", 0)
        r.unexplained = sum(n for s, n in states.items() if s not in ("applied", "superseded", "conflict")) + (
            verdict != "ok"
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
