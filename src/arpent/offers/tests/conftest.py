"""A deal with its need, and an offer of one kept solution."""

from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.portal.queries.access import get_link_token
from arpent.offers.testing import add_line, make_need, make_offer
from arpent.people.testing import NOON
from tests.shared_rows import shared_rows


@shared_rows
def made(cast):
    return make_need(cast.owner)


@shared_rows
def offer(cast):
    return make_offer(cast.owner)


@shared_rows
def option(cast, offer):
    return add_line(cast.owner, offer, label="Coffret", price="200", cost="100", role="option")


@shared_rows
def token(cast, offer):
    return get_link_token(send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand"))
