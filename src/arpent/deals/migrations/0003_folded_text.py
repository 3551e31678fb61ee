"""Indexes of folded text for the search in lists, on PostgreSQL. SQLite reads the rows one sees and folds them."""

from django.db import migrations

from arpent.people.public import drop_index_statement, index_statement

COLUMNS = [("deals_deal", "title")]


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, column in COLUMNS:
            schema_editor.execute(index_statement(table, column))


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, column in COLUMNS:
            schema_editor.execute(drop_index_statement(table, column))


class Migration(migrations.Migration):
    dependencies = [("deals", "0002_usual_stages"), ("people", "0002_folded_text")]
    operations = [migrations.RunPython(forwards, backwards)]
