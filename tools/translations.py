"""Extract, compile and check the interface's translations. French is the source; English is in locale/en.

Usage: python tools/translations.py extract | compile | missing

``extract`` writes new sentences into the English catalogue (empty, to be filled), drops those that no longer exist,
and preserves the rest. ``compile`` writes the .mo files. ``missing`` lists what has no English. Babel does the parsing:
no gettext tool is needed on the machine.
"""

import io
import json
import os
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src/arpent"
CATALOGUE = SOURCE / "locale/en/LC_MESSAGES/django.po"
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
KEYWORDS["pgettext_lazy"] = KEYWORDS["pgettext"]
# A string of TypeScript, or several joined by "+", as frontend/sentences.mjs reads them.
TS_LITERAL = r'"(?:[^"\\]|\\.)*"'
TS_TEXT = rf"({TS_LITERAL}(?:\s*\+\s*{TS_LITERAL})*)"


type MessageId = str | tuple[str, str]


def message_id(function: str, message: str | tuple[str, ...]) -> tuple[MessageId, str | None]:
    """Return the id of a message of the code, a pair for a plural, and its context, None for most."""
    if function in ("pgettext", "pgettext_lazy"):
        return message[1], message[0]
    if function == "ngettext" or (isinstance(message, tuple) and len(message) >= 2 and message[1]):
        return (message[0], message[1]), None
    return message[0] if isinstance(message, tuple) else message, None


def found_messages() -> dict[tuple[MessageId, str | None], list[tuple[str, int]]]:
    """Return translatable sentences by their id and context (None for most), with their places (file, line).

    A plural is a pair (singular, plural).
    """
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
    import django
    from django.utils.translation import templatize

    django.setup()
    found: dict[tuple[MessageId, str | None], list[tuple[str, int]]] = {}
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]):
        if "/tests/" in str(path) or "/migrations/" in str(path):
            continue
        text = path.read_text(encoding="utf-8")
        source = templatize(text, origin=str(path)) if path.suffix == ".html" else text
        if path.suffix == ".html":
            # An indented template is not an indented program.
            source = "\n".join(line.lstrip() for line in source.splitlines())
            # Filters with a translated default (|default:_("...")) are not seen by templatize: take them apart.
            source += "\n" + "\n".join(f"gettext({m})" for m in re.findall(r'_\(("[^"]+")\)', text))
        where = str(path.relative_to(ROOT))
        for line, function, message, _comments in extract_python(io.BytesIO(source.encode()), KEYWORDS, [], {}):
            key, context = message_id(function, message)
            if key:
                found.setdefault((key, context), []).append((where, line))
    for path in sorted([*(ROOT / "frontend/src/field").glob("*.ts"), *(ROOT / "frontend/src/offline").glob("*.ts")]):
        text, where = path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))
        for call in re.finditer(rf"\bt\(\s*{TS_TEXT}|\btn\(\s*{TS_TEXT},\s*{TS_TEXT}", text):
            line = text.count("\n", 0, call.start()) + 1
            for literals in filter(None, call.groups()):
                sentence = "".join(json.loads(literal) for literal in re.findall(TS_LITERAL, literals))
                found.setdefault((sentence, None), []).append((where, line))
    return found


def read_catalogue() -> Catalog:
    """Return the English catalogue; an empty one when the file does not exist."""
    if not CATALOGUE.exists():
        return Catalog(locale="en")
    with CATALOGUE.open("rb") as f:
        return read_po(f, locale="en")


def extract() -> None:
    """Write the English catalogue with the sentences of the code, and the French one."""
    old = read_catalogue()
    new = Catalog(locale="en", project="Arpent", charset="utf-8", fuzzy=False)
    new.mime_headers = [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", "nplurals=2; plural=(n != 1);")]
    for key, context in sorted(found_messages(), key=lambda found: (str(found[0]), found[1] or "")):
        known = old.get(key[0] if isinstance(key, tuple) else key, context)
        string = known.string if known and known.string else ("", "") if isinstance(key, tuple) else ""
        new.add(key, string, context=context)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as f:
        write_po(f, new, width=120, no_location=True, omit_header=False, ignore_obsolete=True)
    write_french(new)


def missing() -> list[str]:
    """Return the sentences without English, those of the code that the catalogue lacks included."""
    catalogue = read_catalogue()
    lacking = []
    for key, context in found_messages():
        message = catalogue.get(key[0] if isinstance(key, tuple) else key, context)
        strings = (
            message.string if message and isinstance(message.string, tuple) else (message.string if message else "",)
        )
        if not all(strings):
            lacking.append(str(key))
    return lacking


def write_french(catalogue: Catalog) -> None:
    """Write the French catalogue, in which each sentence is its own translation.

    It takes precedence over the French of libraries, which translate English words such as "Note".
    """
    french = Catalog(locale="fr", project="Arpent", charset="utf-8", fuzzy=False)
    for message in catalogue:
        if message.id:
            french.add(message.id, message.id, context=message.context)
    path = SOURCE / "locale/fr/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as f:
        write_po(f, french, width=120, no_location=True, omit_header=False)


def compile_all() -> None:
    """Write the .mo file of each catalogue."""
    for path in SOURCE.rglob("*.po"):
        with path.open("rb") as f:
            catalogue = read_po(f, locale=path.parent.parent.name)
        with path.with_suffix(".mo").open("wb") as f:
            write_mo(f, catalogue)


if __name__ == "__main__":
    command = sys.argv[1]
    if command == "extract":
        extract()
    elif command == "compile":
        compile_all()
    else:
        lacking = missing()
        print("\n".join(lacking))
        sys.exit(1 if lacking else 0)
