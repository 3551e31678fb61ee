"""The index of sums by state serves the sums of one owner as well."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("offers", "0004_price_obligations")]
    operations = [migrations.RemoveIndex("offer", "offer_owner_sums")]
