"""Who has an offer open is kept in the cache."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("offers", "0002_folded_text")]
    operations = [migrations.DeleteModel(name="Presence")]
