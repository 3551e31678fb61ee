"""What may be read without sign-in: these addresses, and no other."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from arpent.people.models import User

OURS = {
    "account_reset_password",
    # The secret token in the address says whose calendar it is.
    "agenda:feed_ics",
    "contours",
    "deals:answer",
    "field",
    "field_icon",
    "field_manifest",
    "field_worker",
    "health",
    "offers:portal",
    "offers:portal_document",
    "offers:portal_opened",
    "offers:portal_question",
    "offers:portal_refuse",
    "offers:portal_terms",
    "outlines",
    "start",
    "sync:put",
    "sync:session",
    "sync:state",
}
ALLAUTH = {
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "mfa_authenticate",
    "mfa_login_webauthn",
}


def open_views(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from open_views(
                pattern.url_patterns, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            )
        elif not getattr(pattern.callback, "login_required", True):
            yield f"{namespace}{pattern.name}"


def test_only_these_views_open_without_sign_in():
    assert set(open_views(get_resolver().url_patterns)) == OURS | ALLAUTH


@pytest.mark.django_db
def test_an_anonymous_visitor_is_redirected_to_the_sign_in_and_back(cast, client):
    response = client.get("/clients/?q=a")
    assert response.status_code == 302 and response["Location"] == "/account/login/?next=/clients/%3Fq%3Da"


@pytest.mark.django_db
def test_a_fragment_requested_without_sign_in_leads_the_whole_page_to_it(cast, client):
    response = client.get("/clients/", headers={"HX-Request": "true"})
    assert response.status_code == 401 and response["HX-Redirect"] == reverse("account_login")


@pytest.mark.django_db
def test_an_empty_base_leads_to_the_first_run(client):
    User.objects.all().delete()
    assert client.get("/")["Location"] == reverse("start")


@pytest.mark.django_db
def test_an_unknown_address_is_not_found_without_sign_in(cast, client):
    assert client.get("/nowhere/").status_code == 404


@pytest.mark.django_db
def test_signing_out_empties_the_cache_of_the_browser(cast, login):
    client = login(cast.owner)
    assert client.post("/account/logout/")["Clear-Site-Data"] == '"cache"'
