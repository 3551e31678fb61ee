"""The link of an offer by mail: in the sender's name, with its document; and what others did, on Today."""

import datetime as dt
import socket
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.urls import reverse

from arpent.history.models import Job
from arpent.kernel.errors import DomainError
from arpent.mail.actions import PAUSES, send_mail
from arpent.mail.models import MailMessage
from arpent.mail.tasks import send_mail_job
from arpent.offers.actions.lines import save_lines
from arpent.offers.approval.actions.approvals import decide_approval, request_approval
from arpent.offers.models import OfferEvent
from arpent.offers.portal.actions.activity import answer_question, ask_question
from arpent.offers.portal.actions.email import QuoteEmail, retry_email
from arpent.offers.portal.actions.sending import revoke_link, send_offer
from arpent.offers.portal.actions.signing import sign_offer
from arpent.offers.portal.queries.access import get_link_token
from arpent.offers.queries.notifications import list_notifications
from arpent.offers.queries.versions import get_version, list_lines
from arpent.offers.rules.edits import read_edit
from arpent.people.testing import NOON

LATER = NOON + dt.timedelta(hours=2)
QUOTE_EMAIL = QuoteEmail("Voici {lien}", "http://arpent.example/")
SAID = {
    "name": "Mme Durand",
    "function": "Directrice",
    "method": "typed",
    "agreed": True,
    "terms": True,
    "selected_options": (),
}


@pytest.fixture
def mailer(settings):
    settings.ARPENT_SENDS_MAIL = True
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    mail.outbox = []


VALUES = {"name": "Mme Durand", "email": "durand@client.example", "mail": "on", "text": "Voici :\n{lien}\nÀ bientôt"}


def mail_of(cast):
    return MailMessage.objects.visible_to(cast.owner).get()


def test_an_offer_is_sent_by_mail_with_its_document(cast, offer, login, mailer, work_queue):
    client = login(cast.owner)
    assert "Le message" in client.get(reverse("offers:send", args=[offer.pk])).content.decode()
    page = client.post(reverse("offers:send", args=[offer.pk]), VALUES, follow=True).content.decode()
    assert not mail.outbox and "en attente d’envoi" in page
    assert "/offers/read/" not in str(mail_of(cast).parts)  # the link is made when the mail is sent
    work_queue()
    sent = mail.outbox[0]
    assert sent.to == ["durand@client.example"] and cast.owner.email in sent.reply_to[0]
    assert "/offers/read/" in sent.body and "{lien}" not in sent.body
    assert sent.attachments[0][0].endswith(".pdf") and sent.attachments[0][1].startswith(b"%PDF")
    kinds = OfferEvent.objects.visible_to(cast.owner).values_list("kind", flat=True)
    assert sorted(kinds) == ["mailed", "sent"]
    assert mail_of(cast).state == "sent" and mail_of(cast).parts == {}
    page = client.get(reverse("offers:offer", args=[offer.pk])).content.decode()
    assert "E-mail à durand@client.example : envoyé" in page


def test_a_mail_that_was_sent_is_never_sent_again(cast, offer, login, mailer, work_queue):
    login(cast.owner).post(reverse("offers:send", args=[offer.pk]), VALUES)
    for _again in range(3):
        job = Job.objects.visible_to(cast.owner).get(kind="mail.send")
        send_mail_job.enqueue(str(job.pk))
        work_queue()
    retry_email(mail_id=mail_of(cast).pk, by=cast.owner, at=LATER)
    work_queue()
    assert len(mail.outbox) == 1


def test_a_sending_that_fails_asks_for_no_mail(cast, offer, login, mailer):
    values = VALUES | {"email": ""}
    page = login(cast.owner).post(reverse("offers:send", args=[offer.pk]), values)
    assert page.status_code == 422 and not MailMessage.objects.visible_to(cast.owner).exists()
    offer.refresh_from_db()
    assert offer.state == "draft"


def test_an_unavailable_server_is_retried_with_growing_delays_and_then_no_more(cast, offer, mailer, monkeypatch):
    tries = []

    def broken(self, *args, **kwargs):
        tries.append(self.extra_headers["Message-ID"])
        raise OSError("no route")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
    send_offer(
        by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand", email="d@client.example", letter=QUOTE_EMAIL
    )
    job, now, pauses = Job.objects.visible_to(cast.owner).get(kind="mail.send"), NOON, []
    for _try in PAUSES:
        send_mail(job_id=job.pk, clock=lambda now=now: now)
        assert mail_of(cast).state == "waiting" and mail_of(cast).problem == "mail.postponed"
        send_mail(job_id=job.pk, clock=lambda now=now: now)  # too soon
        pauses.append(mail_of(cast).next_try_at - now)
        now = mail_of(cast).next_try_at
    assert pauses == sorted(set(pauses)) and len(tries) == len(PAUSES) and len(set(tries)) == 1
    with pytest.raises(DomainError, match=r"mail\.failed"):
        send_mail(job_id=job.pk, clock=lambda: now)
    job.refresh_from_db()
    assert (mail_of(cast).state, job.state) == ("failed", "failed")


