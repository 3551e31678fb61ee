"""A text that its column cannot hold is refused with a sentence, and nothing is written; SQLite would keep it whole."""

import pytest

from arpent.catalogue.testing import make_family
from arpent.deals.testing import make_deal
from arpent.people.testing import NOON, refused
from arpent.solutions.actions.solutions import save_solution
from arpent.solutions.models import Solution

pytestmark = pytest.mark.postgresql


def test_the_name_of_a_solution(cast):
    deal, family = make_deal(cast.owner), make_family(cast.direction, "Pompes")
    given = {"by": cast.owner, "at": NOON, "deal_id": deal.pk, "family_id": family.pk, "choices": {}}
    assert refused(lambda: save_solution(**given, name="é" * 121), "name") == "database.text_too_long"
    assert not Solution.objects.visible_to(cast.owner).exists()
