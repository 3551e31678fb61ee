"""How forms are drawn."""

import re

from django import forms

from arpent.web.form_rendering import TablerField


class ProbeForm(forms.Form):
    name = forms.CharField(
        label="Nom", help_text="Comme sur la carte", widget=forms.TextInput(attrs={"class": "wide", "col": "col-12"})
    )
    kind = forms.ChoiceField(label="Genre", choices=[("a", "A")])
    active = forms.BooleanField(label="Actif", required=False)
    parts = forms.MultipleChoiceField(label="Lots", choices=[("1", "Un")], widget=forms.CheckboxSelectMultiple)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_control_has_the_class_of_its_kind_beside_its_own():
    drawn = str(ProbeForm())
    assert 'class="wide form-control"' in drawn and 'class="form-select"' in drawn
    assert drawn.count("form-check-input") == 2
    assert "class" not in re.search(r'<input type="hidden"[^>]*>', drawn)[0]
    assert isinstance(ProbeForm()["name"], TablerField)


def test_where_a_field_is_placed_is_no_attribute_of_its_control():
    assert " col=" not in str(ProbeForm()) and '<div class="col-12">' in str(ProbeForm())


def test_hint_and_error_are_read_with_their_control():
    drawn = str(ProbeForm({}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn and 'aria-invalid="true"' in drawn
    assert 'id="id_name_helptext"' in drawn and 'id="id_name_error"' in drawn
    assert '<fieldset aria-describedby="id_parts_error">' in drawn and 'id="id_parts_error"' in drawn
