"""Test settings: a home of its own, SQLite or PostgreSQL by ARPENT_DATABASE_URL, tasks wait in the queue until a test
works it off.
"""

import atexit
import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing

# Many tests start processes of the product: each would compile a thousand modules again.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    sys.dont_write_bytecode = False
if "ARPENT_TEST_RUN" not in os.environ:  # set for the workers of xdist, which this process starts
    os.environ["ARPENT_TEST_RUN"] = tempfile.mkdtemp(prefix="arpent-test-")
    atexit.register(shutil.rmtree, os.environ["ARPENT_TEST_RUN"], ignore_errors=True)
os.environ.setdefault("ARPENT_HOME", os.environ["ARPENT_TEST_RUN"] + "/home")

import hypothesis
import pytest
from pytest_django import fixtures as django_fixtures

from tests.prepared import migrated_base, migrated_template
from tests.shared_rows import LAYERS, group_by_layers, layers_of, shared_rows

# Files that take long by themselves: they start first, so that no worker is left alone with one at the end.
SLOW = (
    "tests/running/",
    "test_backup",
    "site/tests/test_foreign",
    "test_double_submissions",
    "test_receiving",
    "test_access",
)
# The same examples in every run, however busy the machine; `make soak` draws new ones, and more of them.
hypothesis.settings.register_profile(
    "test", derandomize=True, deadline=None, database=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile(
    "soak", deadline=None, max_examples=2_000, suppress_health_check=list(hypothesis.HealthCheck)
)
hypothesis.settings.load_profile(os.environ.get("ARPENT_TEST_PROFILE", "test"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Put files with processes of their own first, and in each file the tests that share rows side by side."""
    items.sort(key=lambda item: not any(part in str(item.path) for part in SLOW))
    items[:] = group_by_layers(items)


@pytest.fixture(scope="session", autouse=True)
def _short_searches():
    """Plan weeks in few iterations: the tests of the solver and its benchmark say how many they need."""
    from arpent.solver import budget

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(budget, "SHORT_SEARCH", 400)
        yield


@pytest.fixture(autouse=True)
def _plain(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.ARPENT_TRAIL_HEAD = tmp_path / "trail_head"
    settings.ARPENT_PREVENT_LAZY_LOADING = True
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "arpent.site.assets.BuiltFiles"},
    }
    from django.core.cache import cache

    cache.clear()  # how often an address asked is counted there
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker):
    """Make the test database as a copy of one migrated once in the run; pytest-django copies on PostgreSQL."""
    from django.db import connection

    if connection.vendor != "sqlite":
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_template(os.environ["ARPENT_DATABASE_URL"])
        request.getfixturevalue("_migrated_database")
        yield
        return
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = connection.creation._create_test_db(0, autoclobber=True)
        connection.ensure_connection()
        with closing(sqlite3.connect(migrated_base())) as migrated:
            migrated.backup(connection.connection)
    yield
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(name, 0)


_migrated_database = django_fixtures.django_db_setup


@pytest.fixture(scope="session")
def _layers(django_db_setup, django_db_blocker):
    yield LAYERS
    with django_db_blocker.unblock():
        LAYERS.roll_back()


@pytest.fixture
def _django_db_helper(_layers, _rows_of_the_test, _django_db_helper):
    """Open the database for a test above the rows that it shares. Wraps pytest-django's fixture of that name."""
    return _django_db_helper


@pytest.fixture
def _rows_of_the_test(request, _layers, _plain, settings, tmp_path_factory, django_db_blocker):
    from django.core.cache import cache

    with django_db_blocker.unblock():
        files = _layers.fit(layers_of(request.node), lambda: tmp_path_factory.mktemp("rows"))
    if files is not None:
        shutil.copytree(files, settings.MEDIA_ROOT.parent, dirs_exist_ok=True)
        cache.clear()


@shared_rows
def cast():
    """Return the users of a test, in two teams; the rows are created once for all tests that share them."""
    from arpent.people.testing import make_cast

    return make_cast()


@pytest.fixture
def client():
    """Return a client that reads words: no-break spaces before signs are as plain as in the tests' sentences."""
    from arpent.people.testing import ReadingClient

    return ReadingClient()


@pytest.fixture
def login(client):
    """Return a client signed in as a person."""

    def enter(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


@pytest.fixture
def work_queue(db):
    """Return a function that runs the tasks that are ready, as the worker does, and returns how many it ran."""
    from django_tasks_db.management.commands.db_worker import Worker
    from django_tasks_db.models import DBTaskResult

    def work():
        worker = Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="test",
            excluded_queue_names=[],
        )
        ready = 0
        while (task := DBTaskResult.objects.ready().first()) is not None:
            task.claim("test")
            worker.run_task(task)
            ready += 1
        return ready

    return work


@pytest.fixture
def committed_database(_rows_of_the_test, django_db_blocker):
    """A PostgreSQL database of this test alone, copied from the test database, whose writes are committed for every
    connection.

    The audit trail refuses to be emptied, so that a test that commits cannot be flushed as Django does; its database is
    dropped.
    """
    from django.db import connection

    name = connection.settings_dict["NAME"]
    copy = f"{name}_committed"
    quote = connection.ops.quote_name
    with django_db_blocker.unblock():
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {quote(copy)}")
            cursor.execute(f"CREATE DATABASE {quote(copy)} TEMPLATE {quote(name)}")
        connection.settings_dict["NAME"] = copy
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = name
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {quote(copy)} WITH (FORCE)")


@pytest.fixture
def side_by_side():
    """Return a function that signs a person in, each in a browser of their own."""
    from django.test import Client

    def enter(person):
        browser = Client()
        browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return browser

    return enter
