"""Forms that mirror a model take labels and limits from it, ask the database nothing and save nothing."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from arpent.web.model_forms import RecordForm

SOURCE = Path(__file__).resolve().parents[2]
FORM_FILES = [p for p in SOURCE.rglob("*forms.py") if p.parent.name == "web" and p.parent != SOURCE / "web"]


def record_forms():
    for path in FORM_FILES:
        module = ".".join(("arpent", *path.relative_to(SOURCE).with_suffix("").parts))
        for node in ast.parse(path.read_text()).body:
            found = import_string(f"{module}.{node.name}") if isinstance(node, ast.ClassDef) else None
            if isinstance(found, type) and issubclass(found, RecordForm):
                yield found


FORMS = sorted(set(record_forms()), key=lambda f: f.__qualname__)


def test_forms_that_mirror_a_model_are_found():
    assert {"CompanyForm", "ConditionsForm", "PolicyForm"} <= {f.__name__ for f in FORMS}


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.__name__)
def test_each_field_of_the_form_has_the_label_of_the_model(form):
    for name in form._meta.fields:
        field = form._meta.model._meta.get_field(name)
        assert isinstance(field.verbose_name, Promise), f"give {form._meta.model.__name__}.{name} a verbose_name"
        assert str(form.base_fields[name].label) == str(field.verbose_name), name


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.__name__)
def test_forms_have_no_relation_that_would_query(form):
    for name in form._meta.fields:
        assert not form._meta.model._meta.get_field(name).is_relation, name


def test_limits_come_from_the_validators_of_the_model():
    form = import_string("arpent.offers.approval.web.forms.PolicyForm")({"payment_days": "90", "offer_free": "-1"})
    assert form.fields["payment_days"].widget.attrs["max"] == 60
    assert {"payment_days", "offer_free", "starts_on"} <= set(form.errors)


def test_a_form_neither_takes_an_instance_nor_saves():
    form = import_string("arpent.offers.approval.web.forms.PolicyForm")
    with pytest.raises(TypeError):
        form(instance=apps.get_model("offers.OfferPolicy")())
    with pytest.raises(TypeError):
        form({}).save()


def test_no_view_saves_a_form():
    for path in SOURCE.rglob("web/**/*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and node.attr == "save" and isinstance(node.value, ast.Name):
                assert "form" not in node.value.id, f"{path.name}:{node.lineno}: call an action"


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.__name__)
def test_an_empty_choice_is_a_dash(form):
    for name in form._meta.fields:
        own = dict(form._meta.model._meta.get_field(name).flatchoices or ())
        for value, label in getattr(form.base_fields[name], "choices", ()):
            assert value != "" or "" in own or label == "—", (name, label)
