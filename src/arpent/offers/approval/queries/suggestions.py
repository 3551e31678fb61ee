"""Loads the version for which approval suggestions are computed."""

import datetime as dt

from arpent.people.public import User

from ...models import OfferVersion
from ...queries.pricing import pricing_conditions
from ...queries.versions import list_lines
from ..rules.suggestions import ApprovalSuggestion, suggest_changes
from .assessment import assess_version


def list_suggestions(*, version: OfferVersion, by: User, day: dt.date) -> list[ApprovalSuggestion]:
    """Return the single changes of which each would make an approval of a version unnecessary on a day."""
    lines = list_lines(version=version, by=by)
    return suggest_changes(
        assess_version(version=version, lines=lines, by=by, day=day),
        payment_days=version.payment_days,
        average_extra_days=pricing_conditions(version).payment_days - version.payment_days,
        line_discounts={x.key: x.discount_percent for x in lines},
    )
