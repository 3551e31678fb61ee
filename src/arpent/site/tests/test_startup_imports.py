"""What a start imports: libraries that few pages need come with the first page that needs them."""

import json
import os
import subprocess
import sys

from django.db.migrations.recorder import MigrationRecorder

from arpent.site import settings as module
from arpent.site.processes.database import has_every_migration

HEAVY = {
    "altair",
    "arpent.demo.load",
    "django.test",
    "facturx",
    "holidays",
    "icalendar",
    "matplotlib",
    "pandas",
    "pint",
    "pypdfium2",
    "pysat",
    "python_calamine",
    "requests",
    "scipy",
    "typst",
    "vl_convert",
}
IMPORT = """
import json, sys
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
top = {name.split(".")[0] for name in sys.modules}
print(json.dumps(sorted(top | ({"arpent.demo.load", "django.test"} & set(sys.modules)))))
"""


def imported(tmp_path, code):
    env = {k: v for k, v in os.environ.items() if not k.startswith("ARPENT_")}
    env |= {
        "ARPENT_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "arpent.site.settings",
        "PYTHONPATH": str(module.__file__).rsplit("/arpent/", 1)[0],
    }
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_every_page_of_the_site_is_imported_without_the_heavy_libraries(tmp_path):
    found = imported(tmp_path, IMPORT)
    assert "arpent" in found and sorted(found & HEAVY) == []


def test_a_process_that_draws_imports_neither_django_nor_the_product(tmp_path):
    code = (
        "import json, sys; import arpent.kernel.rendering; print(json.dumps(sorted({n.split('.')[0] for n in"
        " sys.modules})))"
    )
    assert not imported(tmp_path, code) & {"django", "numpy", *HEAVY}


def test_a_drawing_leaves_no_library_in_the_requesting_process(tmp_path):
    code = (
        "import json, sys; from arpent.kernel.rendering import render_typst; render_typst(b'= A');"
        " print(json.dumps(sorted(sys.modules)))"
    )
    assert "typst" not in imported(tmp_path, code)


def test_a_base_with_every_migration_needs_none_and_one_without_the_last_does(db):
    assert has_every_migration()
    MigrationRecorder.Migration.objects.filter(app="sessions").delete()
    assert not has_every_migration()