def test_a_mail_that_was_not_sent_says_why_and_can_be_tried_again(cast, offer, login, mailer, monkeypatch, work_queue):
    def refuse(self, *args, **kwargs):
        raise SMTPRecipientsRefused({self.to[0]: (550, b"unknown")})

    client = login(cast.owner)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        client.post(reverse("offers:send", args=[offer.pk]), VALUES)
        work_queue()
    page = client.get(reverse("offers:offer", args=[offer.pk])).content.decode()
    assert "non envoyé" in page and "refuse l’adresse durand@client.example" in page and "/offers/read/" in page
    retry_url = reverse("offers:mail_retry", args=[mail_of(cast).pk])
    assert retry_url in page
    for other in (cast.mate, cast.stranger):
        assert login(other).post(retry_url).status_code == 404
    login(cast.owner).post(retry_url)
    work_queue()
    assert len(mail.outbox) == 1 and mail_of(cast).state == "sent"


def test_a_link_withdrawn_meanwhile_is_not_sent(cast, offer, mailer, work_queue):
    link = send_offer(
        by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand", email="d@client.example", letter=QUOTE_EMAIL
    )
    revoke_link(by=cast.owner, at=NOON, link_id=link.pk)
    work_queue()
    assert not mail.outbox and (mail_of(cast).state, mail_of(cast).problem) == ("failed", "offers.mail_link_expired")


def test_a_mail_server_that_accepts_and_never_answers_stops_the_worker_for_its_timeout_only(cast, offer, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.ARPENT_SENDS_MAIL = True
        options = {"host": "127.0.0.1", "port": silent.getsockname()[1], "timeout": 0.2}
        settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
        send_offer(
            by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand", email="d@client.example", letter=QUOTE_EMAIL
        )
        job = Job.objects.visible_to(cast.owner).get(kind="mail.send")
        send_mail(job_id=job.pk, clock=lambda: NOON)
    assert mail_of(cast).state == "waiting" and mail_of(cast).problem == "mail.postponed"


def test_the_mail_server_has_a_timeout(monkeypatch):
    from arpent.site import settings as product

    monkeypatch.setenv("ARPENT_SMTP_URL", "smtp://mail.firm.example:587")
    assert product._mailer()["OPTIONS"]["timeout"] == 20
    monkeypatch.delenv("ARPENT_SMTP_URL")
    assert product._mailer()["BACKEND"].endswith("dummy.EmailBackend")  # no file, no link on the disk


def test_without_a_server_of_its_own_arpent_says_that_it_sends_nothing(cast, offer, login):
    page = login(cast.owner).get(reverse("offers:send", args=[offer.pk])).content.decode()
    assert "n’envoie rien lui-même" in page and 'name="mail"' not in page


def kinds(cast, now=LATER):
    return [n.kind for n in list_notifications(by=cast.owner, now=now)]


def test_a_question_is_a_notification_until_it_is_answered(cast, offer, login):
    token = get_link_token(send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand"))
    ask_question(token=token, at=LATER, name="Mme Durand", text="Quel délai ?")
    assert kinds(cast) == ["question"]
    assert not list_notifications(by=cast.stranger, now=LATER) and not list_notifications(by=cast.manager, now=LATER)
    answer_question(by=cast.owner, at=LATER, offer_id=offer.pk, text="Trois semaines")
    assert kinds(cast) == []
    sign_offer(token=token, at=LATER, **SAID)
    assert kinds(cast) == ["signed"] and kinds(cast, LATER + dt.timedelta(days=8)) == []


def test_a_given_approval_is_a_notification_until_the_offer_is_sent(cast, offer):
    row = list_lines(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner)[1]
    edit = read_edit({"key": row.key, "seen": {}, "values": {"discount_percent": "12"}})
    save_lines(by=cast.owner, at=NOON, offer_id=offer.pk, edits=[edit])
    approval = request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Fidèle")
    assert kinds(cast) == []
    decide_approval(by=cast.manager, at=LATER, approval_id=approval.pk, agree=True)
    assert kinds(cast) == ["approved"]
    send_offer(by=cast.owner, at=LATER, offer_id=offer.pk, name="Mme Durand")
    assert kinds(cast) == []


def test_today_shows_notifications_and_the_search_finds_offers_and_deals(cast, offer, login):
    client = login(cast.owner)
    found = client.get(reverse("search"), {"q": offer.number}).content.decode()
    assert offer.title in found
    found = client.get(reverse("search"), {"q": "puits"}).content.decode()
    assert reverse("deals:deal", args=[offer.deal_id]) in found
    assert offer.title not in login(cast.stranger).get(reverse("search"), {"q": offer.number}).content.decode()
