"""A second factor can be required by role; a person without the required one can only set it up."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.urls import reverse

from arpent.accounts.public import found_organisation
from arpent.clients.testing import make_company
from arpent.history.models import Operation
from arpent.people.models import Organisation
from arpent.people.testing import NOON, PASSWORD
from arpent.site.home import first_run_code
from arpent.sync.testing import Phone
from arpent.visits.testing import report_body
from tests.shared_rows import shared_rows


def fresh(client, person):
    """Have a client as of somebody who signed in a moment ago."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


SET_UP = "/settings/second-factor/"


def give_factor(person, kind=Authenticator.Type.TOTP):
    return Authenticator.objects.create(user=person, type=kind, data={"secret": "x"})


@shared_rows
def required(cast):
    """The firm asks negotiators and administrators for a second factor."""
    return Organisation.objects.create(
        name="Firme", created_at=NOON, second_factor_roles=["negotiator", "administrator"]
    )


def test_administrators_need_one_unless_the_base_is_the_demonstration(db):
    found_organisation(name="F", email="a@b.example", first_name="A", last_name="B", password=PASSWORD, at=NOON)
    assert Organisation.objects.get().second_factor_roles == ["administrator"]


def test_who_has_none_is_led_to_set_it_up_from_every_page(required, cast, login):
    company = make_company(cast.owner)
    client = login(cast.owner)
    for page in (
        reverse("today"),
        reverse("clients:company", args=[company.pk]),
        reverse("accounts:settings"),
        reverse("accounts:sign_ins"),
        reverse("account_change_password"),
        reverse("sync:snapshot", args=["tour"]),
    ):
        assert client.get(page)["Location"] == SET_UP, page
    assert client.post(reverse("sync:enrol")).status_code == 302
    assert client.post(reverse("clients:new"), {"name": "X", "relationship": "prospect"})["Location"] == SET_UP
    response = client.get(reverse("search"), headers={"HX-Request": "true"})
    assert response.status_code == 403 and response["HX-Redirect"] == SET_UP


def test_its_setup_is_reachable_and_so_is_the_sign_out(required, cast, login):
    client = login(cast.owner)
    assert "application d’authentification" in client.get(SET_UP).content.decode()
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(name)).status_code == 200, name
    assert client.post("/account/logout/")["Location"] == "/account/login/"


def test_the_rule_itself_cannot_be_lifted_before(required, cast, login):
    client = login(cast.administrator)
    assert client.post(reverse("accounts:second_factor_rule"), {})["Location"] == SET_UP
    required.refresh_from_db()
    assert "administrator" in required.second_factor_roles


@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_who_has_one_works(required, cast, login, kind):
    give_factor(cast.owner, kind)
    assert login(cast.owner).get(reverse("today")).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(required, cast, login):
    give_factor(cast.owner, Authenticator.Type.RECOVERY_CODES)
    assert login(cast.owner).get(reverse("today")).status_code == 302


def test_a_role_without_the_requirement_works_without(required, cast, login):
    assert login(cast.manager).get(reverse("today")).status_code == 200


def test_a_phone_continues_to_send_its_reports(required, cast):
    company = make_company(cast.owner)
    receipt = Phone(cast.owner).send(report_body(company.pk, said="Écrit dans la cave"))
    assert receipt.version.submission.record_id


def test_the_administrator_says_which_roles_need_one(required, cast, login):
    give_factor(cast.administrator)
    client = fresh(login(cast.administrator), cast.administrator)
    assert client.get(reverse("accounts:second_factor_rule")).status_code == 200
    assert client.post(reverse("accounts:second_factor_rule"), {"roles": ["manager"]}).status_code == 302
    required.refresh_from_db()
    assert required.second_factor_roles == ["manager"]
    assert Operation.objects.unscoped("the test").filter(kind="accounts.second_factor").exists()
    assert login(cast.direction).get(reverse("accounts:second_factor_rule")).status_code == 403


def test_who_lost_it_gets_back_in_by_the_command_line_or_the_administrator(required, cast, login, capsys):
    give_factor(cast.administrator)
    give_factor(cast.owner)
    client = fresh(login(cast.administrator), cast.administrator)
    client.post(reverse("accounts:person_factor_reset", args=[cast.owner.pk]))
    assert not Authenticator.objects.filter(user=cast.owner).exists()
    call_command("reset_mfa", cast.administrator.email)
    assert not Authenticator.objects.exists() and not UserSession.objects.filter(user=cast.administrator).exists()
    assert cast.administrator.email in capsys.readouterr().out
    with pytest.raises(CommandError, match="nobody@firm"):
        call_command("reset_mfa", "nobody@firm.example")


def test_founding_the_firm_leads_straight_to_the_second_factor(client, db, settings, tmp_path):
    settings.ARPENT_HOME = tmp_path
    values = {
        "name": "Pompes",
        "first_name": "A",
        "last_name": "B",
        "email": "a@b.example",
        "password": "cheval-agrafe-9",
    }
    response = client.post("/start/", {**values, "code": first_run_code(tmp_path)}, follow=True)
    assert response.redirect_chain[-1][0] == SET_UP
    # Without being asked for the password once more.
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


@pytest.mark.parametrize("published", ["pompe-vanne-lyon"])
def test_a_firm_is_not_founded_with_the_published_password(client, db, settings, tmp_path, published):
    settings.ARPENT_HOME = tmp_path
    values = {"name": "Pompes", "first_name": "A", "last_name": "B", "email": "a@b.example", "password": published}
    assert client.post("/start/", {**values, "code": first_run_code(tmp_path)}).status_code == 422


@pytest.fixture
def administrator(cast, client):
    """An administrator who signed in a while ago."""
    cast.administrator.set_password(PASSWORD)
    cast.administrator.save()
    client.post("/account/login/", {"login": cast.administrator.email, "password": PASSWORD})
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    return cast.administrator


def test_access_is_given_after_a_fresh_sign_in_only(administrator, cast, client):
    change = {"role": "administrator", "is_active": "on", "team": ""}
    tries = [
        (reverse("accounts:invite", args=[cast.owner.pk]), {}),
        (reverse("accounts:person", args=[cast.owner.pk]), change),
        (
            reverse("accounts:person_new"),
            {"first_name": "N", "last_name": "P", "email": "n@p.example", "role": "manager", "status": "employee"},
        ),
        (reverse("accounts:second_factor_rule"), {"roles": []}),
        (reverse("accounts:person_factor_reset", args=[cast.owner.pk]), {}),
    ]
    for url, data in tries:
        response = client.post(url, data)
        assert response.status_code == 302 and response["Location"].startswith("/account/reauthenticate/"), url
    cast.owner.refresh_from_db()
    assert cast.owner.role == "negotiator"
    # Who confirms goes on where he was: the change that waited is made.
    response = client.post(tries[1][0], change)
    client.post(response["Location"], {"password": PASSWORD})
    cast.owner.refresh_from_db()
    assert cast.owner.role == "administrator"


def test_a_sign_in_of_a_moment_ago_is_fresh(cast, client):
    cast.administrator.set_password(PASSWORD)
    cast.administrator.save()
    client.post("/account/login/", {"login": cast.administrator.email, "password": PASSWORD})
    assert client.post(reverse("accounts:invite", args=[cast.owner.pk])).status_code == 200


def test_the_demonstration_asks_for_no_fresh_sign_in(administrator, cast, client):
    Organisation.objects.create(name="Fluviane", created_at=NOON, is_demonstration=True)
    assert client.post(reverse("accounts:invite", args=[cast.owner.pk])).status_code == 200
