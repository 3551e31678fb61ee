"""Create a domain: a small one that works, with a table, a rule, a page and tests. See docs/how-to-add-a-domain.md.

Usage: python tools/new_domain.py NAME [--label French] [--label-en English] [--above DOMAIN]

The files of `tools/domain_template` are copied with their names replaced; the lists that name every domain get a line.
"""

import argparse
import json
import keyword
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src/arpent"
TEMPLATE = ROOT / "tools/domain_template"
NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")
# The longest table name of a domain must stay short enough for the names of its indexes.
LONGEST = 20
# First parts of addresses that belong to the composition root, and names that would say nothing.
RESERVED = {"account", "charts", "common", "core", "demo", "field", "figures", "geo", "health", "helpers", "search"}
RESERVED |= {"locale", "misc", "shared", "start", "static", "test", "tests", "utils"}


class Wrong(Exception):
    """The command cannot be carried out; the message says why. Nothing was written."""


def domain_order() -> list[str]:
    """Return the domains from the highest to the lowest, as the import contract lists them."""
    contract = (ROOT / ".importlinter").read_text(encoding="utf-8")
    layers = contract.split("layers =\n", 1)[1].split("exhaustive", 1)[0]
    return [name for name in layers.split() if name != "__main__"]


def check_name(name: str) -> None:
    """Raise Wrong for a name that is no short lower-case word, is reserved, or belongs to a domain."""
    if not NAME.fullmatch(name) or len(name) > LONGEST:
        raise Wrong(f"« {name} »: use lower-case letters with single underscores, at most {LONGEST} in all")
    if keyword.iskeyword(name) or name in sys.stdlib_module_names or name in RESERVED:
        raise Wrong(f"« {name} » is reserved: choose another name")
    if (SOURCE / name).exists() or name in domain_order():
        raise Wrong(f"« {name} » exists")
    for manifest in SOURCE.glob("*/domain.py"):
        if f'url_prefix="{url_prefix(name)}"' in manifest.read_text(encoding="utf-8"):
            raise Wrong(f"the addresses under {url_prefix(name)} belong to {manifest.parent.name}")


def check_place(above: str) -> None:
    """Raise Wrong when a domain with pages and a history cannot be placed right above this one."""
    order = domain_order()
    if above not in order or order.index(above) > order.index("history") or above in ("site", "demo"):
        raise Wrong(f"--above {above}: choose a domain from history to privacy in .importlinter")


def url_prefix(name: str) -> str:
    """Return the prefix of a domain's addresses: "field_trips" gives "field-trips/"."""
    return name.replace("_", "-") + "/"


def replacements(name: str, label: str, label_en: str) -> dict[str, str]:
    """Return what replaces the names of the template, in the order in which they are replaced."""
    return {
        "sample_domain": name,
        "sample-domain/": url_prefix(name),
        "SampleDomain": "".join(part.capitalize() for part in name.split("_")),
        "Sample English label": label_en,
        "Sample label": label,
    }


def fill(text: str, values: dict[str, str]) -> str:
    """Return a text with its placeholders replaced, in order."""
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text


def write_domain(name: str, values: dict[str, str]) -> None:
    """Copy the template's files into the folder of the domain, with their names replaced, and format them."""
    for path in sorted(TEMPLATE.rglob("*")):
        if path.is_dir() or path.name == "english.json" or "__pycache__" in path.parts:
            continue
        target = SOURCE / name / fill(str(path.relative_to(TEMPLATE)), values)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(fill(path.read_text(encoding="utf-8"), values), encoding="utf-8")
    (SOURCE / name / "migrations").mkdir()
    (SOURCE / name / "migrations/__init__.py").touch()
    # The order of imports and the breaks of lines depend on the name.
    for command in (["check", "--fix", "--select", "I"], ["format"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, "-q", f"src/arpent/{name}"], cwd=ROOT, check=True)


