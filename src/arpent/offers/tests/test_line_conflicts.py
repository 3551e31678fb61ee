"""Lines changed by several people, sent twice, and undone."""

from decimal import Decimal
from uuid import uuid4

import pytest

from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.offers.queries.versions import get_version
from arpent.offers.tests.lines import lines_of, save
from arpent.people.testing import NOON

pytestmark = pytest.mark.postgresql


def test_two_people_on_one_line_never_overwrite_each_other(cast, offer):
    row = lines_of(cast, offer)[1]
    save(cast.manager, offer, {"key": row.key, "seen": {"quantity": "1"}, "values": {"quantity": "3"}})
    late = save(
        cast.owner,
        offer,
        {"key": row.key, "seen": {"quantity": "1", "price": "900"}, "values": {"quantity": "5", "price": "850"}},
    )
    assert (late.refusals[row.key].code, late.fields[row.key], late.conflicts) == (
        "offers.line_changed",
        ["quantity"],
        {row.key},
    )
    # What the other did not touch is written: two fields of one line are two changes.
    assert (lines_of(cast, offer)[1].quantity, lines_of(cast, offer)[1].manual_price) == (3, Decimal("850"))
    # The same change sent twice, its first answer lost on the way, is no conflict.
    again = save(cast.manager, offer, {"key": row.key, "seen": {"quantity": "1"}, "values": {"quantity": "3"}})
    assert not again.refusals
    # Two people on two lines: both are kept.
    other = lines_of(cast, offer)[2]
    assert not save(cast.owner, offer, {"key": other.key, "seen": {}, "values": {"quantity": "2"}}).refusals


def test_a_batch_sent_twice_adds_its_lines_once(cast, offer):
    edit = {"key": uuid4().hex, "values": {"label": "Pose", "price": "100", "cost": "80"}}
    save(cast.owner, offer, edit)
    assert not save(cast.owner, offer, edit).refusals
    assert len(lines_of(cast, offer)) == 4


def test_a_change_is_undone(cast, offer):
    row = lines_of(cast, offer)[1]
    save(cast.owner, offer, {"key": row.key, "values": {"quantity": "3"}})
    last = Operation.objects.visible_to(cast.owner).filter(kind="offers.lines").order_by("-at", "-id").first()
    undo_operation(operation_id=last.pk, by=cast.owner, at=NOON)
    assert lines_of(cast, offer)[1].quantity == 1


def test_a_line_that_somebody_changed_is_not_removed_unseen(cast, offer):
    row = lines_of(cast, offer)[1]
    save(cast.manager, offer, {"key": row.key, "seen": {"quantity": "1"}, "values": {"quantity": "3"}})
    late = save(cast.owner, offer, {"key": row.key, "seen": {"quantity": "1"}, "remove": True})
    assert late.refusals[row.key].code == "offers.line_changed" and len(lines_of(cast, offer)) == 3


def test_an_undo_recalculates_the_figures_and_everybody_sees_it(cast, offer):
    row = lines_of(cast, offer)[1]
    one = save(cast.owner, offer, {"key": row.key, "seen": {}, "values": {"quantity": "3"}})
    seen = get_version(offer_id=offer.pk, by=cast.owner).revision
    undo_operation(operation_id=one.operation_id, by=cast.owner, at=NOON)
    offer.refresh_from_db(from_queryset=type(offer).objects.visible_to(cast.owner))
    assert offer.net == Decimal("1125.00") and get_version(offer_id=offer.pk, by=cast.owner).revision > seen
