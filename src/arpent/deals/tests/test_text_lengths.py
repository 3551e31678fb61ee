"""A text that its column cannot hold is refused with a sentence, and nothing is written; SQLite would keep it whole."""

from uuid import uuid4

import pytest
from django.urls import reverse

from arpent.catalogue.testing import make_family
from arpent.clients.testing import make_company
from arpent.deals.actions.deals import change_deal, open_deal
from arpent.deals.actions.information_requests import answer_request, create_request, link_token
from arpent.deals.actions.needs import confirm_need, save_need
from arpent.deals.actions.offline import request_quote
from arpent.deals.actions.stage_moves import move_deal
from arpent.deals.actions.stages import save_stage
from arpent.deals.models import Deal, NeedSheet, Stage
from arpent.deals.testing import make_deal, stage
from arpent.kernel.errors import ValidationErrors
from arpent.people.testing import NOON, refused

pytestmark = pytest.mark.postgresql
TOO_LONG = "database.text_too_long"
LONG = "é" * 9000


def test_the_texts_of_a_deal(cast):
    deal = make_deal(cast.owner)
    values = {"title": LONG, "next_step": "Appeler", "next_step_on": NOON.date()}
    company = deal.company_id
    assert refused(lambda: open_deal(by=cast.owner, at=NOON, company_id=company, values=values), "title") == TOO_LONG
    too_long = dict.fromkeys(("title", "need", "competitor", "next_step"), LONG)
    with pytest.raises(ValidationErrors) as errors:
        change_deal(deal_id=deal.pk, by=cast.owner, at=NOON, values=too_long)
    assert {name: error.code for name, error in errors.value.by_field.items()} == dict.fromkeys(too_long, TOO_LONG)
    lost = {"lost_reason": "price", "lost_note": LONG}
    at = {"deal_id": deal.pk, "stage_id": stage("lost").pk, "by": cast.owner, "at": NOON}
    assert refused(lambda: move_deal(**at, values=lost), "lost_note") == TOO_LONG
    stored = Deal.objects.visible_to(cast.owner).get()
    assert stored.title == deal.title and stored.stage_id == deal.stage_id


def test_the_name_of_a_stage(cast):
    values = {"name": "é" * 61, "probability": 10}
    assert refused(lambda: save_stage(by=cast.direction, at=NOON, values=values), "name") == TOO_LONG
    assert not Stage.objects.filter(name__startswith="é").exists()


def test_the_texts_of_a_need(cast):
    deal, family = make_deal(cast.owner), make_family(cast.direction, "Pompes")
    given = {"by": cast.owner, "at": NOON, "deal_id": deal.pk, "family_id": family.pk, "answers": {}}
    assert refused(lambda: save_need(**given, values={"supplier": "é" * 300}), "supplier") == TOO_LONG
    assert not NeedSheet.objects.visible_to(cast.owner).exists()
    sheet = save_need(**given, values={})
    assert (
        refused(lambda: confirm_need(by=cast.owner, at=NOON, need_id=sheet.pk, name=LONG), "confirmed_by") == TOO_LONG
    )


def test_a_request_and_its_answer(cast, client):
    deal = make_deal(cast.owner)
    values = {"whom": "technical", "name": "Bureau", "question": "Quel moteur ?", "due_on": NOON.date()}
    long = values | {"name": "é" * 121}
    assert refused(lambda: create_request(deal_id=deal.pk, by=cast.owner, at=NOON, values=long), "name") == TOO_LONG
    token = link_token(create_request(deal_id=deal.pk, by=cast.owner, at=NOON, values=values))
    assert refused(lambda: answer_request(token=token, at=NOON, answer=LONG, name="Ivan"), "answer") == TOO_LONG
    assert refused(lambda: answer_request(token=token, at=NOON, answer="IP55", name="é" * 121), "name") == TOO_LONG
    page = client.post(reverse("deals:answer", args=[token]), {"answer": LONG, "name": "Ivan"})
    assert page.status_code == 422 and "8000" in page.text.replace("\u202f", "") and LONG in page.text


def test_what_a_phone_wrote(cast):
    company = make_company(cast.owner)
    body = {"deal": str(uuid4()), "company": str(company.pk), "deal_title": "é" * 161, "text": "Un devis"}
    quote = {"by": cast.owner, "at": NOON, "author_id": cast.owner.pk}
    assert refused(lambda: request_quote(**quote, body=body)) == TOO_LONG
    assert refused(lambda: request_quote(**quote, body=body | {"deal_title": "Pompe", "step": LONG})) == TOO_LONG
    assert not Deal.objects.visible_to(cast.owner).exists()
