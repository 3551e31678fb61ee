"""The product, served and driven in Chromium."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.prepared import demo_home

from .phone import open_phone
from .served import start, stop
from .visitor import DESK, PHONE, Visitor

# Files that take long: they start first. The campaign needs no demonstration, which another worker loads meanwhile.
LONG = ("test_field_campaign", "test_offer_journey", "test_journey", "test_pages", "test_solution_journey")
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


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Group the tests of each file in one worker, the crawls of test_pages.py by part; long files first."""
    ours = [item for item in items if item.path.parent == Path(__file__).parent]
    for item in ours:
        part = item.name if item.path.stem == "test_pages" else ""
        item.add_marker(pytest.mark.xdist_group(f"{item.path.stem} {part}"))
    ranks = {item: LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG) for item in ours}
    items.sort(key=lambda item: ranks.get(item, -1))


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


@pytest.fixture
def visitor(chromium, demo):
    """Return a function that gives somebody a browser of their own."""
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
    """Claire's phone, signed in, its offline snapshot complete."""
    return open_phone(visitor(PHONE).sign_in("claire@fluviane.example"))
