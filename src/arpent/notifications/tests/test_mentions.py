"""Mentions are stored by id, drawn by today's name, and reach those who may see the record."""

from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from arpent.clients.actions.timeline import add_note
from arpent.clients.testing import make_company
from arpent.history.models import Operation
from arpent.notifications.models import Notification
from arpent.notifications.queries import suggest_mentions
from arpent.notifications.rules.mentions import (
    encode_mentions,
    mention_labels,
    mentioned_ids,
    plain_mentions,
    split_mentions,
)
from arpent.people.testing import NOON

CLAIRE, CLAIRE_B = UUID(int=1), UUID(int=2)
LABELS = {CLAIRE: "Claire Per", CLAIRE_B: "Claire Perrichon"}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("@Claire Perrichon, rappeler lundi", [CLAIRE_B]),
        ("(@Claire Per) et @Claire Perrichon.", [CLAIRE, CLAIRE_B]),
        ("écrire à x@Claire Per", []),
        ("@Claire Pere", []),
    ],
)
def test_a_typed_name_is_a_mention_when_it_is_a_whole_one(text, ids):
    stored = encode_mentions(text, LABELS)
    assert mentioned_ids(stored) == ids
    assert plain_mentions(stored) == text


@given(st.text(max_size=80))
def test_a_text_is_read_back_as_it_was_typed(text):
    stored = encode_mentions(f"{text} @Claire Perrichon", LABELS)
    assert plain_mentions(stored) == plain_mentions(f"{text} @Claire Perrichon")
    assert "".join(part if pk is None else f"@{part}" for part, pk in split_mentions(stored)) == plain_mentions(stored)


def test_two_people_of_one_name_have_their_addresses():
    one, two = uuid4(), uuid4()
    labels = mention_labels([(one, "Jean Dupont", "a@x.fr"), (two, "Jean Dupont", "b@x.fr")])
    assert mentioned_ids(encode_mentions("@Jean Dupont <b@x.fr> ?", labels)) == [two]


def mention(person, company, by, text="Voir avec @{} avant lundi"):
    return add_note(company_id=company.pk, by=by, at=NOON, kind="note", title=text.format(person.full_name))


def rows_of(person):
    return list(Notification.objects.visible_to(person).filter(person=person))


@pytest.mark.postgresql
class TestNotes:
    def test_a_colleague_who_sees_the_company_is_notified(self, cast):
        company = make_company(cast.owner)
        assert mention(cast.manager, company, cast.owner).not_notified == []
        (one,) = rows_of(cast.manager)
        assert one.type_code == "clients.mention" and cast.manager.full_name in one.text

    def test_one_who_does_not_is_named_to_the_author_and_not_notified(self, cast):
        company = make_company(cast.owner)
        assert mention(cast.stranger, company, cast.owner).not_notified == [cast.stranger.full_name]
        assert rows_of(cast.stranger) == []

    def test_a_renamed_person_is_drawn_by_the_new_name(self, cast, login):
        company = make_company(cast.owner)
        mention(cast.manager, company, cast.owner)
        cast.manager.last_name = "Nouveau-Nom"
        cast.manager.save()
        page = login(cast.owner).get(reverse("clients:company", args=[company.pk])).content.decode()
        assert f"<strong>@{cast.manager.full_name}</strong>" in page and "@[" not in page

    def test_the_history_names_the_note_as_it_was_typed(self, cast):
        mention(cast.manager, make_company(cast.owner), cast.owner)
        label = Operation.objects.visible_to(cast.owner).get(kind="clients.note").label
        assert label == f"Voir avec @{cast.manager.full_name} avant lundi"

    def test_colleagues_are_suggested_when_they_see_the_company(self, cast):
        company = make_company(cast.owner)
        ask = {"type_code": "clients.mention", "record_id": company.pk}
        found = suggest_mentions(by=cast.owner, text="", **ask)
        assert cast.manager.full_name in found
        assert not {cast.stranger.full_name, cast.owner.full_name} & set(found)
        assert suggest_mentions(by=cast.owner, text=cast.manager.last_name[:3].lower(), **ask)
        assert suggest_mentions(by=cast.stranger, text="", **ask) is None

    def test_a_note_is_drawn_as_text(self, cast, login):
        company = make_company(cast.owner)
        mention(cast.manager, company, cast.owner, text="<b>@{}</b>")
        page = login(cast.owner).get(reverse("clients:company", args=[company.pk])).content.decode()
        assert f"&lt;b&gt;<strong>@{cast.manager.full_name}</strong>&lt;/b&gt;" in page
