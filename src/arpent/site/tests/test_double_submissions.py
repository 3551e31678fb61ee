"""Each form of each page, sent twice: the second leads to where the first led to, and changes nothing."""

import json

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from lxml import html

from arpent.clients.models import Company
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.people.testing import NOON
from arpent.site.web.repetitions import KEY
from tests.shared_rows import shared_rows

from .conftest import signed_in
from .foreign import sentences, trail
from .submissions import found_submissions
from .submitted_forms import FILLED, IN_USE, QUERIES, more_ids
from .world import make_firm, make_world

pytestmark = pytest.mark.postgresql

CREATING = {
    "clients:new",
    "offers:start",
    "clients:site_new",
    "clients:contact_new",
    "clients:note",
    "deals:new",
    "deals:need_new",
    "agenda:appointment_new",
    "offers:new",
    "territory:sector_new",
    "catalogue:product_new",
    "catalogue:family_new",
    "accounts:person_new",
    "accounts:team_new",
    "visits:form_new",
    "deals:stage_new",
}
NEW = {"name": "Pompes Martin", "relationship": "prospect", "city": "Lyon", "postcode": "69003"}


@shared_rows
def world(cast):
    return make_world(cast.stranger, cast.direction, make_firm(cast.direction), "Mien")


def forms_of(world, client):
    queries = {name: [{q: str(world.ids[f"{q}_id"]) for q in parameters}] for name, parameters in QUERIES.items()}
    for one in found_submissions(client, world, queries):
        if not one.name.startswith("account_"):
            filled = FILLED.get(one.name)
            yield one.with_values(**filled) if filled else one


@shared_rows
def forms(cast, world):
    """What each form sends that the stranger or an administrator opens, with the role of its reader."""
    more_ids(world, cast.direction)
    return [(p.role, one) for p in (cast.stranger, cast.administrator) for one in forms_of(world, signed_in(p))]


def twice(one, client):
    """Send a form twice and take both back.

    Returns both answers, whether the first wrote, and whether the second did.
    """
    trails = [trail()]
    with transaction.atomic():
        answers = []
        for _ in range(2):
            answers.append(one.send(client))
            trails.append(trail())
        transaction.set_rollback(True)
    return *answers, trails[0] != trails[1], trails[1] != trails[2]


def test_every_form_sent_twice_acts_once(cast, forms):
    wrong, acted = [], set()
    for reader in (cast.stranger, cast.administrator):
        client = signed_in(reader)
        for one in (one for role, one in forms if role == reader.role and one.name not in IN_USE):
            first, second, wrote, wrote_again = twice(one, client)
            if first.status_code != 302 or not wrote:
                continue
            acted.add(one.name)
            if second.status_code != 302 or second["Location"] != first["Location"] or wrote_again:
                wrong.append(
                    (reader.role, one.name, second.status_code, wrote_again, sentences(second.content.decode()))
                )
    assert not wrong, "\n".join(map(str, wrong))
    assert not CREATING - acted


def test_every_form_carries_a_key_of_its_own(forms):
    missing, seen = set(), []
    for _role, one in forms:
        keys = [v for n, v in one.data if n == KEY]
        if len(keys) != 1:
            missing.add(one.name)
        seen += keys
    assert not missing
    assert len(set(seen)) > 40


@pytest.fixture
def page(cast, login):
    client = login(cast.owner)
    address = reverse("clients:new")
    form = html.fromstring(client.get(address).content.decode()).xpath("//form[.//input[@name='once']]")[-1]
    return client, address, dict(form.form_values())


def count(cast):
    return Company.objects.visible_to(cast.owner).filter(name__startswith="Pompes").count()


def test_a_second_click_leads_to_the_record_that_was_made(cast, page):
    client, address, form = page
    first = client.post(address, form | NEW)
    second = client.post(address, form | NEW, follow=True)
    assert second.redirect_chain == [(first["Location"], 302)]
    assert "C’était déjà enregistré" in second.content.decode()
    assert count(cast) == 1


def test_other_values_from_the_same_page_make_another_record(cast, page):
    client, address, form = page
    client.post(address, form | NEW)
    client.post(address, form | NEW | {"name": "Pompes Durand"})
    assert count(cast) == 2


def test_a_program_without_a_key_and_a_key_that_nobody_drew_create_each_time(cast, page):
    client, address, form = page
    del form[KEY]
    for key in ({}, {}, {"once": "x"}, {"once": "A" * 22}, {"once": "é" * 22}):
        assert client.post(address, form | NEW | key | {"confirmed": "1"}).status_code == 302
    assert count(cast) == 5


def test_a_form_that_was_refused_is_sent_again_with_its_key(cast, page):
    client, address, form = page
    assert client.post(address, form | NEW | {"phone": "12"}).status_code == 422
    assert client.post(address, form | NEW).status_code == 302
    assert count(cast) == 1


def test_a_form_whose_record_was_undone_makes_it_again(cast, page):
    client, address, form = page
    client.post(address, form | NEW)
    op = Operation.objects.visible_to(cast.owner).get(kind="clients.create")
    undo_operation(operation_id=op.pk, by=cast.owner, at=NOON)
    assert client.post(address, form | NEW).status_code == 302
    assert count(cast) == 1


def test_another_reader_with_the_same_key_creates_a_record_of_their_own(cast, page, login):
    client, address, form = page
    client.post(address, form | NEW)
    assert login(cast.stranger).post(address, form | NEW | {"owner_id": str(cast.stranger.pk)}).status_code == 302
    assert Company.objects.unscoped("test").filter(name="Pompes Martin").count() == 2


def test_without_the_first_answer_the_second_leads_back_to_the_page(cast, page, monkeypatch):
    monkeypatch.setattr("arpent.site.web.repetitions.MAX_WAIT_SECONDS", 0)
    client, address, form = page
    client.post(address, form | NEW)
    cache.clear()
    answer = client.post(address, form | NEW, headers={"Referer": f"http://testserver{address}"})
    assert answer["Location"] == address
    assert client.post(address, form | NEW, headers={"Referer": "https://elsewhere.example/x"})["Location"] == "/"
    assert count(cast) == 1


def test_two_requests_at_one_moment_make_one_record(cast, page, monkeypatch):
    """The second asked before the first had written: the database refuses it."""
    client, address, form = page
    first = client.post(address, form | NEW | {"confirmed": "1"})
    monkeypatch.setattr("arpent.site.web.repetitions.get_submitted", lambda _id: None)
    second = client.post(address, form | NEW | {"confirmed": "1"})
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert count(cast) == 1


def test_the_grid_of_an_offer_is_not_concerned(cast, world, login):
    """Programs of pages send JSON, with keys of their own."""
    client = login(cast.stranger)
    answer = client.generic(
        "POST",
        reverse("offers:heartbeat", args=[world.ids["offer_id"]]),
        json.dumps({"revision": 1}),
        content_type="application/json",
    )
    assert answer.status_code == 200
