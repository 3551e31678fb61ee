"""Delays of payment (C. com. L441-10): one rule for the conditions, the firm's rules and the sending."""

import datetime as dt

import pytest

from arpent.offers.actions.conditions import save_conditions
from arpent.offers.approval.actions.policies import save_policy
from arpent.offers.models import OfferVersion
from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.rules.payment import delay_refusal
from arpent.people.testing import NOON, refused


def test_the_caps_of_the_law():
    day = dt.date(2026, 11, 30)
    assert delay_refusal(60, False, day) is None and delay_refusal(45, True, day) is None
    assert delay_refusal(61, False, day).code == "offers.too_long"
    assert delay_refusal(46, True, day).code == "offers.too_long_month"


def test_end_of_month_alone_is_checked_with_the_stored_days(cast, offer):
    save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values={"payment_days": 60})
    code = refused(
        lambda: save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values={"end_of_month": True}),
        "payment_days",
    )
    assert code == "offers.too_long_month"


def test_the_firm_s_rules_respect_the_cap(cast):
    code = refused(
        lambda: save_policy(by=cast.direction, at=NOON, starts_on=NOON.date(), values={"payment_days": 120}),
        "payment_days",
    )
    assert code == "offers.too_long"


@pytest.mark.parametrize("values", [{"payment_days": 120}, {"payment_days": 60, "end_of_month": True}])
def test_no_offer_is_sent_with_a_longer_delay_however_it_was_set(cast, offer, values):
    OfferVersion.objects.visible_to(cast.owner).filter(offer=offer).update(**values)
    assert refused(lambda: send_offer(by=cast.direction, at=NOON, offer_id=offer.pk, name="Mme Roux")).startswith(
        "offers.too_long"
    )
