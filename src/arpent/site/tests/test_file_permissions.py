"""What Arpent writes is read by the account it runs under, and by nobody else of the machine."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from arpent.site import exposure, modes
from arpent.site.modes import mend_modes, open_to_others

SOURCE = str(modes.__file__).rsplit("/arpent/", 1)[0]


@pytest.fixture
def loose(tmp_path):
    """A home whose files others may read."""
    home = tmp_path / "home"
    (home / "uploads/offers").mkdir(parents=True)
    for name in ("arpent.sqlite3", "arpent.sqlite3-wal", "uploads/offers/1.data"):
        (home / name).write_text("x")
    for path in (home, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (home / "link").symlink_to(tmp_path)
    return home


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_every_file_a_command_makes_is_private(tmp_path):
    home = tmp_path / "home"
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("ARPENT_")}
    env = {**inherited, "ARPENT_HOME": str(home), "PYTHONPATH": SOURCE}
    command = [sys.executable, "-m", "arpent", "createadmin", "chef@firm.example"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, preexec_fn=lambda: os.umask(0o022))
    assert done.returncode == 0, done.stderr
    assert (home / "arpent.sqlite3").exists() and list(open_to_others(home)) == []


def test_a_web_server_without_the_command_makes_private_files_too():
    code = "import os; import arpent.site.wsgi; print(oct(os.umask(0o022)))"
    env = {**os.environ, "PYTHONPATH": SOURCE, "DJANGO_SETTINGS_MODULE": "arpent.site.settings"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert done.stdout.strip() == "0o77", done.stderr


def test_what_others_may_read_is_found_and_mended_and_links_are_not_followed(loose, tmp_path):
    before = mode(tmp_path)
    assert len(list(open_to_others(loose))) == 6
    assert mend_modes(loose) == (6, [])
    assert mode(loose) == 0o700 and mode(loose / "uploads/offers/1.data") == 0o600
    assert mode(tmp_path) == before and list(open_to_others(loose)) == []


def test_somebodys_own_folder_is_left_alone(loose, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: loose)
    mended, left = mend_modes(loose)
    assert mended == 0 and loose in left and mode(loose) == 0o755


def test_the_doctor_says_which_command_mends_it(loose, settings):
    settings.ARPENT_HOME = loose
    level, text = exposure._modes()
    assert level == "error" and "doctor --fix" in text and str(loose) in text
    mend_modes(loose)
    assert exposure._modes()[0] == "ok"
