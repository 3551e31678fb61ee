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
            name='Erasure',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('basis', models.CharField(choices=[('request', 'demande de la personne (RGPD art. 17)'), ('retention', 'fin de la durée de conservation (RGPD art. 5)'), ('opposition', 'opposition (RGPD art. 21)')], max_length=12)),
                ('kind', models.CharField(max_length=8)),
                ('records', models.JSONField(default=dict)),
                ('counts', models.JSONField(default=dict)),
                ('retained', models.JSONField(default=dict)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('operation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='history.operation')),
            ],
            options={
                'ordering': ['-at'],
                'verbose_name': 'Effacement',
                'verbose_name_plural': 'Effacements',
            },
        ),
        migrations.CreateModel(
            name='RetentionItem',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('rule', models.CharField(max_length=40)),
                ('table', models.CharField(max_length=60)),
                ('record_id', models.CharField(blank=True, max_length=32)),
                ('due_on', models.DateField()),
                ('facts', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('done', 'Done'), ('postponed', 'Postponed'), ('missing', 'Missing')], default='proposed', max_length=10)),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='Raison')),
                ('postponed_to', models.DateField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('rule', 'table', 'record_id'), name='retention_once')],
                'ordering': ['due_on', 'id'],
                'verbose_name': 'Fin de conservation',
                'verbose_name_plural': 'Fins de conservation',
            },
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('id', models.UUIDField(default=arpent.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(choices=[('erased', 'Erased'), ('opposed', 'Opposed')], default='erased', max_length=8)),
                ('what', models.CharField(choices=[('email', 'Email'), ('phone', 'Phone'), ('name', 'Name'), ('siren', 'Siren'), ('record', 'Record')], max_length=6)),
                ('digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('lifted_reason', models.CharField(blank=True, max_length=200, verbose_name='Raison')),
                ('erasure', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tombstones', to='privacy.erasure')),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['digest'], name='tombstone_digest')],
                'verbose_name': 'Empreinte d’une personne effacée',
                'verbose_name_plural': 'Empreintes de personnes effacées',
            },
        ),
    ]
