"""The language of a page: the person's, before sign-in the browser's."""

import pytest
from django.utils import translation

pytestmark = pytest.mark.django_db


def test_before_sign_in_a_page_is_in_the_language_of_the_browser(cast, client):
    response = client.get("/account/login/", headers={"Accept-Language": "en"})
    assert response["Content-Language"] == "en" and "Accept-Language" in response["Vary"]


def test_the_saved_language_of_a_person_comes_before_the_browsers(cast, login):
    cast.owner.language = "fr"
    cast.owner.save()
    response = login(cast.owner).get("/figures/", headers={"Accept-Language": "en"})
    assert response["Content-Language"] == "fr" and response["Cache-Control"] == "private, no-store"


def test_a_request_leaves_its_language_to_nothing_that_runs_after_it(cast, client):
    with translation.override("fr"):
        client.get("/account/login/", headers={"Accept-Language": "en"})
        assert translation.get_language() == "fr"
