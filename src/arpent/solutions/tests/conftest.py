"""A deal with its need."""

from arpent.offers.testing import make_need
from tests.shared_rows import shared_rows


@shared_rows
def made(cast):
    return make_need(cast.owner)
