"""The companies of a commune are found in the index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clients", "0002_search_index")]
    operations = [
        migrations.RemoveIndex("site", "site_commune"),
        migrations.AddIndex("site", models.Index(fields=["commune_code", "company"], name="site_commune_company")),
    ]
