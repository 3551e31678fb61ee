"""Selects are drawn as Django draws them, without a template for each option."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from arpent.web.form_rendering import TablerRenderer

CHOICES = [
    ("", "—"),
    ("a&b", "A & <b>"),
    (1, "un"),
    ("Groupe <1>", [("x", "X"), ("y", "Y")]),
]


def drawn(renderer, attrs, value):
    return str(forms.Select(attrs=attrs, choices=CHOICES).render("field", value, {"id": "id_field"}, renderer))


@pytest.mark.parametrize("value", ["", "a&b", "1", "y", None])
@pytest.mark.parametrize("attrs", [{}, {"data-submit": True, "disabled": False, "size": 3, "aria-label": 'a"b'}])
def test_a_select_is_what_the_template_draws(value, attrs):
    assert parse_html(drawn(TablerRenderer(), attrs, value)) == parse_html(drawn(DjangoTemplates(), attrs, value))