def edited_lists(name: str, above: str, label: str) -> dict[Path, str]:
    """Return the new text of each file that lists every domain. Raise Wrong where the place for a line is not found."""
    edits = {
        ".importlinter": (f"\n    {above}\n", f"\n    {name}\n    {above}\n"),
        "src/arpent/site/settings.py": (f'    "arpent.{above}",\n', f'    "arpent.{above}",\n    "arpent.{name}",\n'),
        "src/arpent/site/tests/test_access.py": (
            "PLAIN = {\n",
            f'PLAIN = {{\n    "{name}:list",\n    "{name}:new",\n',
        ),
        "CHANGELOG.md": ("(unreleased)\n\n", f"(unreleased)\n\n- New domain `{name}`: items with a due day.\n"),
    }
    texts = {}
    for file, (place, replacement) in edits.items():
        text = (ROOT / file).read_text(encoding="utf-8")
        if place not in text:
            raise Wrong(f"{file}: the line after which a domain is named was not found: {place.strip()}")
        texts[ROOT / file] = text.replace(place, replacement, 1)
    return texts


def translate(values: dict[str, str]) -> None:
    """Write the English of the domain's sentences, unless a sentence has its English already."""
    import translations
    from babel.messages.pofile import write_po

    translations.extract()
    english = json.loads((TEMPLATE / "english.json").read_text(encoding="utf-8"))
    catalogue = translations.read_catalogue()
    for sentence, translation in english.items():
        message = catalogue.get(fill(sentence, values))
        if message is not None and not message.string:
            message.string = fill(translation, values)
    with translations.CATALOGUE.open("wb") as f:
        write_po(f, catalogue, width=120, no_location=True, omit_header=False, ignore_obsolete=True)
    translations.compile_all()


def make_migration(name: str) -> None:
    """Write the first migration; `translate` has set up Django with the new domain installed."""
    from django.core.management import call_command

    call_command("makemigrations", name, verbosity=0)


NEXT = """src/arpent/{name} is made and works: its page is /{prefix} and in the command palette.

Left to do:
- README.md: what the domain is, its words, its rules; the line in CHANGELOG.md.
- Replace the item by the domain's own tables, rules, actions and pages; names on screen in messages.py.
- After a change of a model, nothing being released: remove migrations/0001_initial.py and run
  python -m django makemigrations {name}
- New sentences: python tools/translations.py extract, write the English in the catalogue, then compile.
- A page with an id: its record in src/arpent/site/tests/world.py. A page without one: PLAIN in test_access.py.
- An entry of the main navigation, panels, search, chores: in domain.py (src/arpent/kernel/manifest.py says how).
- New words of the trade: docs/glossary.md. Reactions to events of lower domains: src/arpent/site/wiring.py.
- make check, then python -m pytest src/arpent/{name} tests/architecture src/arpent/site/tests/test_access.py
"""


def new_domain(name: str, label: str, label_en: str, above: str) -> None:
    """Create a domain right above another one. Raise Wrong, before anything is written, when a check fails."""
    check_name(name)
    check_place(above)
    if any(not text or set(text) & set('"\\{}%<>') for text in (label, label_en)):
        raise Wrong("a label is plain text, without quotation marks, braces, percent signs or tags")
    values, lists = replacements(name, label, label_en), edited_lists(name, above, label)
    try:
        write_domain(name, values)
    except Exception:
        shutil.rmtree(SOURCE / name, ignore_errors=True)
        raise
    for path, text in lists.items():
        path.write_text(text, encoding="utf-8")
    translate(values)
    make_migration(name)
    print(NEXT.format(name=name, prefix=url_prefix(name)))


def main() -> int:
    """Create the domain of the command line; return the exit status."""
    parser = argparse.ArgumentParser(description="Start a new domain.")
    parser.add_argument("name", help="lower-case, as it is imported: receivables")
    parser.add_argument("--label", help="the French name on screen; by default the name")
    parser.add_argument("--label-en", help="the English name on screen; by default the name")
    parser.add_argument("--above", default="orders", help="the domain right below it (default: %(default)s)")
    given = parser.parse_args()
    words = given.name.replace("_", " ").capitalize()
    try:
        new_domain(given.name, given.label or words, given.label_en or words, given.above)
    except Wrong as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
