"""The product itself, started by its command on a home of its own, driven in Chromium."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.prepared import clean_environment, demo_home

# Files that take long: they start first.
LONG = ("test_pages", "test_field_trouble", "test_field", "test_journey", "test_field_drafts", "test_catalogue")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Group the tests of each file in one worker, the crawls of test_pages.py by width; long files first."""
    ours = [item for item in items if item.path.parent == Path(__file__).parent]
    for item in ours:
        width = (
            item.callspec.params.get("width", "")
            if item.path.stem == "test_pages" and hasattr(item, "callspec")
            else ""
        )
        item.add_marker(pytest.mark.xdist_group(f"{item.path.stem} {width}"))
    ranks = {item: LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG) for item in ours}
    items.sort(key=lambda item: ranks.get(item, -1))


ROOT = Path(__file__).resolve().parents[2]
SIGNS = re.compile(r"[\u00a0\u202f](?=[:;!?%€»])|(?<=«)\u00a0")
SCREENS = ROOT / "screenshots"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--enable-unsafe-swiftshader",
    "--use-angle=swiftshader",
]
DESK, PHONE = {"width": 1360, "height": 900}, {"width": 390, "height": 844}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(home, *args):
    """Start `arpent run` on a home; returns (process, address, what it printed)."""
    port = free_port()
    env = {**clean_environment(home), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "arpent", "run", "--port", str(port), *args]
    log = (home.parent / f"{home.name}.log").open("w+")
    process = subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT, cwd=home.parent)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        log.seek(0)
        text = log.read()
        if "Ctrl-C" in text:
            return process, f"http://127.0.0.1:{port}", text
        time.sleep(0.2)
    process.kill()
    raise RuntimeError(f"arpent run did not start:\n{Path(log.name).read_text()}")


def stop(process):
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demonstration firm, served. Yields its address. ARPENT_DEMO_URL names one that is served already."""
    if given := os.environ.get("ARPENT_DEMO_URL"):
        yield given
        return
    process, address, _ = start(demo_home(tmp_path_factory.mktemp("demo") / "home"))
    yield address
    stop(process)


@pytest.fixture(scope="session")
def chromium():
    path = os.environ.get("ARPENT_CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("no Chromium: see `make test`")
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


# Cookies of a sign-in, by address and e-mail: who signed in once in this worker need not fill the form again.
SIGNED_IN = {}


class Visitor:
    """Somebody at a screen: keeps every console error, violation and failed request."""

    def __init__(self, browser, address, viewport):
        self.address = address
        self.context = browser.new_context(viewport=viewport, locale="fr-FR", accept_downloads=True)
        self.page = self.context.new_page()
        self.errors = []
        self.page.on(
            "console",
            lambda m: self.errors.append(f"{m.text} {m.location['url']}") if m.type == "error" else None,
        )
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("response", lambda r: self.errors.append(f"{r.status} {r.url}") if r.status >= 500 else None)

    def sign_in(self, email, password="pompe-vanne-lyon"):
        """Sign in: with the cookies of an earlier sign-in in a fresh browser, else through the form."""
        saved = SIGNED_IN.get((self.address, email))
        if saved and not self.context.cookies():
            self.context.add_cookies(saved)
            self.go("/")
            if self.page.url == self.address + "/":
                return self
        self.go("/account/login/")
        self.page.fill("[name=login]", email)
        self.page.fill("[name=password]", password)
        self.page.click("main form button.btn-primary")
        self.page.wait_for_url(self.address + "/")
        SIGNED_IN[self.address, email] = self.context.cookies()
        return self

    def go(self, path):
        self.page.goto(self.address + path)
        self.settle()

    def settle(self):
        self.page.wait_for_load_state("networkidle")
        if self.page.query_selector("[data-map], [data-sector-editor]"):
            self.page.wait_for_selector("[data-ready]", timeout=20_000, state="attached")

    def click(self, text):
        self.page.get_by_role("button", name=re.compile(text)).or_(
            self.page.get_by_role("link", name=re.compile(text))
        ).first.click()
        self.settle()

    def unfold(self):
        """Open what is folded on the page."""
        self.page.eval_on_selector_all("main details", "all => all.forEach(d => d.open = true)")

    def shot(self, name):
        SCREENS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{name}.png")

    def text(self):
        """Return the words of the page, with plain spaces before signs."""
        return SIGNS.sub(" ", self.page.inner_text("main"))


@pytest.fixture
def visitor(chromium, demo):
    made = []

    def make(viewport=DESK, address=None):
        v = Visitor(chromium, address or demo, viewport)
        made.append(v)
        return v

    yield make
    for v in made:
        v.context.close()


@pytest.fixture
def claire(visitor):
    """Claire's phone, signed in, all on board."""
    from .phone import MODEL, open_field, until

    v = visitor(PHONE).sign_in("claire@fluviane.example")
    open_field(v)
    until(
        v,
        f"async () => !!(await {MODEL}.outbox.meta('snapshot_at')) && !{MODEL}.sync.sending && !!(await"
        " caches.match('/field/'))",
    )
    return v
