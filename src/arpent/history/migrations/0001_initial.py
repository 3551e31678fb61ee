import arpent.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditContext',
            fields=[
                ('id', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('person_id', models.CharField(max_length=36, null=True)),
                ('operation_id', models.CharField(max_length=36, null=True)),
                ('at', models.CharField(max_length=32, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Redacting',
            fields=[
                ('id', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('redaction_id', models.CharField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='Redaction',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('operation_id', models.CharField(max_length=32, null=True)),
                ('reason', models.CharField(max_length=60)),
                ('entries', models.PositiveIntegerField()),
                ('columns', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'Effacement dans la piste d’audit',
                'verbose_name_plural': 'Effacements dans la piste d’audit',
            },
        ),
        migrations.CreateModel(
            name='SealingState',
            fields=[
                ('id', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('sealed_id', models.BigIntegerField(default=0)),
                ('pending_id', models.BigIntegerField(default=0)),
                ('pending_xid', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('table', models.CharField(max_length=60)),
                ('record_id', models.CharField(max_length=40)),
                ('action', models.CharField(max_length=1)),
                ('before', models.TextField(null=True)),
                ('after', models.TextField(null=True)),
                ('person_id', models.CharField(max_length=36, null=True)),
                ('operation_id', models.CharField(max_length=36, null=True)),
                ('redaction_id', models.CharField(max_length=32, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['record_id', 'id'], name='audit_record'), models.Index(fields=['operation_id', 'table'], name='audit_operation')],
                'verbose_name': 'Entrée de la piste d’audit',
                'verbose_name_plural': 'Piste d’audit',
            },
        ),
        migrations.CreateModel(
            name='Operation',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('label', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('skipped', models.JSONField(default=list)),
                ('running', models.BooleanField(default=False)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='undoes', to='history.operation')),
            ],
            options={
                'verbose_name': 'Opération',
                'verbose_name_plural': 'Opérations de l’historique',
                'indexes': [
                    models.Index(fields=['person', '-at'], name='history_ope_person__a54697_idx'),
                    models.Index(fields=['-at'], name='history_ope_at_aafcfc_idx'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('subject_id', models.UUIDField(null=True)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('stopped', 'Stopped'), ('failed', 'Failed')], default='waiting', max_length=10)),
                ('cancel_requested', models.BooleanField(default=False)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(null=True)),
                ('touched_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('cursor', models.JSONField(default=dict)),
                ('result', models.JSONField(default=dict)),
                ('problem', models.CharField(blank=True, max_length=60)),
                ('attempt', models.PositiveIntegerField(default=0)),
                ('strikes', models.PositiveSmallIntegerField(default=0)),
                ('runner', models.CharField(blank=True, max_length=200)),
                ('lease_until', models.DateTimeField(null=True)),
                ('task_id', models.CharField(blank=True, max_length=64)),
                ('enqueued_at', models.DateTimeField(null=True)),
                ('run_after', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('operation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='history.operation')),
            ],
            options={
                'verbose_name': 'Travail long',
                'verbose_name_plural': 'Travaux longs',
                'indexes': [
                    models.Index(fields=['person', '-created_at'], name='history_job_person__85e903_idx'),
                    models.Index(condition=models.Q(('state__in', ('waiting', 'running'))), fields=['created_at'], name='people_job_unfinished'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('position', models.BigIntegerField(primary_key=True, serialize=False)),
                ('entry_id', models.BigIntegerField()),
                ('redaction_id', models.CharField(max_length=32, null=True)),
                ('salt', models.BinaryField(null=True)),
                ('digest', models.BinaryField()),
                ('chain', models.BinaryField()),
            ],
            options={
                'indexes': [models.Index(fields=['entry_id'], name='seal_entry')],
            },
        ),
    ]
