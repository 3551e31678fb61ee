"""Querysets of rows declare their scope by names that the scoping reads; another name would be ignored in silence."""

from collections.abc import Iterator

from django.apps import apps

from arpent.people.models.scoping import ScopedQuerySet
from tests.architecture.contract import ROOT

DECLARED = {"owner_paths", "permission"}


def scoped_querysets() -> Iterator[type]:
    for model in apps.get_models():
        for manager in model._meta.managers:
            kind = getattr(manager, "_queryset_class", None)
            if isinstance(kind, type) and issubclass(kind, ScopedQuerySet):
                yield kind


def attributes(kind: type) -> set[str]:
    """Return the public attributes that a class sets itself, methods left out."""
    own = vars(kind).items()
    return {k for k, v in own if not k.startswith("_") and not callable(v) and not isinstance(v, classmethod)}


def test_scopes_are_declared_by_the_names_that_are_read() -> None:
    wrong = {f"{k.__module__}.{k.__qualname__}": attributes(k) - DECLARED for k in scoped_querysets()}
    assert {name: names for name, names in wrong.items() if names} == {}


def test_an_attribute_of_another_name_is_found() -> None:
    assert attributes(type("Rows", (ScopedQuerySet,), {"act": "edit", "permission": "edit"})) - DECLARED == {"act"}


def test_the_template_of_a_domain_declares_its_permission() -> None:
    text = (ROOT / "tools/domain_template/models.py").read_text(encoding="utf-8")
    assert "    permission = " in text
