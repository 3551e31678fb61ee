"""After an erasure the person is found only where the page said so: in signed offers; not in search, copies or
backups.
"""

import io
import zipfile

import pytest
from django.apps import apps
from django.test import TestCase

from arpent.offers.testing import add_line
from arpent.people.testing import NOON
from arpent.privacy.actions.erasing import erase_person
from arpent.privacy.actions.exporting import export_person
from arpent.privacy.queries.subjects import subject_of, typed_subject
from arpent.privacy.testing import CANARIES, EMAIL, LAST, NAME, act, canaries_in_base, plain, seed_person
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.postgresql

SIGNED = {
    "offers_offer",
    "offers_offerversion",
    "offers_offerline",
    "offers_offerfile",
    "offers_offerlink",
    "offers_offerevent",
    "offers_signature",
}


def sign_another(cast, seeded):
    offer = act("offers.actions.offers", "open_offer", by=cast.owner, at=NOON, deal_id=seeded["deal"], title="Ensemble")
    add_line(cast.owner, offer, label="Mise en service")
    link = act(
        "offers.portal.actions.sending", "send_offer", by=cast.owner, at=NOON, offer_id=offer.pk, name=NAME, email=EMAIL
    )
    token = act("offers.portal.queries.access", "get_link_token", link)
    act(
        "offers.portal.actions.signing",
        "sign_offer",
        token=token,
        at=NOON,
        name=NAME,
        function="Acheteur",
        method="typed",
        selected_options=(),
        agreed=True,
        terms=True,
    )


@shared_rows
def erased(cast):
    with TestCase.captureOnCommitCallbacks(execute=True):
        seeded = seed_person(cast.owner)
        sign_another(cast, seeded)
    before = {table for table, _, _ in canaries_in_base()}
    assert {"clients_savedview", "history_job", "deals_needanswer", "offers_signature"} <= before
    with TestCase.captureOnCommitCallbacks(execute=True):
        erasure = erase_person(
            subject=subject_of("contact", seeded["contact"], (LAST,)), by=cast.administrator, at=NOON, basis="request"
        )
    return seeded, erasure


def test_only_signed_documents_still_name_the_person_and_the_reason_is_shown(cast, erased, client):
    _seeded, erasure = erased
    assert set(erasure.retained) == {"signed"}
    left = {table for table, _, _ in canaries_in_base()}
    assert "offers_signature" in left and left <= SIGNED | {"history_auditentry"}, left - SIGNED
    entries = apps.get_model("history.AuditEntry")._base_manager.all()
    tables = {
        table
        for table, before, after in entries.values_list("table", "before", "after")
        if any(w in plain(f"{before}{after}") for w in CANARIES)
    }
    assert tables <= SIGNED, tables - SIGNED
    client.force_login(cast.owner)
    page = client.get("/search", {"q": LAST}, follow=True).content.decode()
    assert "Pompe pour" not in page and EMAIL not in page
    marie = typed_subject(name="Marie Durand", email="m@durand.example", phone="")
    with zipfile.ZipFile(io.BytesIO(export_person(subject=marie, by=cast.administrator, at=NOON).read())) as copy:
        text = plain("".join(copy.read(n).decode("utf-8", "ignore") for n in copy.namelist()))
    assert not [w for w in CANARIES if w in text]
