"""The catalogue is the firm's: everybody reads it, only those who manage it change it."""

import pytest
from django.urls import reverse

from .test_access import FIRM, fingerprint
from .world import our_addresses

# Every reader of a document may comment on it; an empty comment writes nothing.
SPOKEN = {"catalogue:version", "catalogue:improvement_comment", "catalogue:improvement_withdraw"}


def catalogue_urls():
    from arpent.catalogue.testing import make_catalogue

    made = make_catalogue()
    return {n: reverse(n, kwargs={i: made[i] for i in ids}) for n, ids in our_addresses().items() if n.startswith(FIRM)}


@pytest.mark.parametrize("role", ["owner", "mate", "stranger", "assistant"])
def test_people_who_do_not_manage_the_catalogue_read_it_and_change_nothing(cast, login, role):
    urls = catalogue_urls()
    client = login(getattr(cast, role))
    before = fingerprint()
    read = {n for n, url in urls.items() if client.get(url).status_code == 200}
    assert read == {
        "catalogue:home",
        "catalogue:family",
        "catalogue:configure",
        "catalogue:product",
        "catalogue:price_lists",
        "catalogue:documents",
        "catalogue:document",
        "catalogue:version",
        "catalogue:version_file",
        "catalogue:version_page",
    }
    for name, url in urls.items():
        data = {"name": "X", "reference": "X", "family_id": "X", "starts_on": "2030-01-01"}
        allowed = (403, 405) if name not in SPOKEN else (422,)
        assert client.post(url, data).status_code in allowed, name
    assert fingerprint() == before


@pytest.mark.parametrize("role", ["manager", "direction", "administrator"])
def test_people_who_manage_the_catalogue_open_all_of_it(cast, login, role):
    client = login(getattr(cast, role))
    for name, url in catalogue_urls().items():
        assert client.get(url).status_code in (200, 405), name
