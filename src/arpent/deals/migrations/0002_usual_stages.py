"""The stages every firm starts with, its own to change."""

from django.db import migrations

# code, kind, probability in percent, days until it stagnates, what it asks for
USUAL = (
    ("discovery", "open", 10, 30, []),
    ("need", "open", 25, 30, ["need"]),
    ("solution", "open", 40, 21, ["need", "contact"]),
    ("offer", "open", 60, 21, ["need", "amount", "expected_on"]),
    ("negotiation", "open", 75, 14, ["amount", "expected_on", "contact", "pressure"]),
    ("won", "won", 100, None, ["amount"]),
    ("lost", "lost", 0, None, []),
)


def forwards(apps, schema_editor):
    Stage = apps.get_model("deals", "Stage")
    for position, (code, kind, probability, stale, requires) in enumerate(USUAL, 1):
        Stage.objects.create(
            code=code, kind=kind, position=position, probability=probability, stale_days=stale, requires=requires
        )


class Migration(migrations.Migration):
    dependencies = [("deals", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
