"""Text search insensitive to accents, case and punctuation, identical on SQLite and PostgreSQL (docs/adr/0032).

``title__folded__contains`` compares the column as folded by ``kernel.text.fold``: without accents, capitals or
ligatures, hyphens and apostrophes as spaces. SQLite calls the Python function; PostgreSQL has an equivalent immutable
function that can be indexed. No folded copy is stored, so that an undo, an erasure or a bulk update leaves no stale
one.
"""

import unicodedata
from itertools import groupby
from typing import Any

from django.db.models import CharField, Q, TextField, Transform

from arpent.kernel.text import LIGATURES, SEPARATOR_SIGNS, fold

FUNCTION = "arpent_fold"


class Folded(Transform):
    """The text of a column, folded by `kernel.text.fold`: the lookup ``folded`` of text and character fields."""

    lookup_name = "folded"
    function = FUNCTION
    output_field = TextField()


for _field in (CharField, TextField):
    _field.register_lookup(Folded)


def contains_words(text: str, *paths: str) -> Q:
    """Return the condition that each of the first 12 words of a text occurs in one of the columns.

    A text without words matches nothing.
    """
    words = fold(text).split()
    condition = Q() if words else Q(pk__in=[])
    for word in words[:12]:
        condition &= Q(*((f"{path}__folded__contains", word) for path in paths), _connector=Q.OR)
    return condition


def starts_with(text: str, path: str) -> Q:
    """Return the condition that a column starts with a text, both folded."""
    return Q((f"{path}__folded__startswith", fold(text)))


def equals_text(texts: list[str], path: str) -> Q:
    """Return the condition that a column equals one of the texts, all folded; without texts it matches nothing."""
    return Q((f"{path}__folded__in", sorted({fold(t) for t in texts})))


def add_fold_function(connection: Any, **_: Any) -> None:
    """Register the fold function on an SQLite connection; receiver of Django's signal ``connection_created``."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 1, _fold_value, deterministic=True)


def _fold_value(text: Any) -> str | None:
    return None if text is None else fold(str(text))


# PostgreSQL collations with full Unicode case mapping, by preference: built in since version 17, else from ICU. The
# fallback is the database's default, which under a C locale maps only A to Z.
COLLATIONS = ("pg_c_utf8", "und-x-icu", "default")


def postgresql_function(collation: str) -> str:
    """Return the SQL that creates the fold function on PostgreSQL, generated from the tables of the Python function.

    It is immutable, hence indexable: normalisation and case do not depend on session settings.
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


def _ranges(points: list[str], predicate: Any) -> str:
    """Return the accepted characters as ranges for a regular expression's bracket expression."""
    ranges = ""
    for accepted, run in groupby(points, key=lambda c: bool(predicate(c))):
        characters = list(run)
        if accepted:
            first, last = (rf"\U{ord(c):08x}" for c in (characters[0], characters[-1]))
            ranges += first if first == last else f"{first}-{last}"
    return ranges


def index_statement(table: str, column: str) -> str:
    """Return the SQL that creates a trigram index on a folded column, for `contains_words` (PostgreSQL)."""
    return f"CREATE INDEX {table}_{column}_folded ON {table} USING gin ({FUNCTION}({column}) gin_trgm_ops)"


def drop_index_statement(table: str, column: str) -> str:
    """Return the SQL that drops the index of `index_statement`."""
    return f"DROP INDEX {table}_{column}_folded"
