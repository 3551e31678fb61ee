"""A forgotten password: a link by mail when the installation has a server, and the truth when it has none."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from arpent.mail.models import MailMessage


@pytest.fixture
def mailer(settings):
    settings.ARPENT_SENDS_MAIL = True
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    mail.outbox = []


def ask(client, email):
    return client.post(reverse("account_reset_password"), {"email": email}, follow=True)


def test_without_a_server_the_page_says_who_gives_a_link_and_writes_nothing(cast, client):
    for page in (client.get(reverse("account_reset_password")), ask(client, cast.owner.email)):
        text = page.content.decode()
        assert page.status_code == 200 and "n’envoie pas d’e-mail" in text and "administrateur" in text
    assert not MailMessage.objects.visible_to(cast.owner).exists()


def test_with_a_server_the_worker_sends_a_link_that_lies_nowhere_before(cast, client, mailer, work_queue):
    cast.owner.set_password("cheval-agrafe-batterie")
    cast.owner.save()
    assert ask(client, cast.owner.email).status_code == 200
    waiting = MailMessage.objects.visible_to(cast.owner).get()
    assert not mail.outbox and "password" not in str(waiting.parts)
    for _again in range(3):
        ask(client, cast.owner.email)
    work_queue()
    assert len(mail.outbox) == 1 and mail.outbox[0].to == [cast.owner.email]
    link = re.search(r"http://\S+", mail.outbox[0].body)[0]
    assert 'type="password"' in client.get(link, follow=True).content.decode()


def test_an_address_that_nobody_uses_gets_no_mail(cast, client, mailer, work_queue):
    assert ask(client, "inconnu@ailleurs.example").status_code == 200
    work_queue()
    assert not mail.outbox
