"""The filter of a list reads its query parameters and draws them."""

from dataclasses import dataclass

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory

from arpent.web.list_filters import ChoiceFilter, FilterForm, FlagFilter, TextFilter, any_value


@dataclass(frozen=True)
class ItemFilter:
    text: str = ""
    owner: str = ""
    sort: str = "name"
    late: bool = False


class ItemFilterForm(FilterForm):
    text = TextFilter("Titre", max_chars=5)
    owner = ChoiceFilter("Commercial", empty="tous", accepts=any_value)
    sort = ChoiceFilter("Trier par", (("name", "nom"), ("-date", "date")))
    late = FlagFilter("en retard")


def read(query):
    return ItemFilterForm(QueryDict(query)).read(ItemFilter)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ItemFilter()),
        ("text=++abc++&sort=-date&late=1&page=3", ItemFilter(text="abc", sort="-date", late=True)),
        ("text=abcdefgh", ItemFilter(text="abcde")),
        ("sort=password&text=%00", ItemFilter()),
        ("owner=nobody", ItemFilter(owner="nobody")),
    ],
)
def test_wrong_values_count_as_not_given(query, expected):
    assert read(query) == expected


def draw(form):
    return render_to_string("list_filter.html", {"filter_form": form}, request=RequestFactory().get("/"))


def test_the_submitted_filters_are_drawn_without_errors(db):
    form = ItemFilterForm(QueryDict("text=abc&owner=2&sort=password&late=1"))
    form.offer("owner", [("1", "Olga"), ("2", "Marc")])
    html = draw(form)
    assert 'value="abc"' in html and '<option value="2" selected>Marc</option>' in html
    assert "checked" in html and "data-submit" in html and "text-danger" not in html and "aria-invalid" not in html


def test_a_hidden_field_is_read_and_not_drawn(db):
    form = ItemFilterForm(QueryDict("owner=2"))
    form.offer("owner", [("2", "Marc")], hidden=True)
    assert form.read(ItemFilter).owner == "2" and 'name="owner"' not in draw(form)
