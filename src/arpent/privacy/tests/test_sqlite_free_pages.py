"""SQLite keeps deleted text in free pages and in its log: after an erasure neither holds a word of the person."""

import os
import subprocess
import sys

from tests.prepared import make_home

SCRIPT = """
import django

django.setup()
from pathlib import Path

from django.conf import settings

from arpent.people.testing import NOON, make_cast
from arpent.privacy.actions.erasing import erase_person
from arpent.privacy.queries.subjects import subject_of
from arpent.privacy.testing import LAST, seed_person

settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}


def count():
    files = Path(settings.ARPENT_HOME).glob("arpent.sqlite3*")
    return sum(p.read_bytes().lower().count(w) for p in files for w in (b"quokkabert", b"zimbrelle"))


cast = make_cast()
seeded = seed_person(cast.owner)
before = count()
subject = subject_of("contact", seeded["contact"], (LAST,))
erase_person(subject=subject, by=cast.administrator, at=NOON, basis="request")
print("counted", before > 100, count())
"""


def test_no_text_of_an_erased_person_is_left_in_the_file_or_its_log(tmp_path):
    make_home(tmp_path)
    inherited = {k: v for k, v in os.environ.items() if k != "ARPENT_DATABASE_URL"}
    env = {**inherited, "ARPENT_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "arpent.site.settings"}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=env, capture_output=True, text=True, check=False)
    assert "counted True 0" in done.stdout, done.stdout + done.stderr
