"""What the documents name exists: files, commands, options, variables, targets of make, names of the code."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/arpent"
DOCUMENTS = sorted(
    str(path.relative_to(ROOT))
    for pattern in ("*.md", "docs/**/*.md", "frontend/*.md", "benchmarks/*.md", "src/arpent/*/README.md")
    for path in ROOT.glob(pattern)
)
QUOTED = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"```.*?```", re.S)
PATH = re.compile(r"[\w.-]*(?:/[\w.*{},-]+)+/?|\w+\.(?:py|ts|toml|ini)")
NAME = re.compile(r"[A-Za-z_][\w.]*(?:\(\))?")
# Files of the example domain, of a machine that runs Arpent, of the build and of a backup; addresses of the web server.
EXAMPLES = re.compile(
    r"/|var/|.*receivables|rules/ageing|migrations/0001|dist/|src/arpent/site/static/dist|uploads/|database/TABLE"
    r"|application/|home\.|navigation\.py$|undo\.py$|.*(?:m3|m²|W|mn)\b"
)
# Names of libraries and of what was not chosen.
FOREIGN = {"get_x_display", "column__folded__contains", "diskcache"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def quoted(name: str) -> list[str]:
    """Return what a document has between backticks, without its blocks of code."""
    return QUOTED.findall(BLOCK.sub("", read(name)))


@cache
def project_files() -> list[str]:
    """Return the project's files, without what is installed, built or cached."""
    folders = ("src", "tests", "tools", "benchmarks", "docs", "requirements", "frontend/src", "frontend/tests")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    files += [path for folder in (ROOT, ROOT / "frontend") for path in folder.iterdir() if path.is_file()]
    names = [str(path.relative_to(ROOT)) for path in files]
    return [name for name in names if "__pycache__" not in name and "/static/dist/" not in name]


@cache
def code_names() -> frozenset[str]:
    """Return the identifiers of the code and the names of its tables and modules."""
    names = {"arpent"}
    for path in project_files():
        names |= set(Path(path).parts) | {Path(path).stem}
        if not path.endswith((".py", ".ts", ".html", ".js", ".mjs", ".toml", ".ini", ".importlinter", "Makefile")):
            continue
        if path != "tests/architecture/test_documents.py":
            text = read(path)
            names |= set(re.findall(r"[A-Za-z_]\w*", text))
            domain = path.removeprefix("src/arpent/").split("/")[0]
            names |= {f"{domain}_{model.lower()}" for model in re.findall(r"^class (\w+)", text, re.M)}
    return frozenset(names)


def is_file(name: str, document: str) -> bool:
    """Tell whether a path exists from the root, from the package, from the document's folder, or as a file's name."""
    places = (ROOT, SOURCE, (ROOT / document).parent)
    if "/" in name:
        found = (place.glob(prefix + name + end) for place in places for prefix in ("", "*/") for end in ("", "-*.md"))
        return any(any(paths) for paths in found)
    return any(path == name or path.endswith("/" + name) for path in project_files())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_exists(document):
    named = [text for text in quoted(document) if PATH.fullmatch(text) and not EXAMPLES.match(text)]
    named += re.findall(r"\]\((?!https?:|#)([^)#]+)", read(document))
    assert [name for name in named if not is_file(name.rstrip("/"), document)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_name_of_the_code_in_a_document_exists(document):
    named = [text for text in quoted(document) if NAME.fullmatch(text) and re.search(r"_|[a-z][A-Z]|\(\)", text)]
    parts = {(text, part) for text in named for part in text.rstrip("()").split(".")}
    assert sorted(text for text, part in parts if part and part not in code_names() | FOREIGN) == []


def test_every_decision_that_a_document_names_exists():
    decisions = {p.name[:4] for p in (ROOT / "docs/adr").glob("*.md")}
    named = {n for document in DOCUMENTS for n in re.findall(r"(?:docs/adr/|ADR )(\d{4})", read(document))}
    assert named <= decisions


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_that_a_document_names_exists(document):
    folder = SOURCE / "site/management/commands"
    sources = {path.stem.replace("_", "-"): path.read_text() for path in folder.glob("[a-z]*.py")}
    wrong = []
    for command, rest in re.findall(
        r"(?:`|^ *|/bin/|[A-Z]+=\S+ |; |&& |')arpent ([a-z][\w-]*)([^`\n|]*)", read(document), re.M
    ):
        if command in ("help", "COMMAND") or not re.match(r"[a-z-]+$", command):
            continue
        source = sources.get(command)
        options = re.findall(r"--[a-z][a-z-]+", rest)
        if source is None:
            wrong.append(command)
        else:
            wrong += [f"{command} {option}" for option in options if option != "--help" and f'"{option}"' not in source]
    assert wrong == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_target_of_make_and_variable_that_a_document_names_exists(document):
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.M))
    assert set(re.findall(r"(?:`|^    )make ([a-z]+)", read(document), re.M)) <= targets
    assert {name for name in re.findall(r"\bARPENT_\w+[A-Z]\b", read(document)) if name not in code_names()} == set()


def labels(language: str) -> list[list[str]]:
    """Return the words in bold of each section of a guide."""
    sections = re.split(r"^#+ ", read(f"docs/guide/{language}.md"), flags=re.M)
    return [[re.sub(r"\s+", " ", label) for label in re.findall(r"\*\*(.+?)\*\*", text, re.S)] for text in sections]


def test_the_guides_quote_the_labels_of_the_screen_and_say_the_same():
    with (SOURCE / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        messages = {str(m.id): str(m.string) for m in read_po(file, locale="en") if m.id and not m.context}
    french = labels("fr")
    assert [label for section in french for label in section if label not in messages] == []
    assert [[messages[label] for label in section] for section in french] == labels("en")


def test_each_term_of_the_glossary_has_one_word_of_the_code_that_exists():
    rows = [line.strip("|").split(" | ") for line in read("docs/glossary.md").splitlines() if line.startswith("| ")][1:]
    terms = [row[0].strip() for row in rows]
    assert [term for term in terms if terms.count(term) > 1] == []
    assert [row for row in rows if len(row) != 3 or not re.fullmatch(r"`[\w.]+`", row[1].strip())] == []
    words = {word for row in rows for word in row[1].strip().strip("`").split(".")}
    assert words - code_names() == set()
