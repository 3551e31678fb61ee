"""The companies without a place are found in a partial index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clients", "0003_site_commune_company")]
    operations = [
        migrations.AddIndex(
            "site",
            models.Index(
                fields=["company"], condition=models.Q(is_main=True, lat__isnull=True), name="site_unplaced"
            ),
        ),
    ]
