"""The index of trigrams that Ctrl-K stands on: FTS5 on SQLite, pg_trgm on PostgreSQL."""

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE clients_search_fts USING fts5(text, content='clients_searchentry', content_rowid='id', tokenize='trigram')",
    "CREATE TRIGGER clients_search_i AFTER INSERT ON clients_searchentry BEGIN "
    "INSERT INTO clients_search_fts(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER clients_search_d AFTER DELETE ON clients_searchentry BEGIN "
    "INSERT INTO clients_search_fts(clients_search_fts, rowid, text) VALUES ('delete', old.id, old.text); END",
]
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX clients_search_trgm ON clients_searchentry USING gin (text gin_trgm_ops)",
]


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("i", "d"):
            schema_editor.execute(f"DROP TRIGGER clients_search_{name}")
        schema_editor.execute("DROP TABLE clients_search_fts")
    else:
        schema_editor.execute("DROP INDEX clients_search_trgm")


class Migration(migrations.Migration):
    dependencies = [("clients", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
