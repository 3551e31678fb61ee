"""Domains are declared in manifests, import one another through their public modules, and name nothing above them."""

import ast
import re
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from arpent.site.domains import manifests
from arpent.site.urls import urlpatterns

from .contract import SOURCE, domain_order

LIBRARIES = {"kernel", "web", "database"}
# Modules of a domain that others may import; permissions are pure, so that models may name them.
PUBLIC_MODULES = {"public", "events", "testing", "permissions"}
# Parts of pages that only pages and manifests of others may import (docs/adr/0038).
PAGE_COMPONENTS = ["web", "components"]
# The composition root also names what it wires.
ROOT_PUBLIC_MODULES = PUBLIC_MODULES | {"domain", "tasks", "reactions"}


def is_public_import(importer: str, imported: str) -> bool:
    """Return whether a module may import another one, by their dotted names."""
    here, there = importer.split("."), imported.split(".")
    if len(there) < 3 or here[1] == there[1] or there[1] in LIBRARIES:
        return True
    if there[2:4] == PAGE_COMPONENTS and (here[1] == "site" or "web" in here[2:4] or here[2:] == ["domain"]):
        return True
    return there[2] in (ROOT_PUBLIC_MODULES if here[1] == "site" else PUBLIC_MODULES)


def test_domains_import_one_another_through_their_public_modules():
    graph = grimp.build_graph("arpent", cache_dir=None)
    wrong = [
        f"{importer} -> {imported}"
        for importer in graph.modules
        if importer.startswith("arpent.")
        and ".tests." not in importer
        and importer.split(".")[1] not in ("site", "__main__")
        for imported in graph.find_modules_directly_imported_by(importer)
        if not is_public_import(importer, imported)
    ]
    assert sorted(wrong) == []


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("arpent.deals.actions.deals", "arpent.clients.public", True),
        ("arpent.deals.actions.deals", "arpent.clients.models.company", False),
        ("arpent.deals.web.views", "arpent.clients.tasks", False),
        ("arpent.site.wiring", "arpent.clients.tasks", True),
        ("arpent.site.wiring", "arpent.clients.models", False),
        ("arpent.clients.web.views", "arpent.web.session", True),
        ("arpent.clients.web.views", "arpent.lists.web.components", True),
        ("arpent.offers.portal.web.views", "arpent.lists.web.components", True),
        ("arpent.clients.domain", "arpent.lists.web.components", True),
        ("arpent.clients.actions.companies", "arpent.lists.web.components", False),
        ("arpent.clients.web.views", "arpent.lists.web.page", False),
    ],
)
def test_a_deep_import_is_seen(importer, imported, allowed):
    assert is_public_import(importer, imported) is allowed


def test_installed_domains_follow_the_order_of_the_contract():
    order = domain_order()
    installed = [name.split(".")[1] for name in settings.INSTALLED_APPS if name.startswith("arpent.")]
    assert {p.name for p in SOURCE.iterdir() if (p / "apps.py").exists()} == set(installed)
    assert [d for d in order if d in installed] == sorted(installed, key=order.index)


def test_every_manifest_has_the_name_of_its_folder():
    folders = {p.parent.name for p in SOURCE.glob("*/domain.py")}
    assert {domain.name for domain in manifests()} == folders


def test_manifests_name_pages_that_exist():
    for domain in manifests():
        for entry in (
            *domain.navigation,
            *domain.pages,
            *domain.settings,
            *domain.remedies.values(),
            *domain.first_steps,
        ):
            assert reverse(entry.url_name)


def test_tables_and_columns_named_in_manifests_exist():
    columns = {f"{m._meta.db_table}.{f.column}" for m in apps.get_models() for f in m._meta.local_fields}
    tables = {m._meta.db_table for m in apps.get_models(include_auto_created=True)}
    for domain in manifests():
        assert set(domain.undo.derived_columns) <= columns, domain.name
        assert {*domain.undo.derived_tables, *domain.undo.unaudited, *domain.undo.permissions} <= tables, domain.name


def names_declared() -> dict[str, str]:
    """Return the tables and permission codes, each with the domain that declares it."""
    names = {m._meta.db_table: m._meta.app_label for m in apps.get_models() if m.__module__.startswith("arpent.")}
    return names | {p.code.value: domain.name for domain in manifests() for p in domain.permissions}


def strings_of(path: Path) -> set[str]:
    return {
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[a-z_]+", node.value)
    }


def test_no_domain_names_a_table_or_a_permission_of_a_higher_one():
    order, names = domain_order(), names_declared()
    wrong = set()
    for path in SOURCE.rglob("*.py"):
        place = str(path.relative_to(SOURCE))
        here = place.split("/")[0]
        if here not in order or "/tests/" in place or "/migrations/" in place:
            continue
        for text in strings_of(path) & names.keys():
            owner = names[text] if names[text] in order else "site"
            if order.index(owner) > order.index(here):
                wrong.add((place, text))
    assert wrong == set()


def urls_above(place: str, text: str) -> set[str]:
    """Return the URL names in a template, or strings in a module, that belong to a domain above the file's own."""
    order = domain_order()
    here = order.index(place.split("/")[0])
    names = re.findall(r"""\{% url ["']([\w:]+)["']""" if place.endswith(".html") else r'"([a-z]+:[a-z_]+)"', text)
    root = {getattr(pattern, "name", None) for pattern in urlpatterns}
    owners = {name: "site" if name in root else name.split(":")[0] for name in names}
    return {name for name, owner in owners.items() if owner in order and order.index(owner) > here}


def test_no_domain_names_a_page_of_a_higher_one():
    wrong = set()
    for path in (*SOURCE.rglob("*.html"), *SOURCE.rglob("*.py")):
        place = str(path.relative_to(SOURCE))
        if "/" in place and place.split("/")[0] in domain_order() and "/tests/" not in place:
            wrong |= {(place, name) for name in urls_above(place, path.read_text(encoding="utf-8"))}
    assert wrong == set(), "declare a LinkSlot or a PanelSlot in the higher domain's manifest"


@pytest.mark.parametrize(
    ("place", "text", "above"),
    [
        ("clients/templates/clients/map.html", "{% url 'territory:zones' %}", {"territory:zones"}),
        ("visits/templates/visits/list.html", "{% url 'field' %}", {"field"}),
        ("offers/templates/offers/offer.html", "{% url 'deals:deal' deal.pk %}", set()),
        ("deals/web/views.py", 'redirect("offers:offer", offer.pk)', {"offers:offer"}),
    ],
)
def test_a_link_upwards_is_seen(place, text, above):
    assert urls_above(place, text) == above
