"""A text that its column cannot hold is refused with a sentence, and nothing is written; SQLite would keep it whole."""

import pytest

from arpent.deals.testing import make_deal
from arpent.offers.actions.conditions import save_conditions
from arpent.offers.actions.offers import open_offer
from arpent.offers.models import Offer
from arpent.people.testing import NOON, refused

pytestmark = pytest.mark.postgresql
TOO_LONG = "database.text_too_long"
LONG = "é" * 7000


def test_the_texts_of_an_offer(cast):
    given = {"by": cast.owner, "at": NOON}
    deal = make_deal(cast.owner)
    assert refused(lambda: open_offer(**given, deal_id=deal.pk, title=LONG), "title") == TOO_LONG
    assert not Offer.objects.visible_to(cast.owner).exists()
    offer = open_offer(**given, deal_id=deal.pk)
    for name in ("title", "letter", "delivery", "incoterm_place"):
        values = {name: LONG}
        code = refused(lambda values=values: save_conditions(**given, offer_id=offer.pk, values=values), name)
        assert code == TOO_LONG, name
    offer.refresh_from_db()
    assert offer.title == deal.title
