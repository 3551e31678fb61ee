"""A text that its column cannot hold is refused with a sentence, and nothing is written; SQLite would keep it whole."""

import pytest

from arpent.people.testing import NOON, refused
from arpent.territory.actions.sectors import save_sector
from arpent.territory.models import Sector

pytestmark = pytest.mark.postgresql


def test_the_name_of_a_sector(cast):
    given = {"by": cast.owner, "at": NOON, "holder_id": cast.owner.pk, "communes": ["69383"]}
    assert refused(lambda: save_sector(**given, name="é" * 81), "name") == "database.text_too_long"
    assert not Sector.objects.visible_to(cast.owner).exists()
