import datetime as dt

from arpent.sample_domain.actions import create_item
from arpent.sample_domain.queries import list_items
from django.urls import reverse

from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.people.testing import NOON, refused

TODAY = dt.date(2026, 11, 24)


def make_item(by, title="Relancer"):
    return create_item(by=by, at=NOON, title=title, due_on=TODAY)


def test_an_item_is_seen_by_its_owner_and_those_who_lead(cast):
    make_item(cast.owner)
    for person, count in ((cast.owner, 1), (cast.manager, 1), (cast.mate, 0), (cast.stranger, 0)):
        assert len(list_items(by=person, today=TODAY)) == count


def test_an_item_without_a_title_is_refused(cast):
    assert refused(lambda: make_item(cast.owner, "  ")) == "sample_domain.title_needed"


def test_an_item_is_undone(cast):
    make_item(cast.owner)
    operation = Operation.objects.visible_to(cast.owner).get(kind="sample_domain.item_created")
    undo_operation(operation_id=operation.pk, by=cast.owner, at=NOON)
    assert list_items(by=cast.owner, today=TODAY) == []


def test_a_new_item_is_shown_in_the_list(cast, login):
    client = login(cast.owner)
    assert client.post(reverse("sample_domain:new"), {"title": "", "due_on": "2026-11-24"}).status_code == 422
    response = client.post(reverse("sample_domain:new"), {"title": "Relancer", "due_on": "2020-01-06"}, follow=True)
    assert "Relancer" in response.text and "en retard" in response.text
    assert "Relancer" not in login(cast.stranger).get(reverse("sample_domain:list")).text


def test_the_list_is_in_english_too(cast, login):
    cast.owner.language = "en"
    cast.owner.save()
    assert "Add an item" in login(cast.owner).get(reverse("sample_domain:list")).text
