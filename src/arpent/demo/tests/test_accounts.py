"""The demonstration fills an empty base only, and its published password opens accounts from this machine only."""

from contextlib import nullcontext

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from arpent.accounts.public import create_person, found_organisation
from arpent.demo.accounts import DEMO_PASSWORD, demo_logins, email, list_published
from arpent.demo.load import load_demo_firm
from arpent.kernel.errors import DomainError
from arpent.people.models import Organisation, User
from arpent.people.public import Role
from arpent.people.testing import NOON, PASSWORD
from arpent.site import doctor
from tests.shared_rows import shared_rows

HERE = {"REMOTE_ADDR": "127.0.0.1", "SERVER_NAME": "127.0.0.1"}
AWAY = "198.51.100.7"


@shared_rows
def firm():
    return found_organisation(
        name="Firme", email="chef@firm.example", first_name="A", last_name="B", password=PASSWORD, at=NOON
    )


@shared_rows
def demonstration():
    """A base of the demonstration as sign-in sees it: its firm and one of its people."""
    return found_organisation(
        name="Fluviane",
        email=email("admin"),
        first_name="S",
        last_name="T",
        password=DEMO_PASSWORD,
        at=NOON,
        demonstration=True,
    )


def sign_in(client, person, **meta):
    data = {"login": person.email, "password": DEMO_PASSWORD}
    return client.post(reverse("account_login"), data, **meta)


def test_the_demonstration_never_loads_into_a_founded_firm(firm):
    with pytest.raises(DomainError, match=r"demo\.founded"):
        load_demo_firm(at=NOON)
    assert User.objects.count() == 1


def test_the_page_that_loaded_it_refuses_with_a_sentence_and_has_no_button(firm, login):
    Organisation.objects.update(second_factor_roles=[])
    client = login(firm)
    response = client.post(reverse("load_demo"))
    assert response.status_code == 422 and "base vide" in response.content.decode()
    assert reverse("load_demo") not in client.get(reverse("today"), follow=True).content.decode()
    assert User.objects.count() == 1


def test_the_command_line_refuses_too(firm):
    with pytest.raises(CommandError, match="ARPENT_HOME"):
        call_command("demo")
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("meta", "status"),
    [
        (HERE, 302),
        ({**HERE, "REMOTE_ADDR": AWAY}, 200),
        ({**HERE, "SERVER_NAME": "0.0.0.0", "HTTP_HOST": "localhost"}, 200),
        ({**HERE, "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 200),  # somebody forwards, and nobody said so
        ({**HERE, "HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": AWAY}, 200),
    ],
)
def test_the_published_password_opens_an_account_from_this_machine_only(demonstration, client, meta, status):
    response = sign_in(client, demonstration, **meta)
    assert response.status_code == status
    assert ("que depuis la machine" in response.content.decode()) is (status == 200)
    assert ("_auth_user_id" in client.session) is (status == 302)


def test_behind_a_declared_proxy_the_true_address_decides(demonstration, client, settings):
    settings.ARPENT_PROXIES = 1
    assert sign_in(client, demonstration, **HERE, HTTP_X_FORWARDED_FOR=AWAY).status_code == 200
    assert sign_in(client, demonstration, **HERE, HTTP_X_FORWARDED_FOR=f"127.0.0.1, {AWAY}").status_code == 200


def test_it_is_opened_to_others_by_an_explicit_option_only(demonstration, client, settings):
    settings.ARPENT_DEMO_PUBLIC = True
    assert sign_in(client, demonstration, **{**HERE, "REMOTE_ADDR": AWAY}).status_code == 302


def test_logins_are_shown_for_a_demonstration_base_only(demonstration):
    assert demo_logins() == [(email("admin"), "administrator")]
    Organisation.objects.update(is_demonstration=False)
    assert demo_logins() == [] and list_published() == [email("admin")]
    demonstration.set_password("tout-autre-chose-42")
    demonstration.save()
    assert list_published() == []


@pytest.mark.parametrize(
    ("host", "args", "refused"),
    [
        ("0.0.0.0", [], True),
        ("192.0.2.1", ["--demo"], True),
        ("127.0.0.1", [], False),
        ("localhost", [], False),
        ("::1", [], False),
    ],
)
def test_it_is_not_served_to_other_machines(demonstration, monkeypatch, host, args, refused):
    served = []
    monkeypatch.setattr("arpent.site.management.commands.run.serve", lambda *a, **k: served.append(a))
    with pytest.raises(CommandError, match=email("admin")) if refused else nullcontext():
        call_command("run", "--host", host, *args)
    assert bool(served) is not refused


def test_an_empty_base_takes_no_demonstration_that_others_would_reach(db):
    with pytest.raises(CommandError, match="ARPENT_DEMO_PUBLIC"):
        call_command("run", "--demo", "--host", "0.0.0.0")
    assert not User.objects.exists()


def test_the_doctor_names_the_accounts_that_the_published_password_opens(firm, settings):
    def levels():
        return {level for level, text in doctor.examine() if email("claire") in text or "ARPENT_DEMO_PUBLIC" in text}

    assert levels() == set()
    create_person(
        email=email("claire"), first_name="C", last_name="P", role=Role.NEGOTIATOR, at=NOON, password=DEMO_PASSWORD
    )
    assert levels() == {"error"}
    Organisation.objects.update(is_demonstration=True)
    assert levels() == {"warning"}
    settings.ARPENT_DEMO_PUBLIC = True
    assert levels() == {"error"}
