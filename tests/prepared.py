"""What many tests start from, made once in a run of the tests and copied: an empty base of this version."""

import os
import shutil
import subprocess
import sys
import urllib.parse
from pathlib import Path

import psycopg
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]
# The command `arpent demo`, with the short searches of conftest.py for its weeks.
LOAD_DEMO = """
from arpent.solver import budget
budget.SHORT_SEARCH = budget.LONG_SEARCH = 400
from arpent.__main__ import main
main()
"""


def run_folder() -> Path:
    """Return the folder that all processes of this run of the tests share; conftest.py makes it and removes it."""
    return Path(os.environ["ARPENT_TEST_RUN"])


def clean_environment(home: Path) -> dict[str, str]:
    """Return the environment of a process of the product on a home, without what the tests' own process is given."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("ARPENT_", "DJANGO_"))}
    return {**inherited, "ARPENT_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}


def migrated_base() -> Path:
    """Return a SQLite base with every migration and no record."""
    folder = run_folder()
    base = folder / "migrated.sqlite3"
    with FileLock(folder / "migrated.lock"):
        if not base.exists():
            home = folder / "migrated"
            home.mkdir()
            migrate(clean_environment(home))
            (home / "arpent.sqlite3").rename(base)
    return base


def migrated_template(url: str) -> str:
    """Return the name of a PostgreSQL database with every migration and no record, on the server of a URL."""
    folder, parts = run_folder(), urllib.parse.urlsplit(url)
    name = f"test_{parts.path.removeprefix('/')}_migrated"
    with FileLock(folder / "template.lock"):
        if not (folder / "template").exists():
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
                connection.execute(f'CREATE DATABASE "{name}"')
            home = folder / "migrating"
            home.mkdir()
            migrate({**clean_environment(home), "ARPENT_DATABASE_URL": parts._replace(path=f"/{name}").geturl()})
            home.rename(folder / "template")
    return name


def migrate(environment: dict[str, str]) -> None:
    """Make the database of an environment, in a process of its own."""
    environment = {**environment, "DJANGO_SETTINGS_MODULE": "arpent.site.settings"}
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=environment, check=True)


def make_home(home: Path) -> Path:
    """Make a home that has its empty base: a command run on it has nothing to migrate."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copyfile(migrated_base(), home / "arpent.sqlite3")
    (home / "arpent.sqlite3").chmod(0o600)
    return home


def demo_home(home: Path) -> Path:
    """Make a home with the demonstration firm, which is loaded once in a run."""
    folder = run_folder()
    with FileLock(folder / "demo.lock"):
        if not (folder / "demo").exists():
            loading = make_home(folder / "demo-loading")
            subprocess.run([sys.executable, "-c", LOAD_DEMO, "demo"], env=clean_environment(loading), check=True)
            loading.rename(folder / "demo")
    shutil.copytree(folder / "demo", home)
    return home
