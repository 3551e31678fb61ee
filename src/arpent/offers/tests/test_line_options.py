"""Options and alternatives among the lines of an offer."""

from decimal import Decimal
from uuid import uuid4

import pytest

from arpent.offers.testing import add_line
from arpent.offers.tests.lines import figures, lines_of, save

pytestmark = pytest.mark.postgresql


def test_an_option_counts_when_it_is_taken_and_a_variant_in_place_of_its_line(cast, offer):
    option = add_line(cast.owner, offer, label="Coffret", price="200", cost="100", role="option")
    assert figures(cast, offer).offer.net == Decimal("1125.00")
    save(cast.owner, offer, {"key": option, "values": {"is_selected": True}})
    assert figures(cast, offer).offer.net == Decimal("1325.00")
    base = lines_of(cast, offer)[2].key
    alternative = add_line(
        cast.owner, offer, reference="M75", label="", price="", cost="", role="alternative", alternative_to=base
    )
    save(cast.owner, offer, {"key": alternative, "values": {"is_selected": True}})
    rows = {x.key: x for x in lines_of(cast, offer)}
    assert rows[alternative].is_selected and not rows[base].is_selected
    save(cast.owner, offer, {"key": base, "remove": True})
    rows = {x.key: x for x in lines_of(cast, offer)}
    assert (rows[alternative].role, rows[alternative].alternative_to) == ("option", "")


def test_an_alternative_to_an_unknown_line_is_refused(cast, offer):
    base, alternative = uuid4().hex, uuid4().hex
    saved = save(
        cast.owner,
        offer,
        {"key": base, "values": {"reference": "NONE"}},
        {
            "key": alternative,
            "values": {"label": "Autre", "price": "10", "cost": "5", "role": "alternative", "alternative_to": base},
        },
    )
    assert set(saved.refusals) == {base, alternative} and len(lines_of(cast, offer)) == 3


def test_a_base_made_an_option_frees_its_variants(cast, offer):
    base = lines_of(cast, offer)[2].key
    alternative = add_line(
        cast.owner, offer, reference="M75", label="", price="", cost="", role="alternative", alternative_to=base
    )
    save(cast.owner, offer, {"key": base, "seen": {}, "values": {"role": "option"}})
    line = next(x for x in lines_of(cast, offer) if x.key == alternative)
    assert (line.role, line.alternative_to, line.is_selected) == ("option", "", False)


def test_a_title_that_is_refused_leaves_the_variants_of_its_line(cast, offer):
    base = lines_of(cast, offer)[2].key
    alternative = add_line(
        cast.owner, offer, reference="M75", label="", price="", cost="", role="alternative", alternative_to=base
    )
    saved = save(cast.owner, offer, {"key": base, "seen": {}, "values": {"kind": "section", "label": ""}})
    assert saved.refusals[base].code == "offers.line_label"
    assert next(x for x in lines_of(cast, offer) if x.key == alternative).alternative_to == base
