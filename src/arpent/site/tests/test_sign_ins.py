"""A sign-in is seen and ended by its owner, ends by itself, and ends with the password it was made with."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import identify_hasher
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from arpent.accounts.passwords import FirmWordsValidator
from arpent.accounts.rules.devices import device_label
from arpent.accounts.rules.sessions import End, end_of
from arpent.people.models import Organisation
from arpent.people.testing import NOON, PASSWORD

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOUR = 3600
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
PC = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def owner(cast):
    cast.owner.set_password(PASSWORD)
    cast.owner.save()
    return cast.owner


def sign_in(person, agent=PHONE, address="192.0.2.7"):
    client = Client(REMOTE_ADDR=address, headers={"User-Agent": agent})
    assert client.post("/account/login/", {"login": person.email, "password": PASSWORD}).status_code == 302
    return client


def is_in(client):
    return client.get(reverse("accounts:settings")).status_code == 200


def test_one_sees_where_one_is_signed_in_and_ends_one_or_all_others(owner):
    here, phone, old = sign_in(owner, PC, "198.51.100.7"), sign_in(owner), sign_in(owner)
    page = here.get(reverse("accounts:sign_ins")).content.decode()
    assert "Windows · Firefox" in page and "Android · Chrome" in page and "198.51.100.7" in page and "celui-ci" in page
    row = UserSession.objects.get(session_key=phone.session.session_key)
    assert here.post(reverse("accounts:sign_in_end", args=[row.pk])).status_code == 302
    assert (is_in(here), is_in(phone), is_in(old)) == (True, False, True)
    here.post(reverse("accounts:sign_ins_end_others"))
    assert (is_in(here), is_in(old)) == (True, False)
    assert UserSession.objects.filter(user=owner).count() == 1


def test_nobody_ends_anothers_sign_in(owner, cast, login):
    theirs = sign_in(owner)
    row = UserSession.objects.get(user=owner)
    assert login(cast.mate).post(reverse("accounts:sign_in_end", args=[row.pk])).status_code == 404
    assert login(cast.mate).post(reverse("accounts:person_sign_ins_end", args=[owner.pk])).status_code == 403
    assert is_in(theirs)


def test_an_administrator_ends_all_sign_ins_of_a_person(owner, cast, login):
    phone, pc = sign_in(owner), sign_in(owner, PC)
    login(cast.administrator).post(reverse("accounts:person_sign_ins_end", args=[owner.pk]))
    assert not is_in(phone) and not is_in(pc)


def test_a_new_password_ends_the_other_sign_ins(owner):
    here, other = sign_in(owner), sign_in(owner)
    new = "girafe-ancrage-soupape"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), data).status_code == 302
    assert (is_in(here), is_in(other)) == (True, False)
    assert "192.0.2.7" in here.get(reverse("accounts:sign_ins")).content.decode()
    assert UserSession.objects.filter(user=owner).count() == 1


@pytest.mark.parametrize(
    ("hours_since", "hours_idle", "end"),
    [(1, 0, None), (15, 15, None), (17, 17, End.IDLE), (14 * 24 - 1, 1, None), (14 * 24 + 1, 0, End.OLD)],
)
def test_a_sign_in_ends_when_nobody_uses_it_and_after_two_weeks(hours_since, hours_idle, end):
    now = 2_000_000_000
    since, seen = now - hours_since * HOUR, now - hours_idle * HOUR
    assert end_of(now=now, since=since, seen=seen, idle_hours=16, days=14) is end


@pytest.mark.parametrize("back", [{"arpent_seen": 17 * HOUR}, {"arpent_began": 15 * 24 * HOUR}])
def test_a_sign_in_that_is_over_asks_for_the_password_again(owner, back):
    client = sign_in(owner)
    session = client.session
    for name, seconds in back.items():
        session[name] -= seconds
    session.save()
    assert client.get(reverse("clients:list")).status_code == 302 and not is_in(client)
    assert not UserSession.objects.filter(user=owner).exists()


def test_reading_a_page_writes_nothing_until_five_minutes_have_passed(owner, django_assert_num_queries):
    client = sign_in(owner)
    client.get(reverse("accounts:settings"))
    with django_assert_num_queries(4):  # the session, the person, the firm, the count of the bell
        client.get(reverse("accounts:settings"))
    before = UserSession.objects.get(user=owner).last_seen_at
    session = client.session
    session["arpent_seen"] -= 301
    session.save()
    client.get(reverse("accounts:settings"))
    assert UserSession.objects.get(user=owner).last_seen_at > before


def test_a_browser_has_a_name_a_person_knows():
    assert (device_label(PHONE), device_label(PC), device_label("curl")) == (
        "Android · Chrome",
        "Windows · Firefox",
        "",
    )


@pytest.mark.parametrize(
    "password", ["vive-fluviane-2026", "FluvianeFluviane", "arpent-arpent", "olga-forever-9", "motdepasse-long"]
)
def test_a_password_contains_no_common_word(cast, password):
    Organisation.objects.create(name="Fluviane Équipements", created_at=NOON)
    with pytest.raises(ValidationError, match="essaierait"):
        FirmWordsValidator().validate(password, cast.owner)
    FirmWordsValidator().validate(PASSWORD, cast.owner)


def test_nobody_chooses_the_published_password(owner):
    client = sign_in(owner)
    data = {"oldpassword": PASSWORD, "password1": "pompe-vanne-lyon", "password2": "pompe-vanne-lyon"}
    assert "publié" in client.post(reverse("account_change_password"), data).content.decode()


def test_passwords_are_hashed_with_argon2(settings, cast):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    cast.owner.set_password(PASSWORD)
    assert identify_hasher(cast.owner.password).algorithm == "argon2" and cast.owner.check_password(PASSWORD)


def test_every_page_names_the_powers_it_asks_of_the_browser(client, db):
    header = client.get("/health")["Permissions-Policy"]
    assert "microphone=(self)" in header and "geolocation=(self)" in header and "camera=()" in header
