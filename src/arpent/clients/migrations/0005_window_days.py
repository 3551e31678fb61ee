"""A window holds on a set of weekdays, so that "Monday to Friday 8-12" is one row."""

from collections import defaultdict

from django.db import migrations, models


def gather(apps, schema_editor):
    Window = apps.get_model("clients", "OpeningWindow")
    alike = defaultdict(list)
    for pk, site, weekday, start, end in Window.objects.order_by("weekday", "id").values_list(
        "pk", "site_id", "weekday", "start", "end"
    ):
        alike[site, start, end].append((pk, weekday))
    spare = []
    for rows in alike.values():
        Window.objects.filter(pk=rows[0][0]).update(days=sum({1 << day for _, day in rows}))
        spare += [pk for pk, _ in rows[1:]]
    for start in range(0, len(spare), 400):
        Window.objects.filter(pk__in=spare[start : start + 400]).delete()


class Migration(migrations.Migration):
    dependencies = [("clients", "0004_potential_index")]
    operations = [
        migrations.AddField("openingwindow", "days", models.PositiveSmallIntegerField(default=0)),
        migrations.RunPython(gather, migrations.RunPython.noop),
        migrations.AlterModelOptions("openingwindow", {"ordering": ["start", "days"]}),
        migrations.RemoveField("openingwindow", "weekday"),
        migrations.AlterField("openingwindow", "days", models.PositiveSmallIntegerField()),
        migrations.AddConstraint(
            "openingwindow",
            models.CheckConstraint(condition=models.Q(days__gte=1, days__lte=127), name="window_has_days"),
        ),
    ]
