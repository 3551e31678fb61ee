"""A request is answered by its signed link, without an account, and by nothing else."""

import datetime as dt

import pytest
from django.urls import reverse

from arpent.deals.actions.information_requests import (
    LINK_DAYS,
    answer_request,
    create_request,
    link_token,
    read_link,
    withdraw_request,
)
from arpent.deals.models import InformationRequest
from arpent.deals.testing import make_deal
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.testing import NOON
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.postgresql

TODAY = NOON.date()
VALUES = {"whom": "technical", "name": "Bureau d’études", "question": "Quel moteur à 45 °C ?", "due_on": TODAY}


@shared_rows
def information_request(cast):
    return create_request(deal_id=make_deal(cast.owner).pk, by=cast.owner, at=NOON, values=VALUES)


def test_the_holder_of_the_link_answers_and_may_correct(cast, information_request, client):
    url = reverse("deals:answer", args=[link_token(information_request)])
    page = client.get(url).content.decode()
    assert "Quel moteur" in page and "Olga Testeur" in page
    assert client.post(url, {"answer": "IP55, 7,5 kW", "name": "Ivan"}).status_code == 302
    assert "Votre réponse est partie" in client.get(url + "?kept=1").content.decode()
    client.post(url, {"answer": "IP65", "name": "Ivan"})
    information_request.refresh_from_db()
    assert (information_request.answer, information_request.answered_by) == (
        "IP65",
        "Ivan",
    ) and information_request.answered_at


def test_an_empty_answer_is_reported_and_nothing_is_lost(information_request, client):
    url = reverse("deals:answer", args=[link_token(information_request)])
    response = client.post(url, {"answer": "", "name": "Ivan"})
    assert response.status_code == 422 and "Ivan" in response.content.decode()


@pytest.mark.parametrize("token", ["x", "abc:def", ""])
def test_a_forged_link_opens_nothing(db, token):
    with pytest.raises(NotFound):
        read_link(token=token, at=NOON)


def test_a_link_of_one_request_is_not_that_of_another(cast, information_request):
    token = link_token(information_request)
    with pytest.raises(NotFound):
        read_link(token=token[:-2] + ("aa" if token[-2:] != "aa" else "bb"), at=NOON)


def test_a_link_that_is_too_old_or_withdrawn_opens_nothing(cast, information_request):
    token = link_token(information_request)
    assert read_link(token=token, at=NOON + dt.timedelta(days=LINK_DAYS)).pk == information_request.pk
    with pytest.raises(NotFound):
        read_link(token=token, at=NOON + dt.timedelta(days=LINK_DAYS + 1))
    withdraw_request(request_id=information_request.pk, by=cast.owner, at=NOON)
    with pytest.raises(NotFound):
        answer_request(token=token, at=NOON, answer="x", name="y")


def test_an_answered_request_is_not_withdrawn(cast, information_request):
    answer_request(token=link_token(information_request), at=NOON, answer="oui", name="Ivan")
    with pytest.raises(DomainError, match="request_already_answered"):
        withdraw_request(request_id=information_request.pk, by=cast.owner, at=NOON)


def test_a_request_is_late_after_its_day_until_it_is_answered(cast, information_request):
    after = TODAY + dt.timedelta(days=1)
    assert information_request.is_late(after) and not information_request.is_late(TODAY)
    answer_request(token=link_token(information_request), at=NOON, answer="oui", name="Ivan")
    information_request.refresh_from_db()
    assert not information_request.is_late(after)


def test_all_that_is_missing_is_listed(cast):
    deal = make_deal(cast.owner)
    with pytest.raises(DomainError) as refusal:
        create_request(deal_id=deal.pk, by=cast.owner, at=NOON, values={"due_on": TODAY - dt.timedelta(days=1)})
    assert set(refusal.value.by_field) == {"whom", "name", "question", "due_on"}
    with pytest.raises(NotFound):
        create_request(deal_id=deal.pk, by=cast.stranger, at=NOON, values=VALUES)
    assert not InformationRequest.objects.visible_to(cast.owner).exists()


def test_answers_are_counted_as_writes_and_readings_as_readings(information_request, client, settings):
    settings.ARPENT_PUBLIC_RATES = {"public_link": 5, "public_write": 2}
    url = reverse("deals:answer", args=[link_token(information_request)])
    assert [client.post(url, {"answer": ""}).status_code for _ in range(3)] == [422, 422, 429]
    assert [client.get(url).status_code for _ in range(6)] == [200] * 5 + [429]
