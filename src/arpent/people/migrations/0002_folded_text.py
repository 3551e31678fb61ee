"""The folding of text on PostgreSQL, and the trigrams that its indexes stand on. SQLite calls the Python function."""

from django.db import migrations

from arpent.people.models.folding import COLLATIONS, FUNCTION, postgresql_function


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT collname FROM pg_collation WHERE collname = ANY(%s)", [list(COLLATIONS)])
            known = {name for (name,) in cursor.fetchall()}
        schema_editor.execute(postgresql_function(next(c for c in COLLATIONS if c in known)))


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION {FUNCTION}(text)")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
