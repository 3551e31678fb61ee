"""A text that its column cannot hold is refused with a sentence, and nothing is written; SQLite would keep it whole."""

import pytest
from django.urls import reverse

from arpent.clients.actions.companies import change_company, change_many, create_company
from arpent.clients.actions.contacts import save_contact
from arpent.clients.actions.saved_views import save_view
from arpent.clients.actions.sites import save_site
from arpent.clients.actions.timeline import add_note, record_on_timeline
from arpent.clients.models import Company, CompanyTag, Contact, SavedView
from arpent.clients.testing import make_company
from arpent.people.testing import NOON, refused

pytestmark = pytest.mark.postgresql
TOO_LONG = "database.text_too_long"
LONG = "é" * 300


def test_the_texts_of_a_company(cast, client):
    given = {"by": cast.owner, "at": NOON}
    assert refused(lambda: create_company(**given, values={"name": LONG}), "name") == TOO_LONG
    site = {"city": LONG}
    assert refused(lambda: create_company(**given, values={"name": "Pompes"}, site=site), "city") == TOO_LONG
    assert not Company.objects.visible_to(cast.owner).exists()
    company = make_company(cast.owner)
    given["company_id"] = company.pk
    assert refused(lambda: change_company(**given, values={"website": LONG}), "website") == TOO_LONG
    assert refused(lambda: save_site(**given, values={"address": LONG}), "address") == TOO_LONG
    assert refused(lambda: save_contact(**given, values={"last_name": LONG}), "last_name") == TOO_LONG
    assert not Contact.objects.visible_to(cast.owner).exists()
    client.force_login(cast.owner)
    page = client.post(reverse("clients:note", args=[company.pk]), {"kind": "note", "title": LONG, "body": ""})
    assert page.status_code == 422 and LONG in page.text


def test_the_names_of_tags_and_views(cast):
    company = make_company(cast.owner)
    tag = {"field": "add_tag", "value": "é" * 41}
    assert refused(lambda: change_many(company_ids=[company.pk], by=cast.owner, at=NOON, **tag), "name") == TOO_LONG
    assert refused(lambda: save_view(by=cast.owner, at=NOON, name=LONG, query={}, shared=False), "name") == TOO_LONG
    assert not CompanyTag.objects.visible_to(cast.owner).exists()
    assert not SavedView.objects.visible_to(cast.owner).exists()


def test_a_typed_note_is_refused_and_a_composed_title_is_cut(cast):
    given = {"company_id": make_company(cast.owner).pk, "by": cast.owner, "at": NOON, "kind": "note", "title": LONG}
    assert refused(lambda: add_note(**given), "title") == TOO_LONG
    assert len(record_on_timeline(**given).title) == 200
