"""The house rules that imports cannot show. See ARCHITECTURE.md."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.template.loader import get_template
from django.utils.translation import override, templatize

from arpent.history.models.audit import UNAUDITED, audited_models

from .contract import ROOT, SOURCE, domain_order

DOMAINS = domain_order()
PYTHON = [p for p in SOURCE.rglob("*.py") if "/tests/" not in str(p) and "/migrations/" not in str(p)]
TEMPLATES = sorted(SOURCE.rglob("*.html"))


def place(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_domain_says_what_it_is(domain):
    readme = SOURCE / domain / "README.md"
    assert readme.exists() and len(readme.read_text().splitlines()) >= 5


def test_foreign_keys_point_down_and_are_strings():
    for model in apps.get_models():
        if not model.__module__.startswith("arpent."):
            continue
        here = DOMAINS.index(model.__module__.split(".")[1])
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and field.related_model.__module__.startswith("arpent."):
                assert DOMAINS.index(field.related_model.__module__.split(".")[1]) <= here, (model, field.name)


@pytest.mark.parametrize(
    "path",
    [p for p in PYTHON if "/rules/" in str(p) or p.name == "events.py" or "/kernel/" in str(p) or "/solver/" in str(p)],
    ids=place,
)
def test_rules_have_no_clock(path):
    tree = ast.parse(path.read_text())
    calls = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    assert not calls & {"now", "today", "utcnow", "localdate"}, "the clock is an argument"
    if path.name != "ids.py":
        assert "time.time" not in path.read_text()


@pytest.mark.parametrize("path", [p for p in PYTHON if "/actions" in str(p)], ids=place)
def test_actions_have_no_clock(path):
    assert not re.search(r"timezone\.now\(|datetime\.now\(|localdate\(\)", path.read_text()), "the clock is an argument"


@pytest.mark.parametrize("path", [p for p in PYTHON if "/web/" in str(p) and "/site/" not in str(p)], ids=place)
def test_views_do_not_query(path):
    assert ".objects" not in path.read_text(), "views call one action or query"


def refusal_codes() -> set[str]:
    found = set()
    for path in PYTHON:
        found |= set(re.findall(r"DomainError\(\s*f?\"([a-z_.]+)\"", path.read_text()))
    dynamic = {f"clients.wrong_{k}" for k in ("siren", "vat_number", "phone", "email")}
    return found | dynamic | {"not_found"}


@pytest.mark.parametrize("code", sorted(refusal_codes()))
def test_every_refusal_has_a_sentence_in_each_language(code):
    from arpent.web.error_messages import _MESSAGES

    french = str(_MESSAGES[code])
    with override("en"):
        english = str(_MESSAGES[code])
    assert french.endswith((".", "]")) or "%(" in french
    assert english != french, "no English"


def test_every_operation_has_a_name_on_the_screen():
    from arpent.web.error_messages import OPERATION_LABELS

    used = set()
    for path in PYTHON:
        used |= set(re.findall(r"kind=\"([a-z_]+\.[a-z_]+)\"", path.read_text()))
    assert used <= set(OPERATION_LABELS), used - set(OPERATION_LABELS)


@pytest.mark.parametrize("path", TEMPLATES, ids=place)
def test_templates_contain_no_untranslated_text(path):
    if path.name in ("500.html", "map_data.html"):  # shown when nothing works; attributes only
        return
    text = path.read_text()
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", text, flags=re.S)
    text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", text, flags=re.S)
    text = re.sub(r"<script[^>]*>.*?</script>", "", text, flags=re.S)
    text = re.sub(r"{%.*?%}|{{.*?}}", "", text)
    labels = re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', text)
    bare = re.sub(r"<[^>]*>", " ", text) + " ".join(labels)
    words = [w for w in re.findall(r"[A-Za-zÀ-ÿ]{2,}", bare) if w not in ALLOWED]
    assert not words


ALLOWED = {
    "Arpent",
    "SIREN",
    "SIRET",
    "NAF",
    "CO",
    "kg",
    "km",
    "Waze",
    "Maps",
    "GPS",
    "iCalendar",
    "Ctrl",
    "Esc",
    "min",
    "nbsp",
    "h-8h",
    "Français",
    "English",
    "rarr",
    "larr",
}


def test_every_template_compiles():
    for path in TEMPLATES:
        templatize(path.read_text(), origin=str(path))
        name = str(path).split("/templates/")[1]
        get_template(name)


def test_icons_named_in_templates_are_in_the_sprite():
    listed = set(re.findall(r'"([a-z0-9-]+)"', (ROOT / "frontend/icons.mjs").read_text()))
    used = {m for p in TEMPLATES for m in re.findall(r'{% icon "([a-z0-9-]+)"', p.read_text())}
    assert used <= listed, used - listed


def test_unscoped_access_is_limited_to_the_listed_modules():
    found = [f"{place(p)}" for p in PYTHON for _ in re.findall(r"\.unscoped\(", p.read_text())]
    assert len(found) == 39, found  # exact: one that goes is not replaced by another unseen
    for path in PYTHON:
        assert "**request." not in path.read_text()


def test_what_is_not_audited_says_why():
    tables = {m._meta.db_table for m in apps.get_models()}
    assert set(UNAUDITED) <= tables
    assert {m._meta.db_table for m in audited_models()}.isdisjoint(UNAUDITED)


def test_every_audited_table_declares_what_undoing_it_takes():
    from arpent.history.actions.undo_guards import UNDO_PERMISSIONS
    from arpent.history.models.operation import PROGRESS_TABLES

    assert {m._meta.db_table for m in audited_models()} - PROGRESS_TABLES == set(UNDO_PERMISSIONS)


def test_a_table_that_declares_no_right_to_undo_is_not_undone_by_anybody():
    from arpent.history.actions.undo_guards import undo_permission

    with pytest.raises(LookupError, match="UndoSpec"):
        undo_permission("clients_newtable")


def test_the_formatter_is_never_switched_off():
    switch = re.compile(r"#\s*fmt:\s*(?:skip|off)")
    files = [*PYTHON, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py"), *SOURCE.rglob("test_*.py")]
    assert [p.name for p in files if switch.search(p.read_text())] == []


def test_pins_contain_no_host_and_no_path_of_a_machine():
    pins = [*(ROOT / "requirements").glob("*.txt"), ROOT / "package-lock.json"]
    for path in pins:
        text = path.read_text()
        assert "://" not in re.sub(r'"(url|funding)":.*', "", text) or path.name == "package-lock.json"
        assert '"resolved"' not in text


def test_the_package_asks_for_every_library_it_imports():
    """An installed wheel has what pyproject names and nothing of the test tools."""
    import sys
    import tomllib
    from importlib.metadata import packages_distributions

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {re.split(r"[\[<>=;~ ]", d)[0].lower() for d in project["dependencies"]}
    owners = packages_distributions()
    missing = {}
    for path in PYTHON:
        if path.name == "testing.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            for name in (n.split(".")[0] for n in names):
                given = {d.lower().replace("_", "-") for d in owners.get(name, [name])}
                if name not in sys.stdlib_module_names and name != "arpent" and not given & declared:
                    missing[name] = path.name
    assert not missing


# Not searches in business text: an e-mail address, which is compared whatever its case; the raw JSON of the trail; the
# loose patterns by which the privacy domain looks for a person (privacy/rules/spelling.py), whose finds are judged
# afterwards.
OWN_FOLDING = re.compile(
    r"(?<!before)(?<!after)__icontains\b|(?<!email)(?<!email})__iexact\b"
    r"|__(?:istartswith|iendswith|search|unaccent|trigram\w*)\b|\b(?:Lower|Upper)\("
)


@pytest.mark.parametrize("path", PYTHON, ids=place)
def test_text_is_searched_through_the_one_folding(path):
    """``icontains`` and ``Lower`` know no accents on SQLite, and accents only on PostgreSQL: see docs/adr/0032."""
    assert not OWN_FOLDING.findall(path.read_text()), "search through people.public.holds_words"


@pytest.mark.parametrize("line", ["title__icontains=text", 'Lower("name")', "Q(last_name__iexact=last)"])
def test_a_search_of_its_own_is_seen(line):
    assert OWN_FOLDING.search(line)
