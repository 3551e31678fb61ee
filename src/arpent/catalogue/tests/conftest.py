"""Who keeps the catalogue, and a small one."""

import pytest

from arpent.catalogue.testing import make_catalogue


@pytest.fixture
def keeper(cast):
    return cast.direction


@pytest.fixture
def shop(keeper):
    return make_catalogue(keeper)
