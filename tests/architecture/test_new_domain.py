"""The scaffold of docs/how-to-add-a-domain.md makes a domain that works and touches few existing files."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.prepared import migrated_base

from .contract import ROOT

NAME = "sample_receivables"
# The tests of the house that look at a domain as a whole; those that look at one file run for the new files alone.
ARCHITECTURE = "audited or operation_has_a_name or foreign_keys or template_compiles or icons_named"
ARCHITECTURE += " or test_manifests or test_layout or test_personal_data"
# Checks that the models have their migrations, and brings a base of the project as it was up to date.
MIGRATE = """
import django
from django.core.management import call_command
django.setup()
call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
call_command("migrate", verbosity=0)
"""
TESTS = ("manifests", "layout", "personal_data", "house")
MAX_FILES_TOUCHED = 8


def files_of_the_project() -> list[str]:
    """Return the files under version control and the new ones, as they are in the working folder."""
    listed = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, text=True)
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return the folder of a copy of the project, all committed."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    copy = tmp_path_factory.mktemp("copy")
    for name in files_of_the_project():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy / name)
    built = ROOT / "src/arpent/site/static/dist"
    if built.exists():
        (copy / "src/arpent/site/static/dist").parent.mkdir(parents=True, exist_ok=True)
        (copy / "src/arpent/site/static/dist").symlink_to(built)
    (copy / "var/home").mkdir(parents=True)
    shutil.copyfile(migrated_base(), copy / "var/home/arpent.sqlite3")
    # Where the copy's own tests look for their base, see tests/prepared.py.
    (copy / "var/migrated.sqlite3").symlink_to(copy / "var/home/arpent.sqlite3")
    git(copy, "init", "-q")
    git(copy, "add", "-A")
    git(copy, "-c", "user.name=Test", "-c", "user.email=test@firm.example", "commit", "-qm", "Project")
    return copy


def git(copy: Path, *arguments: str) -> str:
    return subprocess.check_output(["git", *arguments], cwd=copy, text=True)


def run(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a program in the copy, with a home and a test run of its own."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("ARPENT_", "PYTEST_", "DJANGO_"))}
    env |= {
        "ARPENT_HOME": str(copy / "var/home"),
        "ARPENT_TEST_RUN": str(copy / "var"),
        "DJANGO_SETTINGS_MODULE": "arpent.site.settings",
        "PYTHONPATH": str(copy / "src"),
    }
    return subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True, check=False)


def scaffold(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(copy, sys.executable, "tools/new_domain.py", *arguments)


def sentences_without_english(copy: Path) -> list[str]:
    with (copy / "src/arpent/locale/en/LC_MESSAGES/django.po").open("rb") as f:
        messages = [m for m in read_po(f, locale="en") if m.id]
    return [str(m.id) for m in messages if not all(m.string if m.pluralizable else [m.string])]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["Receivables"], "lower-case"),
        (["re-ceivables"], "lower-case"),
        (["a_name_that_is_far_too_long"], "at most"),
        (["class"], "reserved"),
        (["utils"], "reserved"),
        (["deals"], "exists"),
        (["sector"], "territory"),
        (["receivables", "--above", "kernel"], "--above kernel"),
        (["receivables", "--label", 'Impayés"'], "quotation marks"),
    ],
)
def test_a_wrong_name_is_refused_and_nothing_is_written(project, arguments, why):
    done = scaffold(project, *arguments)
    assert done.returncode == 1 and why in done.stderr
    assert git(project, "status", "--porcelain") == ""


def test_a_new_domain_passes_the_checks_and_touches_few_files(project):
    done = scaffold(project, NAME, "--label", "Impayés", "--label-en", "Receivables")
    assert done.returncode == 0, done.stderr
    changes = git(project, "status", "--porcelain").splitlines()
    touched = [line[3:] for line in changes if not line.startswith("??")]
    assert [line[3:] for line in changes if line.startswith("??")] == [f"src/arpent/{NAME}/"]
    assert 0 < len(touched) <= MAX_FILES_TOUCHED, touched
    assert sentences_without_english(project) == []
    python, tools = sys.executable, Path(sys.executable).parent
    folders = [str(p) for p in ("src", "tools")]
    tests = [f"src/arpent/{NAME}", *(f"tests/architecture/test_{n}.py" for n in TESTS)]
    for command in (
        [python, "-m", "ruff", "check", "-q", *folders],
        [python, "-m", "ruff", "format", "--check", "-q", *folders],
        [str(tools / "lint-imports"), "--no-cache"],
        [python, "-c", MIGRATE],
        [python, "-m", "pytest", "-q", "-x", "-n0", *tests, "-k", f"{NAME} or {ARCHITECTURE}"],
    ):
        done = run(project, *command)
        assert done.returncode == 0, (command, (done.stdout + done.stderr)[-4000:])
