import arpent.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('history', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportFile',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(default='companies', max_length=20)),
                ('name', models.CharField(max_length=200, verbose_name='Fichier')),
                ('stored_as', models.CharField(max_length=60)),
                ('size', models.PositiveBigIntegerField()),
                ('created_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('uploaded', 'Uploaded'), ('checked', 'Checked'), ('running', 'Running'), ('done', 'Done'), ('stopped', 'Stopped'), ('failed', 'Failed'), ('undone', 'Undone')], default='uploaded', max_length=10, verbose_name='État')),
                ('table', models.JSONField(default=dict)),
                ('mapping', models.JSONField(default=dict)),
                ('options', models.JSONField(default=dict)),
                ('counts', models.JSONField(default=dict)),
                ('operation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='history.operation')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Import',
                'verbose_name_plural': 'Fichiers importés',
                'indexes': [
                    models.Index(fields=['owner', '-created_at'], name='import_owner'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('row', models.PositiveIntegerField()),
                ('reasons', models.JSONField()),
                ('cells', models.JSONField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rejected', to='imports.importfile')),
            ],
            options={
                'verbose_name': 'Ligne refusée à l’import',
                'verbose_name_plural': 'Lignes refusées à l’import',
                'constraints': [
                    models.UniqueConstraint(fields=('file', 'row'), name='import_row_once'),
                ],
            },
        ),
    ]
