"""Search in business text: one folding, one lookup, the same on SQLite and PostgreSQL.

``title__folded__contains`` compares the column as ``kernel.text.fold`` folds it: without accents, capitals or
ligatures, hyphens and apostrophes as spaces. SQLite calls the Python function; PostgreSQL has a function of its own
that gives the same text and that an index can hold (migration ``people.0002_folded_text``). Nothing folded is stored
beside the text itself, so that an undo, an erasure or an update by statement leaves no copy behind. See docs/adr/0032.
"""

import unicodedata
from itertools import groupby
from typing import Any

from django.db.models import CharField, Q, TextField, Transform

from arpent.kernel.text import LIGATURES, SEPARATOR_SIGNS, fold

FUNCTION = "arpent_fold"


class Folded(Transform):
    """The text of a column as ``fold`` gives it."""

    lookup_name = "folded"
    function = FUNCTION
    output_field = TextField()


for _field in (CharField, TextField):
    _field.register_lookup(Folded)


def contains_words(text: str, *paths: str) -> Q:
    """Return the condition that each word of a typed text stands in one of some columns; a text without a word finds
    nothing.
    """
    words = fold(text).split()
    found = Q() if words else Q(pk__in=[])
    for word in words[:12]:
        found &= Q(*((f"{path}__folded__contains", word) for path in paths), _connector=Q.OR)
    return found


def starts_with(text: str, path: str) -> Q:
    """Return the condition that a column begins as typed."""
    return Q((f"{path}__folded__startswith", fold(text)))


def equals_text(texts: list[str], path: str) -> Q:
    """Return the condition that a column is one of some texts, however these are written."""
    return Q((f"{path}__folded__in", sorted({fold(t) for t in texts})))


def add_fold_function(connection: Any, **_: Any) -> None:
    """Receive Django's ``connection_created``: give a SQLite connection the folding."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 1, _fold_value, deterministic=True)


def _fold_value(text: Any) -> str | None:
    return None if text is None else fold(str(text))


# Collations of PostgreSQL that know the case of every letter: built in from version 17 on, with ICU before. With
# neither the database's own decides, and a C locale leaves letters beyond A to Z in capitals.
COLLATIONS = ("pg_c_utf8", "und-x-icu", "default")


def postgresql_function(collation: str) -> str:
    """Return the statement that creates the folding on PostgreSQL, written from the tables that Python folds by.

    Immutable, so that an index can hold it: normalisation and case do not depend on a setting of the session.
    """
    points = [chr(c) for c in range(0x20000) if not 0xD800 <= c <= 0xDFFF]
    marks, blanks = _ranges(points, unicodedata.combining), _ranges(points, str.isspace)
    single = {k: v for k, v in LIGATURES.items() if len(v) == 1}
    signs = "".join(rf"\{c}" if c in r"-[]\^" else c for c in SEPARATOR_SIGNS).replace("'", "''")
    text = "lower(regexp_replace(normalize($1, NFKD), '[" + marks + "]', '', 'g') COLLATE \"" + collation + '")'
    text = f"translate({text}, '{''.join(single)}', '{''.join(single.values())}')"
    for letter, pair in LIGATURES.items():
        if letter not in single:
            text = f"replace({text}, '{letter}', '{pair}')"
    return (
        f"CREATE OR REPLACE FUNCTION {FUNCTION}(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE "
        f"AS $fold$ SELECT btrim(regexp_replace({text}, '[{blanks}{signs}]+', ' ', 'g')) $fold$"
    )


def _ranges(points: list[str], holds: Any) -> str:
    """Return the characters that a test accepts as the inside of a regular expression's brackets."""
    found = ""
    for accepted, run in groupby(points, key=lambda c: bool(holds(c))):
        characters = list(run)
        if accepted:
            first, last = (rf"\U{ord(c):08x}" for c in (characters[0], characters[-1]))
            found += first if first == last else f"{first}-{last}"
    return found


def index_statement(table: str, column: str) -> str:
    """Return the statement that gives a column of PostgreSQL an index for ``contains_words``."""
    return f"CREATE INDEX {table}_{column}_folded ON {table} USING gin ({FUNCTION}({column}) gin_trgm_ops)"


def drop_index_statement(table: str, column: str) -> str:
    """Return the statement that takes such an index away."""
    return f"DROP INDEX {table}_{column}_folded"
