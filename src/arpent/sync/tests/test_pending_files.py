"""A picture that waits for its company: it arrives with a new prospect, else a person sees it and says whose it is."""

import pytest

from arpent.clients.testing import make_company
from arpent.kernel.ids import new_id
from arpent.people.testing import NOON, picture_bytes
from arpent.sync.rules.version_state import State
from arpent.sync.testing import Phone
from arpent.visits.models import Attachment
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db


def card(company="", visit=""):
    return {
        "company": str(company),
        "visit": str(visit),
        "kind": "card",
        "type": "image/jpeg",
        "caption": "",
        "taken_at": NOON.isoformat(),
    }


@shared_rows
def waiting(cast):
    """A card without a company, as phones sent it before they named the new prospect."""
    receipt = Phone(cast.owner).send(card(), kind="file", content=picture_bytes())
    assert receipt.state == State.WAITING
    return receipt.version


def test_the_photo_of_a_new_prospect_is_attached_to_it(cast):
    phone, company = Phone(cast.owner), new_id()
    phone.send({"name": "Piscines Galtier", "postcode": "69003", "city": "Lyon"}, company, kind="company")
    receipt = phone.send(card(company), kind="file", content=picture_bytes())
    assert receipt.state == State.APPLIED
    assert Attachment.objects.visible_to(cast.owner).get(pk=receipt.version.submission.record_id).company_id == company


def test_the_page_shows_the_picture_and_no_raw_moment(cast, login, waiting):
    client = login(cast.owner)
    text = client.get(f"/sync/versions/{waiting.pk}/").content.decode()
    assert f"/sync/versions/{waiting.pk}/file" in text
    assert NOON.isoformat() not in text
    answer = client.get(f"/sync/versions/{waiting.pk}/file")
    assert answer["Content-Type"] == "image/jpeg"
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"


def test_the_company_is_searched_and_chosen_on_the_page(cast, login, waiting):
    company, client = make_company(cast.owner, "Piscines Galtier"), login(cast.owner)
    make_company(cast.stranger, "Piscines Étrangères")
    text = client.get(f"/sync/versions/{waiting.pk}/?find=piscines").content.decode()
    assert str(company.pk) in text
    assert "Étrangères" not in text
    client.post(f"/sync/versions/{waiting.pk}/", {"text_company": str(company.pk)})
    waiting.refresh_from_db()
    assert waiting.state == State.RESOLVED
    assert Attachment.objects.visible_to(cast.owner).get(pk=waiting.submission.record_id).company_id == company.pk


def test_a_file_whose_visit_is_missing_is_attached_to_the_chosen_company(cast, login):
    company = make_company(cast.owner)
    version = Phone(cast.owner).send(card(visit=new_id()), kind="file", content=picture_bytes()).version
    login(cast.owner).post(f"/sync/versions/{version.pk}/", {"text_company": str(company.pk)})
    found = Attachment.objects.visible_to(cast.owner).get(pk=version.submission.record_id)
    assert (found.company_id, found.visit_id) == (company.pk, None)


def test_nobody_chooses_a_company_out_of_reach(cast, login, waiting):
    other = make_company(cast.stranger, "Piscines Étrangères")
    answer = login(cast.owner).post(f"/sync/versions/{waiting.pk}/", {"text_company": str(other.pk)})
    assert answer.status_code == 422
    assert not Attachment.objects.visible_to(cast.owner).exists()


def test_a_stranger_sees_no_picture(cast, login, waiting):
    assert login(cast.stranger).get(f"/sync/versions/{waiting.pk}/file").status_code == 404
