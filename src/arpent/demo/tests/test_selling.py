"""The demonstration's rules of offers, whatever the hour at which it is loaded."""

import datetime as dt

from arpent.demo.selling import make_rules
from arpent.offers.models import OfferPolicy
from arpent.people.models import Organisation


def test_the_rules_begin_on_the_local_day_late_in_the_evening_too(cast):
    # 150 days before, summer time holds: at 22:30 in Greenwich the day has already turned.
    at = dt.datetime(2026, 11, 24, 22, 30, tzinfo=dt.UTC)
    Organisation.objects.create(name="Fluviane", created_at=at)
    make_rules(cast.administrator, cast.administrator, "Fluviane", at)
    policy = OfferPolicy.objects.visible_to(cast.administrator).get()
    assert policy.starts_on == dt.date(2026, 6, 28)
