"""The customer's pages of an offer: read, choose options, ask, sign."""

import datetime as dt

import pytest
from django.urls import reverse

from arpent.offers.models import OfferVersion, Signature
from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.portal.queries.access import get_link_token
from arpent.offers.testing import add_line
from arpent.offers.tests.pages import plain
from arpent.people.testing import NOON


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """Pages are read on the day the offers were made."""
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: NOON + dt.timedelta(hours=1))


def test_the_private_page_shows_the_offer_and_nothing_of_our_margin(cast, offer, token, client):
    page = plain(client.get(reverse("offers:portal", args=[token])))
    assert "1 125,00" in page and "1 350,00" in page and "son ouverture est signalée" in page
    for secret in ("600,00", "marge", "marque", "coût", str(offer.deal_id), "Canari"):
        assert secret not in page.replace("Coût", "")
    assert client.get(reverse("offers:portal", args=[token + "x"])).status_code == 404
    assert client.get(reverse("offers:offer", args=[offer.pk])).status_code == 302  # to sign in


def test_a_customer_signs_on_the_private_page(cast, offer, token, client):
    url = reverse("offers:portal", args=[token])
    wrong = client.post(url, {"name": "Mme Durand", "method": "typed"})
    assert (
        wrong.status_code == 422
        and "Écrivez votre fonction" in plain(wrong)
        and "Cochez « bon pour accord »" in plain(wrong)
    )
    data = {"name": "Mme Durand", "function": "Directrice", "method": "typed", "agreed": "yes", "order_number": "BC-1"}
    assert client.post(url, data, headers={"User-Agent": "Essai"}).status_code == 302
    signature = Signature.objects.visible_to(cast.owner).get()
    assert (signature.name, signature.ip, signature.user_agent) == ("Mme Durand", "127.0.0.1", "Essai")
    assert "Signée par Mme Durand" in plain(client.get(url))
    assert client.get(reverse("offers:portal_document", args=[token])).getvalue().startswith(b"%PDF")


def test_the_evidence_of_a_signature_contains_the_address_of_the_signer_not_of_the_proxy(cast, token, client, settings):
    settings.ARPENT_PROXIES = 1
    data = {"name": "Mme Durand", "function": "Directrice", "method": "typed", "agreed": "yes"}
    headers = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
    assert client.post(reverse("offers:portal", args=[token]), data, headers=headers).status_code == 302
    assert Signature.objects.visible_to(cast.owner).get().ip == "198.51.100.7"


def test_options_are_counted_as_they_are_ticked(cast, offer, client):
    key = add_line(cast.owner, offer, label="Coffret", price="200", cost="100", role="option")
    token = get_link_token(send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand"))
    url = reverse("offers:portal", args=[token])
    assert "1 325,00" in plain(client.get(url, {"chosen": "1", "take": key})) and "1 325,00" not in plain(
        client.get(url)
    )
    ticked = f'value="{key}" checked'
    page = " ".join(client.get(url, {"chosen": "1", "take": key}).content.decode().split())
    assert ticked in page and ticked not in " ".join(client.get(url).content.decode().split())
    assert "alert-danger" in plain(client.get(url, {"chosen": "1", "take": "0" * 32}))


def test_an_english_offer_is_read_and_printed_in_english(cast, offer, client):
    OfferVersion.objects.visible_to(cast.owner).update(language="en")
    token = get_link_token(send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Ms Durand"))
    response = client.get(reverse("offers:portal", args=[token]), headers={"Accept-Language": "fr"})
    assert '<html lang="en"' in plain(response) and "Sign the offer" in plain(response)


def test_asking_too_often_is_answered_by_wait(cast, token, client):
    url = reverse("offers:portal_question", args=[token])
    statuses = [client.post(url, {"name": "", "text": ""}).status_code for _ in range(32)]
    assert statuses[0] == 422 and statuses[-1] == 429
