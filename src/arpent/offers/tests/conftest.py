"""A deal with its need, and an offer of one kept solution."""

from arpent.offers.testing import make_need, make_offer
from tests.shared_rows import shared_rows


@shared_rows
def made(cast):
    return make_need(cast.owner)


@shared_rows
def offer(cast):
    return make_offer(cast.owner)
