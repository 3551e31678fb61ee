"""A document is drawn and stored before the transaction that records it; a failure leaves neither rows nor files."""

from pathlib import Path

import pytest
from django.db import connection

from arpent.kernel.errors import DomainError
from arpent.offers.actions.lines import save_lines
from arpent.offers.models import OfferFile, OfferLink
from arpent.offers.portal.actions import sending, signing
from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.portal.actions.signing import sign_offer
from arpent.offers.portal.queries.access import get_link_token
from arpent.offers.printing.documents import rendering as paper
from arpent.offers.queries.versions import get_version, list_lines
from arpent.offers.rules.edits import read_edit
from arpent.offers.testing import make_offer
from arpent.orders.actions import orders as ordering
from arpent.orders.actions.orders import create_order_file
from arpent.people.models import Organisation
from arpent.people.testing import NOON
from tests.shared_rows import shared_rows

SAID = {
    "name": "Mme Durand",
    "function": "Directrice",
    "method": "typed",
    "agreed": True,
    "terms": True,
    "selected_options": (),
}


@shared_rows
def offer(cast):
    Organisation.objects.create(name="Fluviane", created_at=NOON)
    return make_offer(cast.owner)


def stored(settings):
    folder = Path(settings.MEDIA_ROOT) / "offers"
    return sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []


def send(cast, offer):
    return send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand")


def change_quantity(cast, offer, quantity):
    row = list_lines(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner)[1]
    edit = read_edit({"key": row.key, "seen": {}, "values": {"quantity": str(quantity)}})
    save_lines(by=cast.owner, at=NOON, offer_id=offer.pk, edits=[edit])


@pytest.fixture
def depths(monkeypatch):
    """Note how many transactions are open when a PDF is made, beside the test's own."""
    found, outside = [], len(connection.savepoint_ids)

    def noting(real):
        def make(*args, **kwargs):
            found.append(len(connection.savepoint_ids) - outside)
            return real(*args, **kwargs)

        return make

    monkeypatch.setattr(paper, "compile_document", noting(paper.compile_document))
    monkeypatch.setattr(ordering, "order_pdf", noting(ordering.order_pdf))
    return found


def test_no_document_is_rendered_inside_a_transaction(cast, offer, depths):
    sign_offer(token=get_link_token(send(cast, offer)), at=NOON, **SAID)
    create_order_file(by=cast.owner, at=NOON, offer_id=offer.pk)
    assert depths == [0, 0, 0]


def test_an_offer_changed_while_its_document_is_rendered_is_rendered_again(cast, offer, monkeypatch, settings):
    real, drawn = sending.render_document, []

    def draw(*args, **kwargs):
        made = real(*args, **kwargs)
        drawn.append(made)
        if len(drawn) == 1:
            change_quantity(cast, offer, 7)
        return made

    monkeypatch.setattr(sending, "render_document", draw)
    version = send(cast, offer).version
    assert len(drawn) == 2 and '"quantity":"7"' in version.snapshot
    digits = {f.stored_as for f in OfferFile.objects.visible_to(cast.owner)} | {
        p["stored_as"] for p in version.document_data["stored_pictures"]
    }
    assert set(stored(settings)) == digits


def test_an_offer_that_changes_at_each_attempt_is_not_sent(cast, offer, monkeypatch, settings):
    real, drawn = sending.render_document, []

    def draw(*args, **kwargs):
        drawn.append(1)
        change_quantity(cast, offer, 10 + len(drawn))
        return real(*args, **kwargs)

    monkeypatch.setattr(sending, "render_document", draw)
    with pytest.raises(DomainError, match="changed_meanwhile"):
        send(cast, offer)
    offer.refresh_from_db()
    assert offer.state == "draft" and not stored(settings) and not OfferLink.objects.visible_to(cast.owner).exists()


def broken(*args, **kwargs):
    raise ZeroDivisionError


@pytest.mark.parametrize("place", ["_freeze", "_make_link", "record_on_customer_timeline"])
def test_a_sending_that_fails_leaves_nothing(cast, offer, monkeypatch, settings, place):
    monkeypatch.setattr(sending, place, broken)
    with pytest.raises(ZeroDivisionError):
        send(cast, offer)
    offer.refresh_from_db()
    assert offer.state == "draft" and not stored(settings)
    assert not OfferFile.objects.visible_to(cast.owner).exists()


def test_a_signature_that_fails_leaves_the_offer_as_it_was_sent(cast, offer, monkeypatch, settings):
    token, before = get_link_token(send(cast, offer)), stored(settings)
    monkeypatch.setattr(signing, "win_deal", broken)
    with pytest.raises(ZeroDivisionError):
        sign_offer(token=token, at=NOON, **SAID)
    offer.refresh_from_db()
    assert offer.state == "sent" and stored(settings) == before


def test_a_file_is_whole_or_not_there(settings, tmp_path):
    from arpent.kernel.ids import new_id
    from arpent.web.uploads import store_file

    class FullDisk:
        def read(self, _size):
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError):
        store_file(folder="offers", pk=new_id(), content=FullDisk())
    assert not stored(settings)
