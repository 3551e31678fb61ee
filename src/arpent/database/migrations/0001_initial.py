"""The folding of text on PostgreSQL, and the trigrams that its indexes need. SQLite calls the Python function."""

from django.db import migrations

from arpent.database.folding import COLLATIONS, FUNCTION, postgresql_function


def create_fold_function(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT collname FROM pg_collation WHERE collname = ANY(%s)", [list(COLLATIONS)])
            known = {name for (name,) in cursor.fetchall()}
        schema_editor.execute(postgresql_function(next(c for c in COLLATIONS if c in known)))


def drop_fold_function(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION {FUNCTION}(text)")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(create_fold_function, drop_fold_function)]
