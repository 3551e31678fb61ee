"""The pieces of work that are killed in the middle, and what must hold of each afterwards."""

import contextlib
import datetime as dt
import re
import sqlite3
import subprocess
import sys
import urllib.request
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from tests.running.home import Person

from .firm import BROKEN, Firm

ROWS = 600
WORKS = ("import", "undo", "plan", "send", "backup", "restore")


@dataclass
class Journal:
    """What was asked for. Values say whether it was answered: what was not may be done or not, but whole."""

    imports: dict[str, bool] = field(default_factory=dict)  # by the prefix of its companies
    files: dict[str, str] = field(default_factory=dict)  # prefix: id of the import's file
    undone: dict[str, bool] = field(default_factory=dict)  # by prefix
    plans: int = 0
    sent: dict[str, bool] = field(default_factory=dict)  # by offer
    backups: dict[Path, bool] = field(default_factory=dict)
    restores: dict[Path, bool] = field(default_factory=dict)


class Works:
    """Carries out one piece of work at a time, as a person does from pages and an operator from a terminal."""

    def __init__(self, firm: Firm, person: Person, folder: Path) -> None:
        self.firm, self.person, self.folder = firm, person, folder
        self.journal = Journal()
        self.offers = list(firm.offers)
        self.command: subprocess.Popen[bytes] | None = None

    def do(self, name: str) -> None:
        with contextlib.suppress(*BROKEN):  # what was asked for and not answered is in the journal as such
            getattr(self, f"_{name}")()

    def _import(self) -> None:
        prefix = f"K{uuid4().hex[:12]}"
        rows = "".join(f"{prefix} {n};69003;Lyon\n" for n in range(ROWS))
        status, page = self._upload("/imports/", f"nom;code postal;ville\n{rows}", f"{prefix}.csv")
        found = re.search(r"/imports/([0-9a-f-]{36})/", page)
        if status != 200 or found is None:
            return
        self.journal.files[prefix], self.journal.imports[prefix] = found[1], False
        status, _headers, _page = self.person.post(f"/imports/{found[1]}/run")
        self.journal.imports[prefix] = status == 200

    def _upload(self, path: str, text: str, name: str) -> tuple[int, str]:
        token = next((c.value for c in self.person.jar if c.name == "csrftoken"), "")
        mark = uuid4().hex
        body = (
            f"--{mark}\r\nContent-Disposition: form-data;"
            f' name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n--{mark}\r\nContent-Disposition: form-data; name="file";'
            f' filename="{name}"\r\n\r\n{text}\r\n--{mark}--\r\n'
        )
        request = urllib.request.Request(
            self.firm.home.address + path,
            data=body.encode(),
            headers={"Content-Type": f"multipart/form-data; boundary={mark}"},
        )
        with self.person.opener.open(request, timeout=60) as answer:
            return answer.status, answer.url + answer.read().decode()

    def _undo(self) -> None:
        done = [p for p, answered in self.journal.imports.items() if answered and p not in self.journal.undone]
        for prefix in done:
            rows = read(
                self.firm,
                "SELECT o.id FROM imports_importfile f JOIN history_operation o ON o.id = f.operation_id "
                "WHERE f.id = ? AND f.state = 'done'",
                self.journal.files[prefix].replace("-", ""),
            )
            if rows:
                self.journal.undone[prefix] = False
                status, _headers, _page = self.person.post(f"/history/{rows[0]}/undo")
                self.journal.undone[prefix] = status == 200
                return

    def _plan(self) -> None:
        self.journal.plans += 1
        self.person.post("/agenda/plan", person=self.firm.person_id, week=next_week())

    def _send(self) -> None:
        if self.offers:
            offer = self.offers.pop()
            self.journal.sent[offer] = False
            status, _headers, _page = self.person.post(f"/offers/{offer}/send", name="Cliente", email="")
            self.journal.sent[offer] = status == 200

    def _backup(self) -> None:
        target = self.folder / f"{uuid4().hex}.zip"
        self.journal.backups[target] = False
        self.journal.backups[target] = self._run("backup", target) == 0

    def _restore(self) -> None:
        whole = [b for b, done in self.journal.backups.items() if done]
        if whole:
            home = self.folder / f"home-{uuid4().hex[:8]}"
            self.journal.restores[home] = False
            self.journal.restores[home] = self._run("restore", whole[-1], home) == 0

    def _run(self, name: str, file: Path, home: Path | None = None) -> int:
        env = {**self.firm.home.env, "ARPENT_HOME": str(home or self.firm.home.path)}
        self.command = subprocess.Popen(
            [sys.executable, "-m", "arpent", name, str(file)],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self.command.communicate(timeout=300)
        return self.command.returncode


def next_week() -> str:
    year, week, _ = (dt.datetime.now(dt.UTC) + dt.timedelta(days=7)).isocalendar()
    return f"{year}-W{week:02d}"


def read(firm: Firm, sql: str, *values: str) -> list[str]:
    """Return the first column of a query on the base, read from outside."""
    with closing(sqlite3.connect(f"file:{firm.home.path}/arpent.sqlite3?mode=ro", uri=True, timeout=30)) as base:
        return [r[0] for r in base.execute(sql, values)]


def check_works(works: Works) -> list[str]:
    """Return what does not hold: lost, doubled, half done."""
    journal, firm, wrong = works.journal, works.firm, []
    for prefix, answered in journal.imports.items():
        names = read(firm, "SELECT name FROM clients_company WHERE name LIKE ?", f"{prefix} %")
        wanted = {0, ROWS} if prefix in journal.undone or not answered else {ROWS}
        if journal.undone.get(prefix):
            wanted = {0}
        if len(names) not in wanted or len(set(names)) != len(names):
            wrong.append(f"import {prefix}: {len(names)} companies ({len(set(names))} names), wanted {sorted(wanted)}")
    drafts = read(firm, "SELECT week FROM agenda_plan WHERE state = 'draft'")
    if len(set(drafts)) != len(drafts):
        wrong.append(f"{len(drafts)} drafts for one week")
    for offer, answered in journal.sent.items():
        states = read(firm, "SELECT state FROM offers_offerversion WHERE offer_id = ?", offer.replace("-", ""))
        links = read(
            firm,
            "SELECT l.id FROM offers_offerlink l JOIN offers_offerversion v ON v.id = l.version_id "
            "WHERE v.offer_id = ?",
            offer.replace("-", ""),
        )
        whole = {("sent", 1)} if answered else {("sent", 1), ("draft", 0)}
        if len(states) != 1 or (states[0], len(links)) not in whole:
            wrong.append(f"offer {offer}: {states}, {len(links)} links, answered: {answered}")
    wrong += [f"{path} is no whole backup" for path in journal.backups if path.exists() and not is_whole(path)]
    wrong += [
        f"{path} was answered and is not there" for path, done in journal.backups.items() if done and not path.exists()
    ]
    for home, done in journal.restores.items():
        base = home / "arpent.sqlite3"
        if done and not base.exists():
            wrong.append(f"{home} was restored and holds no base")
        if base.exists():
            with closing(sqlite3.connect(base)) as opened:
                [verdict] = opened.execute("PRAGMA quick_check").fetchone()
            if verdict != "ok":
                wrong.append(f"{home}: {verdict}")
    wrong += [f"left over: {p.name}" for p in firm.home.path.rglob("*.part")]
    return wrong


def is_whole(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as z:
            return z.testzip() is None and "backup.json" in z.namelist()
    except zipfile.BadZipFile:
        return False
