"""A text that its column cannot hold is refused with a sentence, and nothing is written; SQLite would keep it whole."""

import pytest

from arpent.catalogue.actions.components import save_rule
from arpent.catalogue.actions.documents import save_document
from arpent.catalogue.actions.families import save_characteristic, save_family
from arpent.catalogue.actions.guides import save_question
from arpent.catalogue.actions.prices import save_price_list
from arpent.catalogue.actions.products import save_product
from arpent.catalogue.models import Document, Family, GuideQuestion, PriceList, Product
from arpent.catalogue.testing import make_family
from arpent.people.testing import NOON, refused

pytestmark = pytest.mark.postgresql
TOO_LONG = "database.text_too_long"
LONG = "é" * 5000


def test_the_texts_of_the_catalogue(cast):
    given = {"by": cast.direction, "at": NOON}
    assert refused(lambda: save_family(**given, values={"name": LONG}), "name") == TOO_LONG
    assert not Family.objects.visible_to(cast.direction).exists()
    family = make_family(cast.direction, "Pompes")
    of_family = given | {"family_id": family.pk}
    assert refused(lambda: save_characteristic(**of_family, values={"name": LONG}), "name") == TOO_LONG
    assert refused(lambda: save_rule(**of_family, values={"name": "Règle", "reason": LONG}), "reason") == TOO_LONG
    assert refused(lambda: save_question(**of_family, values={"text": LONG, "kind": "text"}), "text") == TOO_LONG
    assert refused(lambda: save_price_list(**given, values={"name": LONG}), "name") == TOO_LONG
    assert refused(lambda: save_document(**given, values={"title": LONG, "kind": "technical"}), "title") == TOO_LONG
    product = {"family_id": family.pk, "reference": "é" * 61, "name": "Pompe"}
    assert refused(lambda: save_product(**given, values=product), "reference") == TOO_LONG
    for model in (Product, PriceList, Document, GuideQuestion):
        assert not model.objects.visible_to(cast.direction).exists()
