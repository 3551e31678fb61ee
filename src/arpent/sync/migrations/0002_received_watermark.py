"""What came of a phone's numbers: a watermark and the gaps below it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sync", "0001_initial")]
    operations = [
        migrations.AddField("devicestate", "received_to", models.PositiveIntegerField(default=0)),
        migrations.AddField("devicestate", "absent", models.JSONField(default=list)),
    ]
