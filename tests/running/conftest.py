import shutil

import pytest

from tests.prepared import make_home

from .home import FOUND, Home


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    """A home with a firm and one negotiator, made once and copied."""
    made = Home(tmp_path_factory.mktemp("founded"))
    make_home(made.path)
    made.script(FOUND)
    return made.path


@pytest.fixture
def home(tmp_path, founded):
    shutil.copytree(founded, tmp_path / "home")
    made = Home(tmp_path)
    yield made
    made.end()
