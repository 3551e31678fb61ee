from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='CachedMatrix',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('provider', models.CharField(max_length=20)),
                ('made_at', models.DateTimeField()),
                ('data', models.BinaryField()),
            ],
        ),
    ]
