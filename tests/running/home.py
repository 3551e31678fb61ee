"""`arpent run` on a home of its own, seen from outside: its processes, its pages, its end."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
EMAIL, PASSWORD = "olga@firm.example", "cheval-agrafe-batterie"
FOUND = """
import django; django.setup()
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0)
from arpent.accounts.actions.members import found_organisation
from arpent.people.rules.roles import Role
from arpent.accounts.actions.members import create_person
admin = dict(email="admin@firm.example", first_name="Ada", last_name="Min", password=PASSWORD)
found_organisation(at=timezone.now(), name="Firme", **admin)
names = dict(email=EMAIL, first_name="Olga", last_name="Own", role=Role.NEGOTIATOR)
olga = create_person(**names, at=timezone.now(), password=PASSWORD)
import os, pathlib
pathlib.Path(os.environ["ARPENT_HOME"], "olga").write_text(str(olga.pk))
"""


def wait_until(condition, seconds=60.0, pause=0.1):
    """Return the condition's first true value; AssertionError when it stays false."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(pause)
    raise AssertionError(f"still false after {seconds} s")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Home:
    """One installation: its folder, its environment, the processes it started."""

    def __init__(self, folder: Path, **env: str) -> None:
        self.path, self.log, self.port = folder / "home", folder / "log", free_port()
        self.path.mkdir(exist_ok=True)
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("ARPENT_", "DJANGO_"))}
        self.env |= {"ARPENT_HOME": str(self.path), "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1", **env}
        self.started: list[subprocess.Popen[bytes]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, command: str = "run") -> subprocess.Popen[bytes]:
        options = [] if command == "worker" else ["--port", str(self.port)]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "arpent", command, *options], env=self.env, stdout=log, stderr=log
            )
        self.started.append(process)
        return process

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "arpent", *arguments], env=self.env, capture_output=True, text=True, timeout=120
        )

    def script(self, text: str) -> str:
        text = f"EMAIL, PASSWORD = {EMAIL!r}, {PASSWORD!r}\n{text}"
        env = {**self.env, "DJANGO_SETTINGS_MODULE": "arpent.site.settings"}
        return subprocess.run([sys.executable, "-c", text], env=env, capture_output=True, text=True, check=True).stdout

    def health(self) -> int:
        """Return the status of /health, 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=15) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def await_health(self, seconds: float = 120.0) -> None:
        try:
            wait_until(lambda: self.health() == 200, seconds)
        except AssertionError:
            raise AssertionError(self.log.read_text()[-3000:]) from None

    def processes(self, word: str = "") -> list[psutil.Process]:
        """Return the living processes of this home whose command line holds a word."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if process.status() == psutil.STATUS_ZOMBIE or process.environ().get("ARPENT_HOME") != str(self.path):
                    continue
                # A process that the supervisor forked has its command line, and a name of its own.
                line = process.cmdline()
                own = process.name().removeprefix("arpent-")
                if "arpent" in line and (word in line or word in ("", own)):
                    found.append(process)
        return found

    def company(self) -> dict[str, str]:
        """Return the form of a new company of Olga's, created whatever others resemble it."""
        owner = (self.path / "olga").read_text()
        place = {"city": "Lyon", "postcode": "69003"}
        return place | {"name": "Pompes", "relationship": "prospect", "owner_id": owner, "confirmed": "1"}

    def end(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.started:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(30)
        for process in self.processes():
            with contextlib.suppress(psutil.Error):
                process.kill()


class Person:
    """Somebody signed in: gets pages and posts forms with the token of the page."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def sign_in(self) -> None:
        self.get("/account/login/")
        status, _headers, text = self.post("/account/login/", login=EMAIL, password=PASSWORD)
        assert status == 200, text[:500]

    def get(self, path: str, **headers: str):
        return self._ask(urllib.request.Request(self.home.address + path, headers=headers))

    def post(self, path: str, /, _headers: dict[str, str] | None = None, **fields: str):
        token = next((c.value for c in self.jar if c.name == "csrftoken"), "")
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        return self._ask(urllib.request.Request(self.home.address + path, data=body, headers=_headers or {}))

    def put_json(self, path: str, data: object, **headers: str):
        return self._ask(
            urllib.request.Request(
                self.home.address + path, data=json.dumps(data).encode(), method="PUT", headers=headers
            )
        )

    def _ask(self, request: urllib.request.Request):
        try:
            with self.opener.open(request, timeout=40) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()
