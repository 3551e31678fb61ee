"""What a customer hears from a phone's quick quote is what the offer then says, to the cent."""

import datetime as dt
from decimal import Decimal

import pytest

from arpent.catalogue.testing import make_catalogue
from arpent.clients.testing import make_company
from arpent.kernel.ids import new_id
from arpent.offers.approval.actions.policies import save_promotion
from arpent.offers.models import OfferLine
from arpent.people.testing import NOON
from arpent.sync.actions.policy import save_policy
from arpent.sync.queries.snapshot import prices_part
from arpent.sync.rules.version_state import State
from arpent.sync.testing import Phone
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db


@shared_rows
def listed(cast):
    """A price list in the snapshot, and a promotion of 4.5 % on everything. Returns (its id, a row that has a
    price).
    """
    made = make_catalogue(cast.administrator)
    save_policy(by=cast.administrator, at=NOON, values={"prices": True})
    day = NOON.date()
    values = {"name": "Rentrée", "percent": Decimal("4.5"), "starts_on": day, "ends_on": day + dt.timedelta(days=30)}
    save_promotion(by=cast.direction, at=NOON, values=values)
    [rows] = [x["rows"] for x in prices_part(by=cast.owner, now=NOON)["lists"] if x["id"] == str(made["list_id"])]
    return made["list_id"], next(r for r in rows if r[3])


def test_the_price_of_a_quick_quote_is_that_of_the_offer_with_its_campaign(cast, listed):
    list_id, (reference, _name, _unit, steps, _cost, percent, _whole) = listed
    assert percent == "4.5"
    company, expected = make_company(cast.owner), Decimal(steps[0][1])
    lines = [{"reference": reference, "quantity": "2,5", "price": f"{expected:.4f}"}]
    body = {
        "company": str(company.pk),
        "deal": str(new_id()),
        "deal_title": "Joints",
        "list": str(list_id),
        "lines": lines,
    }
    receipt = Phone(cast.owner).send(body, kind="quote")
    assert receipt.state == State.APPLIED
    [line] = OfferLine.objects.visible_to(cast.owner).filter(version__offer=receipt.version.submission.record_id)
    assert (line.manual_price, line.promotion_percent) == (None, Decimal("4.5"))
    assert line.list_price * Decimal("0.955") == expected


def test_a_product_without_a_unit_or_sold_by_the_piece_is_sold_whole(listed):
    assert listed[1][6] is True


def test_a_quote_that_has_arrived_is_changed_at_the_desk_and_the_phone_is_informed(cast, listed):
    company, phone, key = make_company(cast.owner), Phone(cast.owner), new_id()
    body = {
        "company": str(company.pk),
        "deal": str(new_id()),
        "deal_title": "Joints",
        "lines": [{"label": "Pose", "quantity": "1", "price": "100"}],
    }
    phone.send(body, key, kind="quote")
    receipt = phone.send({**body, "title": "Autre"}, key, kind="quote")
    assert (receipt.state, receipt.version.refusal) == (State.REFUSED, "offers.quote_already_received")
    assert OfferLine.objects.visible_to(cast.owner).count() == 1
