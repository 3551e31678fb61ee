"""What browsers receive of the front end: compressed, named by content, kept for a year, and small."""

import gzip
import json
import re
from pathlib import Path

import pytest

from arpent.site.assets import DIST, built_names

ROOT = Path(__file__).resolve().parents[4]
PACKAGE = ROOT / "src/arpent"
TABLER = ROOT / "node_modules/@tabler/core/dist/css/tabler.min.css"
HASHED = re.compile(r"-[0-9A-Z]{8}\.(js|css|svg)$")
# What the first page of a phone may weigh, compressed, in bytes; its HTML is given 30 kB of it.
FIRST_PAGE, ITS_HTML = 150_000, 30_000

pytestmark = pytest.mark.skipif(not built_names(), reason="the front end is not built")


def text_of(name):
    return (DIST / built_names()[name]).read_text(encoding="utf-8")


def imports_of(name):
    """Return the files that a script asks for before it runs: itself and its static imports."""
    found, todo = set(), [name]
    while todo:
        file = todo.pop()
        if file not in found:
            found.add(file)
            source = (DIST / file).read_text(encoding="utf-8")
            todo += re.findall(r'(?:from|import)"\./([\w.-]+\.js)"', source)
    return found


def gzipped(file):
    path = DIST / f"{file}.gz"
    return path.stat().st_size if path.exists() else len(gzip.compress((DIST / file).read_bytes()))


@pytest.mark.parametrize("accepted", ["br", "gzip"])
def test_a_file_of_the_build_is_compressed_and_cached_for_a_year(client, accepted):
    for name in built_names().values():
        answer = client.get(f"/static/dist/{name}", headers={"accept-encoding": accepted})
        assert answer["Content-Encoding"] == accepted, name
        assert answer["Cache-Control"] == "max-age=31536000, public, immutable", name
        assert "Accept-Encoding" in answer["Vary"]
        assert b"".join(answer) == (DIST / f"{name}.{accepted.removesuffix('ip')}").read_bytes()


def test_who_accepts_no_compression_gets_the_plain_file(client):
    name = built_names()["app.css"]
    answer = client.get(f"/static/dist/{name}", headers={"accept-encoding": "identity"})
    assert "Content-Encoding" not in answer and b"".join(answer) == (DIST / name).read_bytes()


def test_every_script_and_style_carries_the_hash_of_its_content_save_the_service_worker():
    files = [p.name for p in DIST.iterdir() if p.suffix in (".js", ".css", ".svg")]
    assert [f for f in files if not HASHED.search(f)] == ["worker.js"]


def test_a_file_with_a_stable_address_is_not_cached_for_a_year(client):
    answer = client.get("/static/dist/worker.js")
    assert "immutable" not in answer["Cache-Control"]
    assert b"".join(answer)


def test_templates_name_the_files_of_the_present_build(client):
    page = client.get("/account/login/").content.decode()
    linked = set(re.findall(r'(?:src|href)="/static/dist/([^"#]+)"', page))
    assert linked == {built_names()[n] for n in ("theme.js", "app.css", "app.js")}


def test_the_stylesheet_is_under_a_hundred_kilobytes():
    assert (DIST / built_names()["app.css"]).stat().st_size < 100_000


def test_no_page_links_the_styles_of_the_map():
    pages = [p for p in PACKAGE.rglob("*.html") if "map.css" in p.read_text(encoding="utf-8")]
    assert pages == []


@pytest.mark.parametrize(("script", "sheets"), [("app.js", ["app.css"]), ("field.js", ["app.css", "field.css"])])
def test_the_first_page_of_a_phone_weighs_little(script, sheets):
    names = built_names()
    files = imports_of(names[script]) | {names[s] for s in (*sheets, "theme.js", "icons.svg")}
    assert sum(gzipped(f) for f in files) <= FIRST_PAGE - ITS_HTML, sorted(files)


def classes_in_use():
    """Return every word of a class attribute of a template or of a string of TypeScript."""
    sources = [*PACKAGE.rglob("templates/**/*.html"), *(ROOT / "frontend/src").rglob("*.ts")]
    words = set()
    for path in sources:
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\$\{[^}]*\}", " ", path.read_text(encoding="utf-8"))
        for value in re.findall(r'\bclass(?:Name)?\s*=\s*"([^"]*)"', text):
            words.update(value.split())
        for value in re.findall(r'classList\.\w+\(([^)]*)\)|className = "([^"]*)"', text):
            words.update(re.findall(r"[\w-]+", " ".join(value)))
    for path in (*PACKAGE.glob("*/web/**/*.py"), *PACKAGE.glob("*/templatetags/*.py")):
        words.update(re.findall(r"\b(?:col|btn|badge|kind|text|mb|mt)-[\w-]+", path.read_text(encoding="utf-8")))
    return words


@pytest.mark.skipif(not TABLER.exists(), reason="Tabler is not here")
def test_a_class_that_pages_use_and_tabler_defines_is_in_the_stylesheet():
    defined = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", TABLER.read_text(encoding="utf-8")))
    built = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", text_of("app.css")))
    used = classes_in_use() & defined
    assert len(used) > 150  # the search itself finds what pages write
    assert sorted(used - built) == []


def test_every_class_of_our_own_stylesheets_is_in_the_build():
    sheets = text_of("app.css") + text_of("calendar.css") + text_of("field.css")
    built = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", sheets))
    for sheet in (ROOT / "frontend/styles").glob("*.css"):
        text = re.sub(r"/\*.*?\*/|@import[^;]*;", "", sheet.read_text(encoding="utf-8"), flags=re.S)
        # A class stands before a brace; a number such as ".5rem" after one.
        selectors = " ".join(re.findall(r"([^{}]+)\{", text))
        assert sorted(set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", selectors)) - built) == [], sheet.name


def test_both_themes_are_in_the_stylesheet():
    # As written by the minifier: the quotes of an attribute's value may go.
    assert re.search(r'\[data-bs-theme="?dark"?\]', text_of("app.css"))


def test_the_sprite_contains_the_icons_that_pages_name_and_no_others():
    symbols = set(re.findall(r'<symbol id="i-([\w-]+)"', text_of("icons.svg")))
    sources = [*PACKAGE.rglob("templates/**/*.html"), *(ROOT / "frontend/src").rglob("*.ts")]
    sources += [p for p in PACKAGE.rglob("*.py") if "tests" not in p.parts and "migrations" not in p.parts]
    text = "".join(p.read_text(encoding="utf-8") for p in sources)
    named = set(re.findall(r'\{% icon "([\w-]+)"|\bicon\("([\w-]+)"', text))
    assert {a or b for a, b in named} <= symbols
    assert sorted(i for i in symbols if f'"{i}"' not in text and f"#i-{i}" not in text) == []


def test_the_field_app_takes_along_files_that_exist_and_whose_names_change_with_their_content():
    worker = (DIST / "worker.js").read_text(encoding="utf-8")
    taken = re.findall(r'"/static/dist/([^"]+)"', worker)
    assert set(imports_of(built_names()["field.js"])) <= set(taken)
    assert all((DIST / f).exists() and HASHED.search(f) for f in taken), taken
    assert json.loads((DIST / "field.json").read_text(encoding="utf-8"))["version"] in worker
