"""Several people at one moment, on PostgreSQL: numbers, a signature against a new version, one order."""

import threading

import pytest
from django.db import connection

from arpent.deals.testing import make_deal
from arpent.offers.actions.offers import new_version, open_offer
from arpent.offers.models import OfferFile, OfferVersion
from arpent.offers.portal.actions import signing
from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.portal.queries.access import get_link_token
from arpent.offers.testing import make_offer
from arpent.orders.actions.orders import create_order_file
from arpent.people.models import Organisation
from arpent.people.testing import NOON, make_cast

pytestmark = pytest.mark.postgresql

SAID = {
    "name": "Mme Durand",
    "function": "Directrice",
    "method": "typed",
    "agreed": True,
    "terms": True,
    "selected_options": (),
}


def together(*actions):
    """Run actions at one moment, each with its own connection; return what they raised."""
    raised, go = [], threading.Barrier(len(actions))

    def run(action):
        try:
            go.wait()
            action()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(a,)) for a in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer")
def test_several_people_at_one_moment(committed_database, monkeypatch):
    cast = make_cast()
    # Six offers opened at once have six numbers.
    offer = make_offer(cast.owner)
    deals = [make_deal(cast.owner, f"Affaire {i}") for i in range(6)]
    numbers = []
    raised = together(
        *(lambda d=d: numbers.append(open_offer(by=cast.owner, at=NOON, deal_id=d.pk).number) for d in deals)
    )
    assert not raised and sorted(numbers) == [f"O-2026-{n:05d}" for n in range(2, 8)]

    # While the signed document is rendered, a new version may be started; the signature replaces it.
    Organisation.objects.create(name="Fluviane", created_at=NOON)
    token = get_link_token(send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand"))
    draw = signing.render_signed_document

    drawing, begun = threading.Event(), threading.Event()

    def slowly(**facts):
        drawing.set()
        assert begun.wait(60), "the new version waited for the paper"
        return draw(**facts)

    def write_next():
        assert drawing.wait(60)
        new_version(by=cast.owner, at=NOON, offer_id=offer.pk)
        begun.set()

    monkeypatch.setattr(signing, "render_signed_document", slowly)
    raised = together(lambda: signing.sign_offer(token=token, at=NOON, **SAID), write_next)
    assert not raised
    states = OfferVersion.objects.visible_to(cast.owner).filter(offer=offer).order_by("number")
    assert list(states.values_list("state", flat=True)) == ["signed", "replaced"]

    # An order asked for twice at once is made once.
    raised = together(*(lambda: create_order_file(by=cast.owner, at=NOON, offer_id=offer.pk) for _ in range(2)))
    assert not raised and OfferFile.objects.visible_to(cast.owner).filter(kind="order").count() == 1
