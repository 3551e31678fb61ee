"""The link of an offer by mail: in the sender's name, with its paper; and what others did, on Today."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse

from arpent.offers.actions.approving import ask_approval, decide_approval
from arpent.offers.actions.following import answer_question, ask_question
from arpent.offers.actions.lines import save_lines
from arpent.offers.actions.sending import send_offer
from arpent.offers.actions.signing import sign_offer
from arpent.offers.models import OfferEvent
from arpent.offers.queries.links import token_of
from arpent.offers.queries.news import news_of
from arpent.offers.queries.versions import get_version, list_lines
from arpent.offers.rules.edits import read_edit
from arpent.offers.testing import make_offer
from arpent.people.testing import NOON

LATER = NOON + dt.timedelta(hours=2)
SAID = {"name": "Mme Durand", "function": "Directrice", "way": "typed", "agreed": True, "terms": True, "taken": ()}


@pytest.fixture
def offer(cast):
    return make_offer(cast.owner)


@pytest.fixture
def mailer(settings):
    settings.ARPENT_SENDS_MAIL = True
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    mail.outbox = []


def test_an_offer_goes_out_by_mail_with_its_paper(cast, offer, login, mailer):
    values = {
        "name": "Mme Durand",
        "email": "durand@client.example",
        "mail": "on",
        "text": "Voici :\n{lien}\nÀ bientôt",
    }
    client = login(cast.owner)
    assert "Le message" in client.get(reverse("offers:send", args=[offer.pk])).content.decode()
    client.post(reverse("offers:send", args=[offer.pk]), values)
    sent = mail.outbox[0]
    assert sent.to == ["durand@client.example"] and cast.owner.email in sent.reply_to[0]
    assert "/offers/read/" in sent.body and "{lien}" not in sent.body
    assert sent.attachments[0][0].endswith(".pdf") and sent.attachments[0][1].startswith(b"%PDF")
    kinds = OfferEvent.objects.visible_to(cast.owner).values_list("kind", flat=True)
    assert sorted(kinds) == ["mailed", "sent"]


def test_a_server_that_takes_nothing_leaves_the_link(cast, offer, login, mailer, monkeypatch):
    def broken(self, *args):
        raise OSError("no route")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
    values = {"name": "Mme Durand", "email": "durand@client.example", "mail": "on", "text": "Voici"}
    page = login(cast.owner).post(reverse("offers:send", args=[offer.pk]), values, follow=True).content.decode()
    assert "n’a pas pris le message" in page and "/offers/read/" in page


def test_without_a_server_of_its_own_arpent_says_that_it_sends_nothing(cast, offer, login):
    page = login(cast.owner).get(reverse("offers:send", args=[offer.pk])).content.decode()
    assert "n’envoie rien lui-même" in page and 'name="mail"' not in page


def kinds(cast, now=LATER):
    return [n.kind for n in news_of(by=cast.owner, now=now)]


def test_a_question_is_news_until_it_is_answered(cast, offer, login):
    token = token_of(send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand"))
    ask_question(token=token, at=LATER, name="Mme Durand", text="Quel délai ?")
    assert kinds(cast) == ["question"]
    assert not news_of(by=cast.stranger, now=LATER) and not news_of(by=cast.manager, now=LATER)
    answer_question(by=cast.owner, at=LATER, offer_id=offer.pk, text="Trois semaines")
    assert kinds(cast) == []
    sign_offer(token=token, at=LATER, **SAID)
    assert kinds(cast) == ["signed"] and kinds(cast, LATER + dt.timedelta(days=8)) == []


def test_an_agreement_given_is_news_while_the_offer_waits(cast, offer):
    row = list_lines(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner)[1]
    edit = read_edit({"key": row.key, "seen": {}, "values": {"discount_percent": "12"}})
    save_lines(by=cast.owner, at=NOON, offer_id=offer.pk, edits=[edit])
    approval = ask_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Fidèle")
    assert kinds(cast) == []
    decide_approval(by=cast.manager, at=LATER, approval_id=approval.pk, agree=True)
    assert kinds(cast) == ["approved"]
    send_offer(by=cast.owner, at=LATER, offer_id=offer.pk, name="Mme Durand")
    assert kinds(cast) == []


def test_today_shows_the_news_and_the_search_finds_offers_and_deals(cast, offer, login):
    client = login(cast.owner)
    found = client.get(reverse("search"), {"q": offer.number}).content.decode()
    assert offer.title in found
    found = client.get(reverse("search"), {"q": "puits"}).content.decode()
    assert reverse("deals:deal", args=[offer.deal_id]) in found
    assert offer.title not in login(cast.stranger).get(reverse("search"), {"q": offer.number}).content.decode()
