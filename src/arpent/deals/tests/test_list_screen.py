"""The page of a list: columns, views, order, groups, and the way through it."""

import re

import pytest
from django.urls import reverse

from arpent.deals.testing import make_deal
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.lists.models import ColumnChoice, SavedView

pytestmark = pytest.mark.django_db
CODE = "deals.deals"


def headings(page):
    table = page.content.decode().split("<thead>")[1].split("</thead>")[0]
    return [re.sub(r"<[^>]+>|\s+", " ", h).strip(" ↑↓") for h in re.findall(r"<th .*?</th>", table, re.S)]


def test_columns_are_chosen_ordered_and_reset(cast, login):
    make_deal(cast.owner)
    client, url = login(cast.owner), reverse("deals:list")
    default = headings(client.get(url))
    client.post(reverse("lists:columns"), {"list": CODE, "columns": ["amount", "title", "password"], "query": ""})
    assert headings(client.get(url)) == ["Montant (€ HT)", "Affaire"]
    assert headings(login(cast.mate).get(url)) == default
    client = login(cast.owner)
    client.post(reverse("lists:columns"), {"list": CODE, "reset": "1", "query": ""})
    assert headings(client.get(url)) == default and not ColumnChoice.objects.visible_to(cast.owner).exists()


def test_a_view_keeps_filters_order_and_columns_and_can_be_shared_and_undone(cast, login):
    client, url = login(cast.owner), reverse("deals:list")
    client.post(reverse("lists:columns"), {"list": CODE, "columns": ["title", "amount"], "query": ""})
    query = "when=late&sort=-amount&group=stage&after=x&csrf=1"
    answer = client.post(reverse("lists:view_save"), {"list": CODE, "name": "Retards", "query": query, "shared": "1"})
    view = SavedView.objects.visible_to(cast.stranger).get()
    assert view.query == {"when": ["late"], "sort": ["-amount"], "group": ["stage"]}
    assert view.columns == ["title", "amount"] and f"view={view.pk}" in answer.url
    shown = login(cast.mate).get(f"{url}?view={view.pk}&when=late")
    assert headings(shown) == ["Affaire", "Montant (€ HT)"] and "Retards" in shown.content.decode()
    assert login(cast.mate).post(reverse("lists:view_delete", args=[view.pk])).status_code == 404
    login(cast.owner).post(reverse("lists:view_delete", args=[view.pk]))
    assert not SavedView.objects.visible_to(cast.owner).exists()
    deletion = Operation.objects.unscoped("test").filter(kind="lists.view_deleted").get()
    undo_operation(operation_id=deletion.pk, by=cast.owner, at=deletion.at)
    assert SavedView.objects.visible_to(cast.owner).get().name == "Retards"


def test_a_view_needs_a_name_and_a_list_that_exists(cast, login):
    client = login(cast.owner)
    answer = client.post(reverse("lists:view_save"), {"list": CODE, "name": " ", "query": ""})
    assert answer.status_code == 422 and "Donnez un nom à la vue" in answer.content.decode()
    assert client.post(reverse("lists:view_save"), {"list": "no.list", "name": "x"}).status_code == 404
    answer = client.post(reverse("lists:view_save"), {"list": CODE, "name": "x" * 81, "query": ""})
    assert answer.status_code == 422 and not SavedView.objects.visible_to(cast.owner).exists()


def test_groups_have_a_heading_each(cast, login):
    for stage in range(3):
        make_deal(cast.owner, f"Affaire {stage}")
    page = login(cast.owner).get(reverse("deals:list") + "?group=stage").content.decode()
    assert page.count("list-group-row") == 1 and page.count('data-label="Affaire"') == 3


def test_a_page_asks_as_little_for_many_rows_as_for_one(cast, login, django_assert_max_num_queries):
    for i in range(30):
        make_deal(cast.owner, f"Affaire {i}")
    client = login(cast.owner)
    with django_assert_max_num_queries(20):
        assert client.get(reverse("deals:list") + "?group=owner").status_code == 200


def test_a_record_knows_the_list_that_it_was_opened_from(cast, login):
    deals = [make_deal(cast.owner, f"Affaire {i}", amount=i * 100 + 1) for i in range(3)]
    client = login(cast.owner)
    page = client.get(reverse("deals:deal", args=[deals[1].pk]) + f"?list={CODE}&sort=-amount").content.decode()
    assert reverse("deals:deal", args=[deals[2].pk]) in page and reverse("deals:deal", args=[deals[0].pk]) in page
    assert "Suivant dans la liste" not in client.get(reverse("deals:deal", args=[deals[1].pk])).content.decode()
