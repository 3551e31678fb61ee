"""An offer sent and signed through its link."""

import datetime as dt

from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.portal.actions.signing import sign_offer
from arpent.offers.portal.queries.access import get_link_token
from arpent.people.testing import NOON

LATER = NOON + dt.timedelta(hours=2)


SAID = {"name": "Mme Durand", "function": "Directrice", "method": "typed", "agreed": True, "terms": True}


def send(cast, offer, name="Mme Durand"):
    return get_link_token(
        send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name=name, email="durand@client.example")
    )


def sign(token, **values):
    return sign_offer(
        token=token,
        at=LATER,
        selected_options=values.pop("selected_options", ()),
        ip="192.0.2.7",
        user_agent="Essai",
        **{**SAID, **values},
    )
